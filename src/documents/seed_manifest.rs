//! The Seed manifest of a job type: what its jobs take and give.

use serde::Serialize;

use super::{FileParameter, Interface, JsonParameter};
use crate::problem::structural::Mistake;
use crate::read::{At, Collector, Fields};
use crate::words::quoted;

/// What an output is that does not say its media type.
const UNKNOWN_MEDIA_TYPE: &str = "application/octet-stream";

/// A Seed manifest.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "SeedManifest"))]
pub(super) struct Manifest<'j> {
    /// What the job is.
    job: Job<'j>,
}

impl<'j> Manifest<'j> {
    pub(super) fn new(input: &'j Interface, output: &'j Interface) -> Self {
        Manifest {
            job: Job {
                interface: Sides {
                    inputs: Parameters::new(input, Side::Inputs),
                    outputs: Parameters::new(output, Side::Outputs),
                },
            },
        }
    }
}

impl Manifest<'_> {
    /// What a manifest says that its jobs take and give.
    pub(super) fn read(at: At<'_>, collector: &mut Collector) -> Option<(Interface, Interface)> {
        let job = at
            .object(collector, "an object: the Seed manifest")?
            .required(collector, "job", "it says what the job is")?
            .object(collector, "an object: what the job is")?;
        let Some(interface) = job.optional("interface") else {
            return Some((Interface::default(), Interface::default()));
        };
        let interface = interface.object(collector, "an object: what the job takes and gives")?;
        warn_about_older_seed(interface, collector);
        let input = parameters(interface, Side::Inputs, collector);
        let output = parameters(interface, Side::Outputs, collector);
        Some((input?, output?))
    }
}

/// The job of a Seed manifest.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "SeedJob"))]
struct Job<'j> {
    /// What the job takes and gives.
    interface: Sides<'j>,
}

/// The interface of a Seed manifest.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "SeedInterface"))]
struct Sides<'j> {
    /// What the job takes.
    inputs: Parameters<'j>,
    /// What the job gives.
    outputs: Parameters<'j>,
}

/// One side of the interface of a Seed manifest.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "SeedParameters"))]
struct Parameters<'j> {
    /// The parameters that are files.
    files: Vec<File<'j>>,
    /// The parameters that are JSON values.
    json: &'j [JsonParameter],
}

/// A file that a job takes or gives.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "SeedFile"))]
#[serde(rename_all = "camelCase")]
struct File<'j> {
    /// The name of the parameter.
    name: &'j str,
    /// The media types that it may have; absent where it has one `mediaType`.
    #[serde(skip_serializing_if = "Option::is_none")]
    media_types: Option<&'j [String]>,
    /// The media type that an output has.
    #[serde(skip_serializing_if = "Option::is_none")]
    media_type: Option<&'j str>,
    /// Whether it must be there.
    required: bool,
    /// Whether it may be several files.
    multiple: bool,
}

impl<'j> File<'j> {
    fn new(parameter: &'j FileParameter, side: Side) -> Self {
        let (media_types, media_type) = match (side, &parameter.media_types[..]) {
            (Side::Outputs, [only]) => (None, Some(only.as_str())),
            (_, several) => (Some(several), None),
        };
        File {
            name: &parameter.name,
            media_types,
            media_type,
            required: parameter.required,
            multiple: parameter.multiple,
        }
    }
}

impl<'j> Parameters<'j> {
    fn new(interface: &'j Interface, side: Side) -> Self {
        let files = interface.files.iter();
        Parameters {
            files: files.map(|file| File::new(file, side)).collect(),
            json: &interface.json,
        }
    }
}

/// What stood in place of `inputs` and `outputs` before version 1.0.0 of the Seed standard.
fn warn_about_older_seed(interface: Fields<'_>, collector: &mut Collector) {
    for (older, field, has_none) in [
        ("inputData", "inputs", "takes nothing"),
        ("outputData", "outputs", "gives nothing"),
    ] {
        let Some(at) = interface.get(older) else {
            continue;
        };
        if interface.get(field).is_some() {
            continue;
        }
        let said = format!(
            "{} is a field of an older Seed standard. Scale takes version 1.0.0 only, where it is {}: without that, \
             the job type {has_none}.",
            quoted(older),
            quoted(field)
        );
        let mistake = Mistake::OldVersion {
            version: "1.0.0",
            instead: Some(field),
            said,
        };
        at.report(collector, at.mistake(mistake));
    }
}

/// The two sides of a Seed interface.
#[derive(Clone, Copy)]
enum Side {
    Inputs,
    Outputs,
}

impl Side {
    fn field(self) -> &'static str {
        match self {
            Side::Inputs => "inputs",
            Side::Outputs => "outputs",
        }
    }
}

/// One side of a Seed interface. A side that is left out has no parameters.
fn parameters(interface: Fields<'_>, side: Side, collector: &mut Collector) -> Option<Interface> {
    let Some(at) = interface.optional(side.field()) else {
        return Some(Interface::default());
    };
    let fields = at.object(collector, "an object that lists parameters")?;
    let wanted = "an array of files";
    let files = fields.list(collector, "files", wanted, |item, collector| {
        read_file(item, side, collector)
    });
    let json = fields.list(collector, "json", "an array of JSON values", read_json);
    Some(Interface {
        files: files?,
        json: json?,
    })
}

/// An input has `mediaTypes`, an output one `mediaType`.
fn read_file(at: At<'_>, side: Side, collector: &mut Collector) -> Option<FileParameter> {
    let fields = at.object(collector, "an object: a file")?;
    let name = fields.required_string(collector, "name", "the name of the parameter")?;
    let media_types = match (
        fields.optional("mediaTypes"),
        fields.optional("mediaType"),
        side,
    ) {
        (Some(several), ..) => several.strings(collector, "an array of media types")?,
        (None, Some(one), _) => vec![one.string(collector, "a media type")?.to_owned()],
        (None, None, Side::Inputs) => Vec::new(),
        (None, None, Side::Outputs) => vec![UNKNOWN_MEDIA_TYPE.to_owned()],
    };
    Some(FileParameter {
        name,
        media_types,
        required: fields.boolean_or(collector, "required", true, "true or false")?,
        multiple: fields.boolean_or(collector, "multiple", false, "true or false")?,
    })
}

fn read_json(at: At<'_>, collector: &mut Collector) -> Option<JsonParameter> {
    let fields = at.object(collector, "an object: a JSON value")?;
    let wanted = "it says what JSON the parameter is";
    let json_type = fields.required_word(collector, "type", wanted);
    Some(JsonParameter {
        name: fields.required_string(collector, "name", "the name of the parameter")?,
        json_type: json_type?,
        required: fields.boolean_or(collector, "required", true, "true or false")?,
    })
}
