//! Where a query comes from.

/// Where a query comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// An object, which is going to be written as the server takes it.
    Document,
    /// A query string, which the server reads as it is.
    QueryString,
}
