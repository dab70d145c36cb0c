//! Which dataset parameters fit which recipe inputs, and the input map that makes the most of them.

use std::collections::HashSet;

use serde::Serialize;

use crate::documents::{InputMapping, Interface};
use crate::problem::Severity;
use crate::read::suggestion::nearest;
use crate::recipe::connection_problems;
use crate::sorted::sort;

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
/// most similar name, else the only one that is left. Each parameter is used once.
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
pub fn propose_input_map(input: &Interface, parameters: &Interface) -> InputMapProposal {
    let inputs = singles(input);
    let mut fits: Vec<InputFit> = inputs
        .iter()
        .map(|single| fit(single, parameters))
        .collect();
    let mut used: HashSet<String> = HashSet::new();
    let ways: [Way; 3] = [
        |input, free| {
            free.iter()
                .find(|name| **name == input)
                .map(|name| (*name).to_owned())
        },
        |input, free| nearest(input, free.iter().copied()).map(str::to_owned),
        |_, free| match free {
            [only] => Some((*only).to_owned()),
            _ => None,
        },
    ];
    // The surest way first, for all inputs, so that no input takes what is surely another's.
    for way in ways {
        for InputFit {
            input,
            fits,
            proposed,
            ..
        } in fits.iter_mut().filter(|fit| fit.proposed.is_none())
        {
            let free: Vec<&str> = fits
                .iter()
                .map(String::as_str)
                .filter(|name| !used.contains(*name))
                .collect();
            *proposed = way(input, &free);
            used.extend(proposed.clone());
        }
    }
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

/// A way to choose one of the parameters that are free for an input.
type Way = fn(&str, &[&str]) -> Option<String>;

/// Each parameter of an interface as an interface of its own.
fn singles(interface: &Interface) -> Vec<Interface> {
    let files = interface.files.iter().map(|file| Interface {
        files: vec![file.clone()],
        json: Vec::new(),
    });
    let json = interface.json.iter().map(|json| Interface {
        files: Vec::new(),
        json: vec![json.clone()],
    });
    files.chain(json).collect()
}

fn fit(input: &Interface, parameters: &Interface) -> InputFit {
    let name = input.names().next().unwrap_or_default();
    let required =
        input.files.iter().all(|file| file.required) && input.json.iter().all(|json| json.required);
    let connects = |single: &Interface| {
        let mut renamed = single.clone();
        renamed
            .files
            .iter_mut()
            .for_each(|file| name.clone_into(&mut file.name));
        renamed
            .json
            .iter_mut()
            .for_each(|json| name.clone_into(&mut json.name));
        connection_problems(input, &renamed)
            .iter()
            .all(|problem| problem.severity == Severity::Warning)
    };
    let singles = singles(parameters);
    let fitting = singles.iter().filter(|single| connects(single));
    let mut fits: Vec<String> = fitting
        .flat_map(Interface::names)
        .map(str::to_owned)
        .collect();
    sort(&mut fits);
    InputFit {
        input: name.to_owned(),
        required,
        fits,
        proposed: None,
    }
}
