//! Datasets: the files a batch is created from.

use serde::Serialize;

use super::with::with_methods;
use super::{DatasetId, DocumentKind, Interface, deserialize_by_reading};
use crate::problem::ProblemName;
use crate::problem::structural::Mistake;
use crate::read::tree::Kind;
use crate::read::{At, Collector, Read};
use crate::sorted::{SortedMap, sort};
use crate::words::{choice_list, quoted};

/// A dataset: its parameters, and how many files each of them has.
///
/// Read from the API's dataset details, whose `files` are `{id, parameter_name, scale_file}`, or from the shorter
/// form `{"files_per_parameter": {name: count}}`. The datasets of a list have only a number of `files`: those of the
/// one parameter that takes files; where several do, the files per parameter are not known.
///
/// Source: the Scale API's dataset details.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::documents::Dataset;
///
/// let text = r#"{
///     "id": 1,
///     "definition": {"parameters": {"files": [{"name": "SCENE"}], "json": []}},
///     "files": [{"id": 7, "parameter_name": "SCENE"}, {"id": 8, "parameter_name": "SCENE"}]
/// }"#;
/// let dataset = Reader::new().text::<Dataset>(text).into_result()?;
/// assert_eq!(dataset.files_per_parameter.unwrap()["SCENE"], 2);
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
///
/// # Errors
/// `INVALID_DATASET_DEFINITION` for a broken definition, `INVALID_RESPONSE` when it is no object. Any other field that
/// is odd is a warning. Names that appear twice are found when a request is validated: `NAME_COLLISION_ERROR`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "A dataset: its parameters, and how many files each of them has.",)
)]
#[non_exhaustive]
pub struct Dataset {
    /// The id of the dataset.
    pub id: Option<DatasetId>,
    /// The name, for people.
    pub title: Option<String>,
    /// What it holds, for people.
    pub description: Option<String>,
    /// Its definition; `None` where it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<DatasetDefinition>,
    /// The number of files of each parameter; `None` where it is not known.
    pub files_per_parameter: Option<SortedMap<String, u64>>,
}

/// The parameters of a dataset.
///
/// Source: the Scale API's dataset definition.
///
/// ```
/// use scale_batch::documents::{DatasetDefinition, Interface};
///
/// let definition = DatasetDefinition::new(Interface::default());
/// assert!(definition.global_parameters.is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "The parameters of a dataset.")
)]
#[non_exhaustive]
pub struct DatasetDefinition {
    /// What each member of the dataset has.
    pub parameters: Interface,
    /// What all members have in common.
    pub global_parameters: Interface,
}

impl Dataset {
    /// A dataset of which nothing is known.
    ///
    /// ```
    /// use scale_batch::documents::{Dataset, DatasetDefinition, FileParameter, Interface};
    ///
    /// let parameters = Interface::new().with_files([FileParameter::new("SCENE")]);
    /// let dataset = Dataset::new()
    ///     .with_id(12)
    ///     .with_definition(DatasetDefinition::new(parameters))
    ///     .with_files_per_parameter([("SCENE", 20)]);
    /// assert_eq!(dataset.files_per_parameter.unwrap()["SCENE"], 20);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with the number of files of each parameter.
    ///
    /// ```
    /// use scale_batch::documents::Dataset;
    ///
    /// let dataset = Dataset::new().with_files_per_parameter([("scene", 12)]);
    /// assert_eq!(dataset.files_per_parameter.unwrap()["scene"], 12);
    /// ```
    #[must_use]
    pub fn with_files_per_parameter<K: Into<String>>(
        mut self,
        files: impl IntoIterator<Item = (K, u64)>,
    ) -> Self {
        let files = files.into_iter().map(|(name, count)| (name.into(), count));
        self.files_per_parameter = Some(files.collect());
        self
    }

    /// All parameters, `parameters` and `global_parameters` together; `None` where the definition is not known.
    ///
    /// ```
    /// use scale_batch::documents::{Dataset, DatasetDefinition, Interface};
    ///
    /// let dataset = Dataset::new().with_definition(DatasetDefinition::new(Interface::default()));
    /// assert!(dataset.parameters().unwrap().is_empty());
    /// ```
    #[must_use]
    pub fn parameters(&self) -> Option<Interface> {
        let DatasetDefinition {
            parameters,
            global_parameters,
        } = self.definition.as_ref()?;
        Some(Interface {
            files: [&parameters.files[..], &global_parameters.files[..]].concat(),
            json: [&parameters.json[..], &global_parameters.json[..]].concat(),
        })
    }
}

with_methods! { Dataset {
    /// The same with an id.
    with_id: into id DatasetId;
    /// The same with a title.
    with_title: into title String;
    /// The same with a description.
    with_description: into description String;
    /// The same with a definition.
    with_definition: some definition DatasetDefinition;
}}

impl DatasetDefinition {
    /// What each member of the dataset has; they have nothing in common.
    ///
    /// ```
    /// use scale_batch::documents::{DatasetDefinition, Interface};
    ///
    /// assert!(DatasetDefinition::new(Interface::new()).global_parameters.is_empty());
    /// ```
    #[must_use]
    pub fn new(parameters: Interface) -> Self {
        DatasetDefinition {
            parameters,
            global_parameters: Interface::default(),
        }
    }
}

with_methods! { DatasetDefinition {
    /// The same with what all members have in common.
    with_global_parameters: set global_parameters Interface;
}}

deserialize_by_reading!(Dataset, DatasetDefinition);

impl Read for Dataset {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const KEYS: [&str; 4] = ["id", "definition", "files", "files_per_parameter"];
        let fields = at.document(collector, "a dataset", &[DocumentKind::Dataset])?;
        if KEYS.iter().all(|key| fields.get(key).is_none()) {
            let said = format!(
                "This is not a dataset: it has none of the fields {}.",
                choice_list(&KEYS)
            );
            let mistake = Mistake::MissingField { field: "id", said };
            at.report(collector, at.mistake(mistake));
            return None;
        }
        let strict_definition = fields.present("definition");
        let fields = fields.leniently();
        let id = fields.integer(collector, "id", "an integer: the id of the dataset");
        let title = fields.string(collector, "title", "a string");
        let description = fields.string(collector, "description", "a string");
        let definition = strict_definition.and_then(|at| {
            let at = at.named(ProblemName::InvalidDatasetDefinition).as_served();
            DatasetDefinition::read(at, collector)
        });
        let files_per_parameter = match (
            fields.optional("files_per_parameter"),
            fields.optional("files"),
        ) {
            (Some(counts), _) => read_counts(counts, collector),
            (None, Some(files)) => read_files(files, definition.as_ref(), collector),
            (None, None) => None,
        };
        Some(Dataset {
            id: id.map(DatasetId),
            title,
            description,
            definition,
            files_per_parameter,
        })
    }
}

fn read_counts(at: At<'_>, collector: &mut Collector) -> Option<SortedMap<String, u64>> {
    let mut counts = Some(Vec::new());
    for (name, at) in at.members(
        collector,
        "an object that maps parameter names to numbers of files",
    )? {
        let count = at.integer(collector, "the number of files of the parameter");
        match (count, count.map(u64::try_from), &mut counts) {
            (_, Some(Ok(count)), Some(counts)) => counts.push((name.to_owned(), count)),
            (_, Some(Ok(_)), None) => {}
            // Of one count that is not known, the others are not enough.
            (None, ..) | (_, None, _) => counts = None,
            (Some(count), Some(Err(_)), _) => {
                counts = None;
                let said = format!(
                    "The parameter {} cannot have fewer than 0 files.",
                    quoted(name)
                );
                at.report(collector, at.out_of_range(count, Some(0), None, said));
            }
        }
    }
    Some(counts?.into_iter().collect())
}

/// Counts the files of dataset details. The items of a list of datasets have a plain number instead, which tells
/// whose files they are only where one parameter has files.
fn read_files(
    at: At<'_>,
    definition: Option<&DatasetDefinition>,
    collector: &mut Collector,
) -> Option<SortedMap<String, u64>> {
    if let Kind::Integer(count) = at.kind() {
        let DatasetDefinition {
            parameters,
            global_parameters,
        } = definition?;
        // Global data has files of its own, which count as well.
        let ([only], []) = (
            parameters.files.as_slice(),
            global_parameters.files.as_slice(),
        ) else {
            return None;
        };
        let count = u64::try_from(count).ok()?;
        return Some([(only.name.clone(), count)].into_iter().collect());
    }
    let mut names = Vec::new();
    for file in at.items(collector, "an array of files")? {
        let Some(fields) = file.object(collector, "an object: a file of the dataset") else {
            continue;
        };
        let wanted = "the name of the parameter that the file is for";
        let name = fields.required(collector, "parameter_name", wanted);
        names.extend(name.and_then(|at| at.string(collector, wanted)));
    }
    sort(&mut names);
    let counts = names
        .chunk_by(|one, other| one == other)
        .filter_map(|same| {
            let name = *same.first()?;
            Some((name.to_owned(), same.len() as u64))
        });
    Some(counts.collect())
}

impl Read for DatasetDefinition {
    const NAME: ProblemName = ProblemName::InvalidDatasetDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.object(collector, "an object: the dataset definition")?;
        let mut parameters = |field| {
            let parameters = fields.present(field);
            parameters.and_then(|at| Interface::read(at, collector))
        };
        Some(DatasetDefinition {
            parameters: parameters("parameters").unwrap_or_default(),
            global_parameters: parameters("global_parameters").unwrap_or_default(),
        })
    }
}
