//! How the parameters of a dataset fit a recipe input.

use serde::{Deserialize, Serialize};

use crate::documents::words::words;

/// A recipe input and the dataset parameters that fit it.
///
/// ```
/// use scale_batch::documents::Interface;
/// use scale_batch::proposals::propose_input_map;
///
/// let interface = |name: &str| -> Interface {
///     serde_json::from_str(&format!(r#"{{"files": [{{"name": "{name}"}}]}}"#)).unwrap()
/// };
/// let proposal = propose_input_map(&interface("SCENE"), &interface("scene"));
/// assert_eq!(proposal.inputs[0].proposed.as_deref(), Some("scene"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct InputFit {
    /// The name of the recipe input.
    pub input: String,
    /// Whether the recipe needs it.
    pub required: bool,
    /// The dataset parameters that can be connected to it, sorted.
    pub fits: Vec<String>,
    /// The best of them, at most 100, best first, each with what speaks for it and against it.
    pub ranked: Vec<RankedFit>,
    /// The one that is proposed; null when none is.
    pub proposed: Option<String>,
    /// Why it is proposed; null when none is.
    pub because: Option<FitReason>,
}

/// A dataset parameter that fits a recipe input, and why it may be meant.
///
/// ```
/// use scale_batch::documents::Interface;
/// use scale_batch::proposals::propose_input_map;
///
/// let interface = |name: &str| -> Interface {
///     serde_json::from_str(&format!(r#"{{"files": [{{"name": "{name}"}}]}}"#)).unwrap()
/// };
/// let proposal = propose_input_map(&interface("SCENE"), &interface("scene"));
/// assert_eq!(proposal.inputs[0].ranked[0].parameter, "scene");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RankedFit {
    /// The name of the dataset parameter.
    pub parameter: String,
    /// What speaks for it, the weightiest first.
    pub because: Vec<FitReason>,
    /// The words that both names have, as the recipe input writes them.
    pub shared_words: Vec<String>,
    /// Its media types that the recipe input does not list: connected, they give the warning
    /// `MISMATCHED_MEDIA_TYPES`.
    pub mismatched_media_types: Vec<String>,
}

words! {
    /// What speaks for connecting a dataset parameter to a recipe input.
    ///
    /// ```
    /// use scale_batch::documents::Interface;
    /// use scale_batch::proposals::{FitReason, propose_input_map};
    ///
    /// let interface = |name: &str| -> Interface {
    ///     serde_json::from_str(&format!(r#"{{"files": [{{"name": "{name}"}}]}}"#)).unwrap()
    /// };
    /// let proposal = propose_input_map(&interface("SCENE"), &interface("scene"));
    /// assert_eq!(proposal.inputs[0].because, Some(FitReason::SimilarName));
    /// ```
    #[cfg_attr(
        feature = "schema",
        schemars(
            title = "Reason of a fit",
            description = "What speaks for connecting a dataset parameter to a recipe input."
        )
    )]
    #[non_exhaustive]
    pub enum FitReason {
        /// They have the same name.
        SameName = "SAME_NAME",
        /// Their names differ in spelling.
        SimilarName = "SIMILAR_NAME",
        /// Their names have words in common.
        SharedWords = "SHARED_WORDS",
        /// The input lists all media types of the parameter.
        MediaTypesMeet = "MEDIA_TYPES_MEET",
        /// Nothing else is left that fits.
        OnlyOne = "ONLY_ONE",
    }
}
