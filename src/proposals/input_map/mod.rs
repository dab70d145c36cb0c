//! Which dataset parameters fit which recipe inputs, and the input map that makes the most of them.

mod candidate;
mod choices;
mod fit;
mod left;

use serde::{Deserialize, Serialize};

use crate::documents::{InputMapping, Interface};
use crate::estimate::mapped_parameters;
use crate::problem::{Problem, Severity};
use crate::read::Limits;
use crate::recipe::connection_mismatches;
use choices::{Choices, Listed};
pub use fit::{FitReason, InputFit, RankedFit};

/// Which dataset parameters fit each recipe input, and a proposed input map.
///
/// ```
/// use scale_batch::documents::Interface;
/// use scale_batch::proposals::propose_input_map;
///
/// let interface = |name: &str| -> Interface {
///     serde_json::from_str(&format!(r#"{{"files": [{{"name": "{name}"}}]}}"#)).unwrap()
/// };
/// let proposal = propose_input_map(&interface("SCENE"), &interface("scene"));
/// assert!(proposal.is_complete);
/// assert_eq!(proposal.input_map[0].dataset_parameter, "scene");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        description = "Which dataset parameters fit each recipe input, and a proposed input map.",
    )
)]
#[non_exhaustive]
pub struct InputMapProposal {
    /// Every recipe input, in the order of its definition.
    pub inputs: Vec<InputFit>,
    /// The proposed map: only the inputs whose parameter has another name. Empty when no map is needed.
    #[serde(rename = "inputMap")]
    pub input_map: Vec<InputMapping>,
    /// Whether every required input has a parameter.
    pub is_complete: bool,
    /// In how many pairs a parameter fits an input, where they are left out: each `fits` is then empty, and `ranked`
    /// has only the parameter that is proposed. Otherwise absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(default, with = "u64"))]
    pub fits_left_out: Option<u64>,
}

/// Whether the parameters that fit each input are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fits {
    /// Where there are few.
    Few,
    All,
}

/// More pairs of an input and a parameter that fits it are only listed on request.
const MOST_LISTED: usize = 10_000;

/// Proposes an input map: for each recipe input the parameter of the same name where that fits, else the one of the
/// most similar name, else the one whose name shares the most telling words with it, else the only one that is left
/// whose media types the input takes. A required input is also given the only one that is left at all. Each parameter
/// is used once, and where two are equally good none is proposed.
///
/// Source: the Scale API's *Batch Configuration JSON*, `inputMap`.
///
/// ```
/// use scale_batch::documents::Interface;
/// use scale_batch::proposals::{FitReason, propose_input_map};
///
/// let input: Interface = serde_json::from_str(r#"{"files": [{"name": "PAN"}, {"name": "MASK"}]}"#)?;
/// let parameters: Interface =
///     serde_json::from_str(r#"{"files": [{"name": "MASK"}, {"name": "PAN_FILE"}, {"name": "MS_FILE"}]}"#)?;
/// let proposal = propose_input_map(&input, &parameters);
/// assert_eq!(proposal.input_map[0].dataset_parameter, "PAN_FILE");
/// assert_eq!(proposal.inputs[0].because, Some(FitReason::SharedWords));
/// assert!(proposal.is_complete && proposal.input_map.len() == 1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn propose_input_map(input: &Interface, dataset_parameters: &Interface) -> InputMapProposal {
    let limits = Limits::unlimited_entries();
    propose_within(&limits, Fits::All, input, dataset_parameters).unwrap_or_default()
}

/// As [`propose_input_map`], unless too many pairs of an input and a parameter that fits it would be listed.
///
/// # Errors
/// `LIMIT_EXCEEDED` for more pairs than the limit `entries` allows.
///
/// ```
/// use scale_batch::documents::{FileParameter, Interface};
/// use scale_batch::proposals::propose_input_map_within;
/// use scale_batch::{Limits, ProblemName};
///
/// let interface = |name: &str| Interface::new().with_files([FileParameter::new(name)]);
/// let (input, parameters) = (interface("SCENE"), interface("SCENE_FILE"));
/// let proposal = propose_input_map_within(&Limits::default(), &input, &parameters)?;
/// assert_eq!(proposal.input_map[0].dataset_parameter, "SCENE_FILE");
/// let limits = Limits { entries: 0, ..Limits::default() };
/// let refused = propose_input_map_within(&limits, &input, &parameters).unwrap_err();
/// assert_eq!(refused.name, ProblemName::LimitExceeded);
/// # Ok::<(), scale_batch::Problem>(())
/// ```
pub fn propose_input_map_within(
    limits: &Limits,
    input: &Interface,
    dataset_parameters: &Interface,
) -> Result<InputMapProposal, Problem> {
    propose_within(limits, Fits::All, input, dataset_parameters)
}

/// As [`propose_input_map`]; what fits is listed as far as it is few or asked for, and an error if that is too much.
pub(crate) fn propose_within(
    limits: &Limits,
    fits: Fits,
    input: &Interface,
    dataset_parameters: &Interface,
) -> Result<InputMapProposal, Problem> {
    let mut choices = Choices::new(input, dataset_parameters);
    let pairs = choices.pairs();
    let listed = match fits {
        Fits::All if pairs > limits.entries => {
            return Err(limits.too_many_entries("parameters that fit an input"));
        }
        Fits::Few if pairs > limits.entries.min(MOST_LISTED) => Listed::Chosen,
        Fits::All | Fits::Few => Listed::All,
    };
    choices.decide(&[]);
    Ok(InputMapProposal {
        input_map: choices.input_map(),
        is_complete: choices.are_complete(),
        inputs: choices.fits(listed),
        fits_left_out: matches!(listed, Listed::Chosen).then_some(pairs as u64),
    })
}

/// The proposed input map, when it connects every required input, and neither adds anything that gives a warning. The
/// entries that are `written` and fit stay.
pub(crate) fn propose_connecting_map(
    input: &Interface,
    dataset_parameters: &Interface,
    written: &[InputMapping],
) -> Option<Vec<InputMapping>> {
    let mut choices = Choices::new(input, dataset_parameters);
    // It is looked for at every keystroke.
    if choices.pairs() > MOST_LISTED {
        return None;
    }
    choices.decide(written);
    let map = choices.input_map();
    let connected = mapped_parameters(dataset_parameters, &map);
    let is_written = |parameter| written.iter().any(|entry| entry.input == parameter);
    let mut mismatches = connection_mismatches(input, &connected).into_iter();
    let fit = mismatches
        .all(|(parameter, problem)| problem.severity == Severity::Warning && is_written(parameter));
    (choices.are_complete() && fit).then_some(map)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn propose(input: &Value, parameters: &Value) -> InputMapProposal {
        let interface = |files: &Value| serde_json::from_value(json!({"files": files})).unwrap();
        propose_input_map(&interface(input), &interface(parameters))
    }

    fn proposed(input: &Value, parameters: &Value) -> Vec<Option<String>> {
        let inputs = propose(input, parameters).inputs.into_iter();
        inputs.map(|input| input.proposed).collect()
    }

    /// What is proposed for inputs among parameters that differ in their names only, and why.
    fn by_names(inputs: &[&str], parameters: &[&str]) -> Vec<String> {
        let files = |names: &[&str]| {
            let files = names.iter().map(|name| json!({"name": name}));
            Value::Array(files.collect())
        };
        let inputs = propose(&files(inputs), &files(parameters)).inputs;
        let told = inputs.into_iter().map(|input| match input.proposed {
            Some(parameter) => format!("{parameter} {}", json!(input.because)),
            None => "-".to_owned(),
        });
        told.collect()
    }

    #[test]
    fn the_clearly_best_name_is_proposed() {
        for (inputs, parameters, expected) in [
            (
                &["PAN"][..],
                &["PAN_FILE", "MS_FILE"][..],
                &["PAN_FILE \"SHARED_WORDS\""][..],
            ),
            (
                &["MS", "PAN"],
                &["PAN_FILE", "MS_FILE"],
                &["MS_FILE \"SHARED_WORDS\"", "PAN_FILE \"SHARED_WORDS\""],
            ),
            (
                &["PAN_FILE"],
                &["PAN_IMAGE", "MS_FILE"],
                &["PAN_IMAGE \"SHARED_WORDS\""],
            ),
            (&["PAN_FILE"], &["MS_FILE", "DEM_FILE"], &["-"]),
            (
                &["FILE_NAME"],
                &["NAME_FILE", "MS_FILE"],
                &["NAME_FILE \"SHARED_WORDS\""],
            ),
            (&["scene"], &["SCENE", "MASK"], &["SCENE \"SIMILAR_NAME\""]),
            (&["SCENE"], &["SCENE_LEFT", "SCENE_RIGHT"], &["-"]),
            // What is surely another's is not taken, in whatever order they come.
            (
                &["SCENE", "SCENE_MASK"],
                &["SCENE_MASK_FILE", "SCENE_FILE"],
                &[
                    "SCENE_FILE \"SHARED_WORDS\"",
                    "SCENE_MASK_FILE \"SIMILAR_NAME\"",
                ],
            ),
            (
                &["SCENE_A", "SCENE_B"],
                &["SCENEB", "OTHER", "MORE"],
                &["-", "SCENEB \"SIMILAR_NAME\""],
            ),
        ] {
            assert_eq!(
                by_names(inputs, parameters),
                expected,
                "{inputs:?} among {parameters:?}"
            );
        }
    }

    #[test]
    fn what_fits_is_ranked_with_what_speaks_for_and_against_it() {
        let input = json!([{"name": "SCENE", "media_types": ["image/tiff"]}]);
        let parameters = json!([
            {"name": "ANY"},
            {"name": "DEM", "media_types": ["application/json", "image/tiff"]},
            {"name": "IMAGE", "media_types": ["image/tiff"]},
            {"name": "SCENE", "media_types": ["image/png"]},
            {"name": "SCENES_OF_ALL", "multiple": true},
            {"name": "THE_SCENE_FILE"},
        ]);
        let proposal = serde_json::to_value(propose(&input, &parameters)).unwrap();
        assert_eq!(
            proposal["inputs"][0],
            json!({
                "input": "SCENE", "required": true, "proposed": "SCENE", "because": "SAME_NAME",
                "fits": ["ANY", "DEM", "IMAGE", "SCENE", "THE_SCENE_FILE"],
                "ranked": [
                    {"parameter": "SCENE", "because": ["SAME_NAME"], "shared_words": ["SCENE"],
                        "mismatched_media_types": ["image/png"]},
                    {"parameter": "THE_SCENE_FILE", "because": ["SHARED_WORDS"], "shared_words": ["SCENE"],
                        "mismatched_media_types": []},
                    {"parameter": "IMAGE", "because": ["MEDIA_TYPES_MEET"], "shared_words": [],
                        "mismatched_media_types": []},
                    {"parameter": "ANY", "because": [], "shared_words": [], "mismatched_media_types": []},
                    {"parameter": "DEM", "because": [], "shared_words": [],
                        "mismatched_media_types": ["application/json"]},
                ],
            })
        );
    }

    #[test]
    fn a_required_input_goes_before_one_that_is_not() {
        let input = json!([{"name": "A", "required": false}, {"name": "B"}]);
        let parameters = json!([{"name": "SCENE"}]);
        assert_eq!(
            proposed(&input, &parameters),
            [None, Some("SCENE".to_owned())]
        );
    }

    #[test]
    fn a_connecting_map_keeps_what_is_written_and_adds_nothing_that_gives_a_warning() {
        let interface =
            |files: Value| serde_json::from_value::<Interface>(json!({"files": files})).unwrap();
        let input =
            interface(json!([{"name": "SCENE", "media_types": ["image/tiff"]}, {"name": "MASK"}]));
        let map = |parameters: &Value, written: &[(&str, &str)]| {
            let written: Vec<InputMapping> = written
                .iter()
                .map(|(input, parameter)| InputMapping::new(*input, *parameter))
                .collect();
            let map = propose_connecting_map(&input, &interface(parameters.clone()), &written)?;
            let entries = map
                .into_iter()
                .map(|entry| (entry.input, entry.dataset_parameter));
            Some(
                entries
                    .map(|(input, parameter)| format!("{input}={parameter}"))
                    .collect::<Vec<_>>(),
            )
        };
        let told = |entries: &[&str]| {
            Some(
                entries
                    .iter()
                    .map(|entry| (*entry).to_owned())
                    .collect::<Vec<_>>(),
            )
        };

        let parameters = json!([{"name": "SCENE_FILE"}, {"name": "MASK_FILE"}, {"name": "SPARE"}]);
        assert_eq!(
            map(&parameters, &[]),
            told(&["SCENE=SCENE_FILE", "MASK=MASK_FILE"])
        );
        assert_eq!(
            map(&parameters, &[("SCENE", "SPARE")]),
            told(&["SCENE=SPARE", "MASK=MASK_FILE"])
        );
        assert_eq!(
            map(&parameters, &[("SCENE", "NOTHING"), ("MASK", "NOTHING")]),
            told(&["SCENE=SCENE_FILE", "MASK=MASK_FILE"])
        );
        let same = json!([{"name": "SCENE"}, {"name": "MASK"}]);
        assert_eq!(map(&same, &[]), told(&[]));
        let png = json!([{"name": "SCENE_FILE", "media_types": ["image/png"]}, {"name": "MASK"}]);
        assert_eq!(map(&png, &[]), None);
        assert_eq!(
            map(&png, &[("SCENE", "SCENE_FILE")]),
            told(&["SCENE=SCENE_FILE"])
        );
        assert_eq!(
            map(&json!([{"name": "SCENE_FILE"}]), &[]),
            None,
            "nothing for MASK"
        );
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

    /// A number as a name: two letters, of which names consist.
    fn letters(number: usize) -> String {
        let letter = |digit| ('A'..='Z').nth(digit).unwrap();
        [letter(number / 26), letter(number % 26)]
            .into_iter()
            .collect()
    }

    #[test]
    fn many_inputs_get_the_same_map_without_a_list_of_what_fits() {
        let files = |names: &dyn Fn(usize) -> String, count: usize| {
            let file = |number| json!({"name": names(number), "media_types": ["image/tiff"]});
            let files: Vec<Value> = (0..count).map(file).collect();
            serde_json::from_value::<Interface>(json!({ "files": files })).unwrap()
        };
        let count = 150;
        let input = files(&|number| format!("BAND_{}", letters(number)), count);
        let parameters = files(
            &|number| format!("{}_BAND_FILE", letters(count - 1 - number)),
            count,
        );
        let limits = Limits::default();
        let propose = |fits| propose_within(&limits, fits, &input, &parameters).unwrap();
        let (few, all) = (propose(Fits::Few), propose(Fits::All));
        assert!(few.is_complete);
        assert_eq!(few.input_map, all.input_map);
        assert_eq!(
            few.input_map[7],
            InputMapping::new("BAND_AH", "AH_BAND_FILE")
        );
        assert_eq!(
            (few.fits_left_out, all.fits_left_out),
            (Some((count * count) as u64), None)
        );
        for (few, all) in few.inputs.iter().zip(&all.inputs) {
            assert_eq!((few.fits.len(), all.fits.len()), (0, count));
            assert_eq!((few.ranked.len(), all.ranked.len()), (1, 100));
            assert_eq!(few.ranked[0], all.ranked[0]);
            assert_eq!((&few.proposed, few.because), (&all.proposed, all.because));
        }
    }

    #[test]
    fn up_to_ten_thousand_fits_are_listed() {
        for (inputs, left_out) in [(100, None), (101, Some(10_100))] {
            let files = |count: usize| -> Value {
                let file = |number| json!({"name": letters(number)});
                (0..count).map(file).collect()
            };
            let interface = |count| serde_json::from_value(json!({"files": files(count)})).unwrap();
            let limits = Limits::default();
            let (input, parameters) = (interface(inputs), interface(100));
            let proposal = propose_within(&limits, Fits::Few, &input, &parameters).unwrap();
            assert_eq!(proposal.fits_left_out, left_out);
        }
    }

    #[test]
    fn parameters_of_one_name_are_given_in_order() {
        let input: Interface = serde_json::from_value(json!({
            "files": [{"name": "A", "required": false}, {"name": "A", "required": false}],
            "json": [{"name": "A", "type": "string", "required": false}],
        }))
        .unwrap();
        let proposal = propose_input_map(&input, &input);
        let proposed = proposal.inputs.iter().map(|input| input.because);
        assert!(proposed.eq([Some(FitReason::SameName); 3]), "{proposal:?}");
        assert!(proposal.input_map.is_empty());
    }
}
