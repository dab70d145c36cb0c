//! Which dataset parameters fit which recipe inputs, and the input map that makes the most of them.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::words::{SharedWords, Words};
use crate::documents::words::words;
use crate::documents::{InputMapping, Interface};
use crate::estimate::mapped_parameters;
use crate::problem::{Name, Severity};
use crate::read::suggestion::Comparisons;
use crate::recipe::{Parameter, connect_parameter, connection_mismatches, parameters};
use crate::sorted::{sort, sort_by_key};

/// Which dataset parameters fit each recipe input, and a proposed input map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
    /// The best of them, at most 100, best first, each with what speaks for it and against it.
    pub ranked: Vec<RankedFit>,
    /// The one that is proposed; null when none is.
    pub proposed: Option<String>,
    /// Why it is proposed; null when none is.
    pub because: Option<FitReason>,
}

/// A dataset parameter that fits a recipe input, and why it may be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

/// Proposes an input map: for each recipe input the parameter of the same name where that fits, else the one of the
/// most similar name, else the one whose name shares the most telling words with it, else the only one that is left
/// whose media types the input takes. A required input is also given the only one that is left at all. Each parameter
/// is used once, and where two are equally good none is proposed.
///
/// Source: the Scale API's *Batch Configuration JSON*, `inputMap`.
///
/// ```
/// use scale_batch::{FitReason, Interface, propose_input_map};
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
    let choices = Choices::new(input, dataset_parameters, &[]);
    InputMapProposal {
        input_map: choices.input_map(),
        is_complete: choices.are_complete(),
        inputs: choices.into_fits(),
    }
}

/// The proposed input map, when it connects every required input, and neither adds anything that gives a warning. The
/// entries that are `written` and fit stay.
pub(crate) fn propose_connecting_map(
    input: &Interface,
    dataset_parameters: &Interface,
    written: &[InputMapping],
) -> Option<Vec<InputMapping>> {
    let choices = Choices::new(input, dataset_parameters, written);
    let map = choices.input_map();
    let connected = mapped_parameters(dataset_parameters, &map);
    let is_written = |parameter| written.iter().any(|entry| entry.input == parameter);
    let mut mismatches = connection_mismatches(input, &connected).into_iter();
    let fit = mismatches
        .all(|(parameter, problem)| problem.severity == Severity::Warning && is_written(parameter));
    (choices.are_complete() && fit).then_some(map)
}

/// The recipe inputs, the dataset parameters, and which are chosen for which.
struct Choices<'i> {
    given: Vec<Parameter<'i>>,
    inputs: Vec<Input<'i>>,
    is_used: Vec<bool>,
    words: Words<'i>,
}

/// A recipe input with the parameters that fit it.
struct Input<'i> {
    parameter: Parameter<'i>,
    /// In the order of the dataset.
    candidates: Vec<Candidate>,
    chosen: Option<(usize, FitReason)>,
    /// Whether two parameters are equally good by their names, so that the names do not decide.
    is_undecided: bool,
}

/// A parameter that fits an input.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    /// Its number among the parameters of the dataset.
    number: usize,
    kinship: Kinship,
    media_types: MediaTypes,
}

/// How much alike two names are; the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kinship {
    Same,
    /// So many letters apart.
    Similar(usize),
    Words(SharedWords),
    None,
}

/// How the media types of a parameter go with those of an input; the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum MediaTypes {
    /// The input lists all of them.
    Meet,
    /// There are none.
    None,
    /// The input does not list them.
    Differ,
}

impl Candidate {
    /// What comes first among the parameters that fit an input. Media types that differ weigh more than words.
    fn rank(&self) -> (u8, Kinship, MediaTypes) {
        let class = match (self.kinship, self.media_types) {
            (Kinship::Same, _) => 0,
            (Kinship::Similar(_), _) => 1,
            (Kinship::Words(_), MediaTypes::Meet | MediaTypes::None) => 2,
            (Kinship::None, MediaTypes::Meet | MediaTypes::None) => 3,
            (_, MediaTypes::Differ) => 4,
        };
        (class, self.kinship, self.media_types)
    }

    /// Why it is chosen by its name; `None` where the name is no reason.
    fn reason_by_name(&self) -> Option<FitReason> {
        match (self.kinship, self.media_types) {
            (Kinship::Same, _) => Some(FitReason::SameName),
            (Kinship::Similar(_), _) => Some(FitReason::SimilarName),
            (Kinship::Words(_), MediaTypes::Meet | MediaTypes::None) => {
                Some(FitReason::SharedWords)
            }
            _ => None,
        }
    }

    fn reasons(&self) -> Vec<FitReason> {
        let by_name = match self.kinship {
            Kinship::Same => Some(FitReason::SameName),
            Kinship::Similar(_) => Some(FitReason::SimilarName),
            Kinship::Words(_) => Some(FitReason::SharedWords),
            Kinship::None => None,
        };
        let meet = (self.media_types == MediaTypes::Meet).then_some(FitReason::MediaTypesMeet);
        by_name.into_iter().chain(meet).collect()
    }
}

impl<'i> Choices<'i> {
    fn new(
        input: &'i Interface,
        dataset_parameters: &'i Interface,
        written: &[InputMapping],
    ) -> Self {
        let given: Vec<Parameter<'_>> = parameters(dataset_parameters).collect();
        let wanted: Vec<Parameter<'_>> = parameters(input).collect();
        let words = Words::new(
            wanted.iter().map(|parameter| parameter.name),
            given.iter().map(|parameter| parameter.name),
        );
        let mut comparisons = Comparisons::new();
        let inputs = wanted.into_iter().enumerate().map(|(number, parameter)| {
            let mut candidates = fitting(parameter, &given);
            find_kinship(
                parameter.name,
                number,
                &given,
                &words,
                &mut comparisons,
                &mut candidates,
            );
            Input {
                parameter,
                candidates,
                chosen: None,
                is_undecided: false,
            }
        });
        let mut choices = Choices {
            inputs: inputs.collect(),
            is_used: vec![false; given.len()],
            given,
            words,
        };
        // The surest way first, for all inputs, so that no input takes what is surely another's.
        choices.keep(written);
        choices.choose_by_same_name();
        choices.choose_by_name();
        choices.choose_what_is_left();
        choices
    }

    fn choose(&mut self, input: usize, parameter: usize, because: FitReason) {
        if let (Some(input), Some(is_used)) =
            (self.inputs.get_mut(input), self.is_used.get_mut(parameter))
        {
            input.chosen = Some((parameter, because));
            *is_used = true;
        }
    }

    fn is_used(&self, parameter: usize) -> bool {
        self.is_used.get(parameter).copied().unwrap_or_default()
    }

    /// Keeps what is written where it fits, and takes from no input the parameter of its name.
    fn keep(&mut self, written: &[InputMapping]) {
        if written.is_empty() {
            return;
        }
        let inputs = self.inputs.iter().map(|input| input.parameter.name);
        let inputs: HashSet<&str> = inputs.collect();
        let entries: HashMap<&str, &str> = written
            .iter()
            .map(|entry| (entry.input.as_str(), entry.dataset_parameter.as_str()))
            .filter(|(_, parameter)| !inputs.contains(parameter))
            .collect();
        for number in 0..self.inputs.len() {
            let Some(input) = self.inputs.get(number) else {
                continue;
            };
            let Some(wanted) = entries.get(input.parameter.name) else {
                continue;
            };
            let found = input.candidates.iter().find(|candidate| {
                !self.is_used(candidate.number) && self.name(candidate.number) == *wanted
            });
            if let Some(&Candidate {
                number: parameter, ..
            }) = found
            {
                // Only the map is made of it, so that nobody asks for the reason.
                self.choose(number, parameter, FitReason::OnlyOne);
            }
        }
    }

    fn choose_by_same_name(&mut self) {
        for number in 0..self.inputs.len() {
            let Some(input) = self
                .inputs
                .get(number)
                .filter(|input| input.chosen.is_none())
            else {
                continue;
            };
            let same = input.candidates.iter().find(|candidate| {
                candidate.kinship == Kinship::Same && !self.is_used(candidate.number)
            });
            if let Some(&Candidate {
                number: parameter, ..
            }) = same
            {
                self.choose(number, parameter, FitReason::SameName);
            }
        }
    }

    /// Chooses the parameters that are clearly the best by their names: of the pairs that are the most alike, those
    /// whose two sides are in no other such pair.
    fn choose_by_name(&mut self) {
        let mut pairs: Vec<(usize, Candidate)> = Vec::new();
        for (number, input) in self.inputs.iter().enumerate() {
            if input.chosen.is_none() {
                let by_name = input.candidates.iter().filter(|candidate| {
                    candidate.reason_by_name().is_some() && !self.is_used(candidate.number)
                });
                pairs.extend(by_name.map(|candidate| (number, *candidate)));
            }
        }
        sort_by_key(&mut pairs, |(_, candidate)| candidate.rank());
        let mut is_contested: HashSet<usize> = HashSet::new();
        for alike in pairs.chunk_by(|(_, one), (_, other)| one.rank() == other.rank()) {
            let free: Vec<(usize, Candidate)> = alike
                .iter()
                .copied()
                .filter(|(input, candidate)| {
                    let input = self.inputs.get(*input);
                    input.is_some_and(|input| input.chosen.is_none() && !input.is_undecided)
                        && !self.is_used(candidate.number)
                        && !is_contested.contains(&candidate.number)
                })
                .collect();
            let (mut of_input, mut of_parameter) = (HashMap::new(), HashMap::new());
            for (input, candidate) in &free {
                *of_input.entry(*input).or_insert(0_usize) += 1;
                *of_parameter.entry(candidate.number).or_insert(0_usize) += 1;
            }
            for (number, candidate) in free {
                let is_only = of_input.get(&number) == Some(&1)
                    && of_parameter.get(&candidate.number) == Some(&1);
                if let Some(because) = candidate.reason_by_name().filter(|_| is_only) {
                    self.choose(number, candidate.number, because);
                    continue;
                }
                is_contested.insert(candidate.number);
                if let Some(input) = self.inputs.get_mut(number) {
                    input.is_undecided = true;
                }
            }
        }
    }

    /// Gives inputs the only parameter that is left for them, those that are required first: without a media type
    /// that differs, then to those that are required with one.
    fn choose_what_is_left(&mut self) {
        let ways = [(true, false), (false, false), (true, true)];
        for (required, may_differ) in ways {
            for number in 0..self.inputs.len() {
                let Some(input) = self.inputs.get(number) else {
                    continue;
                };
                if input.chosen.is_some() || input.parameter.required != required {
                    continue;
                }
                let mut left = input.candidates.iter().filter(|candidate| {
                    !self.is_used(candidate.number)
                        && (may_differ || candidate.media_types != MediaTypes::Differ)
                });
                if let (Some(only), None) = (left.next().copied(), left.next()) {
                    let because = match only.media_types {
                        MediaTypes::Meet => FitReason::MediaTypesMeet,
                        MediaTypes::None | MediaTypes::Differ => FitReason::OnlyOne,
                    };
                    self.choose(number, only.number, because);
                }
            }
        }
    }

    fn name(&self, parameter: usize) -> &'i str {
        self.given
            .get(parameter)
            .map_or("", |parameter| parameter.name)
    }

    fn input_map(&self) -> Vec<InputMapping> {
        let mut map = Vec::new();
        for input in &self.inputs {
            if let Some((parameter, _)) = input.chosen {
                let (wanted, given) = (input.parameter.name, self.name(parameter));
                if wanted != given {
                    map.push(InputMapping::new(wanted, given));
                }
            }
        }
        map
    }

    fn are_complete(&self) -> bool {
        let mut inputs = self.inputs.iter();
        inputs.all(|input| input.chosen.is_some() || !input.parameter.required)
    }

    fn into_fits(self) -> Vec<InputFit> {
        let inputs = self.inputs.iter().enumerate();
        inputs
            .map(|(number, input)| self.fit(number, input))
            .collect()
    }

    fn fit(&self, number: usize, input: &Input<'_>) -> InputFit {
        const MOST_RANKED: usize = 100;
        let mut fits: Vec<&str> = input
            .candidates
            .iter()
            .map(|candidate| self.name(candidate.number))
            .collect();
        sort(&mut fits);
        let mut candidates = input.candidates.clone();
        sort_by_key(&mut candidates, |candidate| {
            (candidate.rank(), self.name(candidate.number))
        });
        candidates.truncate(MOST_RANKED);
        let ranked = candidates.into_iter().map(|candidate| RankedFit {
            parameter: self.name(candidate.number).to_owned(),
            because: candidate.reasons(),
            shared_words: self.words.shared(number, candidate.number),
            mismatched_media_types: self.mismatched(input.parameter, candidate.number),
        });
        InputFit {
            input: input.parameter.name.to_owned(),
            required: input.parameter.required,
            ranked: ranked.collect(),
            fits: fits.into_iter().map(str::to_owned).collect(),
            proposed: input
                .chosen
                .map(|(parameter, _)| self.name(parameter).to_owned()),
            because: input.chosen.map(|(_, because)| because),
        }
    }

    /// The media types of a parameter that an input does not list.
    fn mismatched(&self, wanted: Parameter<'_>, parameter: usize) -> Vec<String> {
        let mut problems = Vec::new();
        if let Some(given) = self.given.get(parameter) {
            connect_parameter(wanted, *given, &mut problems);
        }
        let mismatched = problems
            .iter()
            .filter(|problem| problem.name == Name::MismatchedMediaTypes)
            .filter_map(|problem| problem.params.get("found")?.as_array());
        let names = mismatched.flatten().filter_map(|name| name.as_str());
        names.map(str::to_owned).collect()
    }
}

/// The parameters of a dataset that can be connected to a recipe input.
fn fitting(wanted: Parameter<'_>, given: &[Parameter<'_>]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut problems = Vec::new();
    for (number, parameter) in given.iter().enumerate() {
        problems.clear();
        connect_parameter(wanted, *parameter, &mut problems);
        if problems
            .iter()
            .any(|problem| problem.severity == Severity::Error)
        {
            continue;
        }
        candidates.push(Candidate {
            number,
            kinship: Kinship::None,
            media_types: match problems.is_empty() {
                false => MediaTypes::Differ,
                true if parameter.names_media_types() => MediaTypes::Meet,
                true => MediaTypes::None,
            },
        });
    }
    candidates
}

/// Finds how much the name of an input is alike those of its candidates. Where one has the same name, no similar ones
/// are looked for.
fn find_kinship(
    name: &str,
    number: usize,
    given: &[Parameter<'_>],
    words: &Words<'_>,
    comparisons: &mut Comparisons,
    candidates: &mut [Candidate],
) {
    let name_of =
        |candidate: &Candidate| given.get(candidate.number).map_or("", |given| given.name);
    let has_same = candidates
        .iter()
        .any(|candidate| name_of(candidate) == name);
    for candidate in candidates {
        let other = name_of(candidate);
        candidate.kinship = if other == name {
            Kinship::Same
        } else if let Some(distance) = (!has_same)
            .then(|| comparisons.distance(name, other))
            .flatten()
        {
            Kinship::Similar(distance)
        } else if let Some(shared) = words.compare(number, candidate.number) {
            Kinship::Words(shared)
        } else {
            Kinship::None
        };
    }
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
}
