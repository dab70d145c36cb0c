//! Which dataset parameters fit which recipe inputs, and the input map that makes the most of them.

use std::collections::HashSet;

use serde::Serialize;

use crate::documents::{InputMapping, Interface};
use crate::problem::Severity;
use crate::read::suggestion::Comparisons;
use crate::recipe::{Parameter, connect_parameter, parameters};
use crate::sorted::{SortedSet, sort};

/// Which dataset parameters fit each recipe input, and a proposed input map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Input map proposal",
    description = "Which dataset parameters fit each recipe input, and a proposed input map.",
    transform = crate::documents::schema::titled,
))]
#[non_exhaustive]
pub struct InputMapProposal {
    /// Every recipe input, in the order of its definition.
    pub inputs: Vec<InputFit>,
    /// The proposed map: only the inputs whose parameter has another name. Empty when no map is needed.
    #[serde(rename = "inputMap")]
    pub input_map: Vec<InputMapping>,
    /// Whether every required input has a parameter.
    pub is_complete: bool,
}

/// A recipe input and the dataset parameters that fit it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InputFit {
    /// The name of the recipe input.
    pub input: String,
    /// Whether the recipe needs it.
    pub required: bool,
    /// The dataset parameters that can be connected to it, sorted.
    pub fits: Vec<String>,
    /// The one that is proposed; null when none is.
    pub proposed: Option<String>,
}

/// Proposes an input map: for each recipe input the parameter of the same name where that fits, else the one of the
/// most similar name, else the only one that is left whose media types the input takes. A required input is also given
/// the only one that is left at all. Each parameter is used once.
///
/// Source: the Scale API's *Batch Configuration JSON*, `inputMap`.
///
/// ```
/// use scale_batch::{Interface, propose_input_map};
///
/// let input: Interface = serde_json::from_str(r#"{"files": [{"name": "SCENE"}, {"name": "MASK"}]}"#)?;
/// let parameters: Interface = serde_json::from_str(r#"{"files": [{"name": "MASK"}, {"name": "scene_"}]}"#)?;
/// let proposal = propose_input_map(&input, &parameters);
/// assert_eq!(proposal.input_map[0].dataset_parameter, "scene_");
/// assert!(proposal.is_complete && proposal.input_map.len() == 1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn propose_input_map(input: &Interface, dataset_parameters: &Interface) -> InputMapProposal {
    let given: Vec<Parameter<'_>> = parameters(dataset_parameters).collect();
    let mut fits: Vec<Fit> = parameters(input)
        .map(|wanted| fit(wanted, &given))
        .collect();
    let mut used: HashSet<String> = HashSet::new();
    let mut comparisons = Comparisons::new();
    // The surest way first, for all inputs, so that no input takes what is surely another's.
    for way in [
        Way::SameName,
        Way::SimilarName,
        Way::OnlyExact,
        Way::OnlyOne,
    ] {
        for fit in fits.iter_mut().filter(|fit| fit.found.proposed.is_none()) {
            let names = fit.found.fits.iter().map(String::as_str);
            let mut free: Vec<&str> = names.filter(|name| !used.contains(*name)).collect();
            let proposed = match way {
                Way::SameName => free.into_iter().find(|name| *name == fit.found.input),
                Way::SimilarName => comparisons.nearest(&fit.found.input, &free),
                Way::OnlyExact => {
                    free.retain(|name| fit.exact.contains(*name));
                    only(&free)
                }
                Way::OnlyOne => only(&free).filter(|_| fit.found.required),
            };
            let proposed = proposed.map(str::to_owned);
            used.extend(proposed.clone());
            fit.found.proposed = proposed;
        }
    }
    let fits: Vec<InputFit> = fits.into_iter().map(|fit| fit.found).collect();
    let input_map = fits
        .iter()
        .filter_map(|fit| {
            Some(InputMapping::new(
                &fit.input,
                fit.proposed.as_ref().filter(|name| **name != fit.input)?,
            ))
        })
        .collect();
    let is_complete = fits
        .iter()
        .all(|fit| fit.proposed.is_some() || !fit.required);
    InputMapProposal {
        inputs: fits,
        input_map,
        is_complete,
    }
}

/// What was found for an input, and which of the parameters that fit have only media types that it takes.
struct Fit {
    found: InputFit,
    exact: SortedSet<String>,
}

/// A way to choose one of the parameters that are free for an input.
enum Way {
    SameName,
    SimilarName,
    /// The only one whose media types the input takes.
    OnlyExact,
    OnlyOne,
}

fn only<'n>(names: &[&'n str]) -> Option<&'n str> {
    match names {
        [only] => Some(only),
        _ => None,
    }
}

/// Which parameters of a dataset can be connected to a recipe input.
fn fit(wanted: Parameter<'_>, given: &[Parameter<'_>]) -> Fit {
    let mut fits = Vec::new();
    let mut exact = Vec::new();
    let mut problems = Vec::new();
    for parameter in given {
        problems.clear();
        connect_parameter(wanted, *parameter, &mut problems);
        if problems
            .iter()
            .all(|problem| problem.severity == Severity::Warning)
        {
            fits.push(parameter.name.to_owned());
            if problems.is_empty() {
                exact.push(parameter.name.to_owned());
            }
        }
    }
    sort(&mut fits);
    Fit {
        found: InputFit {
            input: wanted.name.to_owned(),
            required: wanted.required,
            fits,
            proposed: None,
        },
        exact: exact.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn proposed(input: &Value, parameters: &Value) -> Vec<Option<String>> {
        let interface = |files: &Value| serde_json::from_value(json!({"files": files})).unwrap();
        let proposal = propose_input_map(&interface(input), &interface(parameters));
        let inputs = proposal.inputs.into_iter();
        inputs.map(|input| input.proposed).collect()
    }

    #[test]
    fn media_types_tell_parameters_apart() {
        let input = json!([
            {"name": "SCENE", "media_types": ["image/tiff"]},
            {"name": "TIDE", "media_types": ["application/json"], "required": false},
        ]);
        let parameters = json!([
            {"name": "IMAGE", "media_types": ["image/tiff"]},
            {"name": "NOTES", "media_types": ["text/plain"]},
        ]);
        assert_eq!(
            proposed(&input, &parameters),
            [Some("IMAGE".to_owned()), None]
        );
    }

    #[test]
    fn a_required_input_is_given_what_is_left() {
        let parameters = json!([{"name": "NOTES", "media_types": ["text/plain"]}]);
        for required in [true, false] {
            let input =
                json!([{"name": "SCENE", "media_types": ["image/tiff"], "required": required}]);
            let expected = required.then(|| "NOTES".to_owned());
            assert_eq!(proposed(&input, &parameters), [expected]);
        }
    }
}
