//! Words of the API's: strings of which only a few are possible.

/// What stands for one of the API's words, in an order of its own.
pub(crate) trait Word: Copy + 'static {
    /// Everything that there is a word for.
    const ALL: &'static [Self];

    /// The words, in the same order.
    const WORDS: &'static [&'static str];
}
