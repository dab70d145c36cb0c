//! Job types: what the jobs of a recipe take and give.

use super::{FileParameter, Interface, JsonParameter, JsonType};
use crate::read::fields::{At, Collector, Fields};

/// What a job type in the details of a recipe type declares: the interface of its Seed manifest.
///
/// Source: the Scale API's job type details, `manifest`, and the Seed standard's `job.interface`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct JobType {
    pub(crate) name: String,
    pub(crate) version: String,
    /// The revision that the manifest is of.
    pub(crate) revision_num: i64,
    /// What it takes; `None` when that cannot be read.
    pub(crate) input: Option<Interface>,
    /// What it gives; `None` when that cannot be read.
    pub(crate) output: Option<Interface>,
}

impl JobType {
    /// Those in the details of a recipe type, as far as they tell what they take and give.
    pub(crate) fn read_all(recipe_type: Fields<'_>, collector: &mut Collector) -> Vec<Self> {
        let Some(at) = recipe_type.leniently().present("job_types") else {
            return Vec::new();
        };
        let items = at.each_item(collector, "an array of job types");
        items
            .filter_map(|item| JobType::read(item, collector))
            .collect()
    }

    /// Reads it, or `None` where there is no manifest or nobody can tell whose it is. What is odd is a warning.
    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.object(collector, "an object: a job type")?;
        let mut text = |field| fields.present(field)?.string(collector, "a text");
        let (name, version) = (text("name")?.to_owned(), text("version")?.to_owned());
        let revision_num = fields
            .present("revision_num")?
            .integer(collector, "a revision number")?;
        let manifest = fields.present("manifest")?;
        let interface = manifest
            .object(collector, "an object: the Seed manifest")?
            .present("job")?
            .object(collector, "an object: what the job is")?
            .present("interface")?
            .object(collector, "an object: what the job takes and gives")?;
        Some(JobType {
            name,
            version,
            revision_num,
            input: parameters(interface, "inputs", collector),
            output: parameters(interface, "outputs", collector),
        })
    }
}

/// One side of a Seed interface. A side that is left out has no parameters.
fn parameters(interface: Fields<'_>, side: &str, collector: &mut Collector) -> Option<Interface> {
    let Some(at) = interface.present(side) else {
        return Some(Interface::default());
    };
    let fields = at.object(collector, "an object that lists parameters")?;
    let files = match fields.present("files") {
        Some(at) => at.every(collector, "an array of files", read_file),
        None => Some(Vec::new()),
    };
    let json = match fields.present("json") {
        Some(at) => at.every(collector, "an array of JSON values", read_json),
        None => Some(Vec::new()),
    };
    Some(Interface {
        files: files?,
        json: json?,
    })
}

/// An input has `mediaTypes`, an output one `mediaType`.
fn read_file(at: At<'_>, collector: &mut Collector) -> Option<FileParameter> {
    let fields = at.object(collector, "an object: a file")?;
    let name = name_of(fields, collector)?;
    let media_types = match (fields.present("mediaTypes"), fields.present("mediaType")) {
        (Some(several), _) => several.strings(collector, "an array of media types")?,
        (None, Some(one)) => vec![one.string(collector, "a media type")?.to_owned()],
        (None, None) => Vec::new(),
    };
    Some(FileParameter {
        name,
        media_types,
        required: flag(fields, "required", true, collector)?,
        multiple: flag(fields, "multiple", false, collector)?,
    })
}

fn read_json(at: At<'_>, collector: &mut Collector) -> Option<JsonParameter> {
    let fields = at.object(collector, "an object: a JSON value")?;
    let json_type = fields.required(collector, "type", "it says what JSON the parameter is");
    Some(JsonParameter {
        name: name_of(fields, collector)?,
        json_type: json_type?.one_of(collector, &JsonType::CHOICES)?,
        required: flag(fields, "required", true, collector)?,
    })
}

fn name_of(fields: Fields<'_>, collector: &mut Collector) -> Option<String> {
    let name = fields.required(collector, "name", "it names the parameter")?;
    Some(name.string(collector, "a text")?.to_owned())
}

fn flag(fields: Fields<'_>, field: &str, default: bool, collector: &mut Collector) -> Option<bool> {
    match fields.present(field) {
        Some(at) => at.boolean(collector, "true or false"),
        None => Some(default),
    }
}
