//! Job types: what the jobs of a recipe take and give.

use serde::Serialize;

use super::items::items_of;
use super::{
    DocumentKind, FileParameter, Interface, JsonParameter, JsonType, deserialize_by_reading,
};
use crate::problem::Name;
use crate::read::Read;
use crate::read::fields::{At, Collector, Fields};
use crate::words::quoted;

/// What an output is that does not say its media type.
const UNKNOWN_MEDIA_TYPE: &str = "application/octet-stream";

/// One revision of a job type: what its jobs take and give, as its Seed manifest declares it.
///
/// Read from a revision as the API serves it, `{job_type: {name, version, …}, revision_num, manifest}`, or from the
/// details of a job type, as they also stand in `job_types` of the details of a recipe type: its latest revision. A
/// manifest without `job.interface` declares that its jobs take nothing and give nothing. An output without a
/// `mediaType` is `application/octet-stream`.
///
/// In JSON `{name, version, revision_num, manifest}`, where the manifest has what is known of it.
///
/// Source: the Scale API's job type revisions, `manifest`, and the Seed standard's `job.interface`.
///
/// ```
/// use scale_batch::{JobType, Reader};
///
/// let served = r#"{"job_type": {"name": "parse", "version": "1.0.0"}, "revision_num": 2, "manifest": {"job": {
///     "interface": {"outputs": {"files": [{"name": "OUT_1", "pattern": "*.tif"}]}}}}}"#;
/// let job_type = Reader::new().text::<JobType>(served).into_result()?;
/// assert!(job_type.input.unwrap().is_empty());
/// assert_eq!(job_type.output.unwrap().files[0].media_types, ["application/octet-stream"]);
/// # Ok::<(), scale_batch::Problems>(())
/// ```
///
/// # Errors
/// `INVALID_RESPONSE` when it has no name, version or number of a revision. What is odd about the manifest is a
/// warning, and a manifest that cannot be read is not known.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct JobType {
    /// The name of the job type.
    pub name: String,
    /// The version of the job type.
    pub version: String,
    /// The revision that the manifest is of.
    pub revision_num: i64,
    /// What its jobs take; `None` when the manifest is not known, and then `output` is not either.
    pub input: Option<Interface>,
    /// What its jobs give.
    pub output: Option<Interface>,
}

deserialize_by_reading!(JobType);

impl JobType {
    /// Those in the details of a recipe type.
    pub(crate) fn read_all(recipe_type: Fields<'_>, collector: &mut Collector) -> Vec<Self> {
        let Some(at) = recipe_type.leniently().present("job_types") else {
            return Vec::new();
        };
        let items = at.each_item(collector, "an array of job types");
        items
            .filter_map(|item| JobType::read(item, collector))
            .collect()
    }
}

impl Read for JobType {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let kinds = [DocumentKind::JobType];
        let fields = at.document(collector, "a revision of a job type", &kinds)?;
        // As served, a revision names its job type inside; the details of a job type are that type.
        let whose = fields.get("job_type").and_then(At::fields);
        let whose = whose.unwrap_or(fields);
        let mut text = |field, wanted| {
            let at = whose.required(collector, field, wanted)?;
            at.string(collector, "a string").map(str::to_owned)
        };
        let name = text("name", "the name of the job type");
        let version = text("version", "the version of the job type");
        let revision_num = fields.required(collector, "revision_num", "the number of the revision");
        let revision_num = revision_num.and_then(|at| at.integer(collector, "a revision number"));
        let manifest = fields.leniently().present("manifest");
        let (input, output) = manifest.and_then(|at| read_manifest(at, collector)).unzip();
        Some(JobType {
            name: name?,
            version: version?,
            revision_num: revision_num?,
            input,
            output,
        })
    }
}

/// Revisions of job types, as a list of the inputs has them.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct JobTypes(pub(crate) Vec<JobType>);

impl Read for JobTypes {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let items = items_of(at, collector, "job type revisions")?;
        let known = items.filter_map(|item| JobType::read(item, collector));
        Some(JobTypes(known.collect()))
    }
}

/// What a manifest says that its jobs take and give.
fn read_manifest(at: At<'_>, collector: &mut Collector) -> Option<(Interface, Interface)> {
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
        let description = format!(
            "{} is a field of an older Seed standard. Scale takes version 1.0.0 only, where it is {}: without that, \
             the job type {has_none}.",
            quoted(older),
            quoted(field)
        );
        let problem = at.structural("OLD_VERSION", description);
        at.report(collector, problem.param("version", "1.0.0"));
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
    let Some(at) = interface.present(side.field()) else {
        return Some(Interface::default());
    };
    let fields = at.object(collector, "an object that lists parameters")?;
    let files = match fields.present("files") {
        Some(at) => at.every(collector, "an array of files", |item, collector| {
            read_file(item, side, collector)
        }),
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
fn read_file(at: At<'_>, side: Side, collector: &mut Collector) -> Option<FileParameter> {
    let fields = at.object(collector, "an object: a file")?;
    let name = name_of(fields, collector)?;
    let media_types = match (
        fields.present("mediaTypes"),
        fields.present("mediaType"),
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

/// A job type as it is written.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    rename = "JobType",
    title = "Job type",
    description = "One revision of a job type: what its jobs take and give.",
    transform = super::schema::titled,
))]
struct Written<'j> {
    /// The name of the job type.
    name: &'j str,
    /// The version of the job type.
    version: &'j str,
    /// The revision that the manifest is of.
    revision_num: i64,
    /// What the Seed manifest declares; null where it is not known.
    manifest: Option<Manifest<'j>>,
}

/// A Seed manifest.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "SeedManifest"))]
struct Manifest<'j> {
    /// What the job is.
    job: Job<'j>,
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

impl Serialize for JobType {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let manifest = self.input.as_ref().zip(self.output.as_ref());
        let manifest = manifest.map(|(input, output)| Manifest {
            job: Job {
                interface: Sides {
                    inputs: Parameters::new(input, Side::Inputs),
                    outputs: Parameters::new(output, Side::Outputs),
                },
            },
        });
        let written = Written {
            name: &self.name,
            version: &self.version,
            revision_num: self.revision_num,
            manifest,
        };
        written.serialize(serializer)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for JobType {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        Written::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Written::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Reader, Reading};
    use serde_json::{Value, json};

    fn read(manifest: &Value) -> Reading<JobType> {
        let document =
            json!({"name": "j", "version": "1.0", "revision_num": 1, "manifest": manifest});
        Reader::new().value(&document)
    }

    #[test]
    fn comes_back_as_it_was() {
        let interface = json!({
            "inputs": {"files": [{"name": "IN_1", "mediaTypes": ["image/png"], "partial": true}, {"name": "B"}],
                       "json": [{"name": "N", "type": "integer", "required": false}]},
            "outputs": {"files": [{"name": "OUT_1", "pattern": "*", "multiple": true},
                                  {"name": "PAGE", "mediaType": "text/html"}]},
        });
        let job_type = read(&json!({"job": {"interface": interface}}))
            .document
            .unwrap();
        let output = job_type.output.as_ref().unwrap();
        assert_eq!(output.files[0].media_types, [UNKNOWN_MEDIA_TYPE]);
        let written = serde_json::to_value(&job_type).unwrap();
        assert_eq!(
            written["manifest"]["job"]["interface"]["outputs"]["files"][1],
            json!({"name": "PAGE", "mediaType": "text/html", "required": true, "multiple": false})
        );
        assert_eq!(
            serde_json::from_value::<JobType>(written).unwrap(),
            job_type
        );

        let unknown = read(&Value::Null).document.unwrap();
        let written = serde_json::to_value(&unknown).unwrap();
        assert_eq!(written["manifest"], Value::Null);
        assert_eq!(serde_json::from_value::<JobType>(written).unwrap(), unknown);
    }

    #[test]
    fn is_known_where_the_manifest_has_no_interface_and_unknown_where_it_cannot_be_read() {
        let nothing = Some(Interface::default());
        let silent = read(&json!({"job": {"name": "j"}}));
        assert_eq!(silent.warnings, []);
        let silent = silent.document.unwrap();
        assert_eq!((&silent.input, &silent.output), (&nothing, &nothing));
        let broken = json!({"job": {"interface": {"inputs": {"files": [{"name": 5}]}}}});
        for (manifest, warnings) in [(Value::Null, 0), (json!({}), 1), (broken, 1)] {
            let reading = read(&manifest);
            assert_eq!(reading.warnings.len(), warnings, "{manifest}");
            let job_type = reading.document.unwrap();
            assert_eq!(
                (job_type.input, job_type.output),
                (None, None),
                "{manifest}"
            );
        }
    }

    #[test]
    fn a_manifest_of_an_older_seed_is_said() {
        let older = json!({"seedVersion": "0.0.5", "job": {"interface": {
            "inputData": {"files": [{"name": "IN"}]}, "outputData": {"files": [{"name": "OUT"}]}}}});
        let reading = read(&older);
        let paths: Vec<&str> = reading.warnings.iter().map(|w| w.path.as_str()).collect();
        let interface = "/manifest/job/interface";
        assert_eq!(
            paths,
            [
                format!("{interface}/inputData"),
                format!("{interface}/outputData")
            ]
        );
        assert_eq!(reading.warnings[0].params["cause"], "OLD_VERSION");
        assert!(reading.document.unwrap().input.unwrap().is_empty());
    }

    #[test]
    fn of_an_older_field_beside_one_of_today_only_what_is_true_is_said() {
        let mixed = json!({"seedVersion": "1.0.0", "job": {"interface": {
            "inputs": {"files": [{"name": "IN"}]}, "outputData": {"files": [{"name": "OUT"}]}}}});
        let reading = read(&mixed);
        let [warning] = &reading.warnings[..] else {
            panic!("{:?}", reading.warnings);
        };
        assert_eq!(warning.path, "/manifest/job/interface/outputData");
        assert_eq!(
            warning.description,
            "\"outputData\" is a field of an older Seed standard. Scale takes version 1.0.0 only, where it is \
             \"outputs\": without that, the job type gives nothing."
        );
        let job_type = reading.document.unwrap();
        assert_eq!(job_type.input.unwrap().files[0].name, "IN");
        assert!(job_type.output.unwrap().is_empty());
    }

    #[test]
    fn a_revision_as_served_names_its_job_type_inside() {
        let served = json!({"id": 7, "job_type": {"id": 1, "name": "j", "version": "2.0"}, "revision_num": 3,
                            "manifest": {"job": {}}});
        let job_type = Reader::new().value::<JobType>(&served).document.unwrap();
        assert_eq!(
            (&*job_type.name, &*job_type.version, job_type.revision_num),
            ("j", "2.0", 3)
        );
        let nameless = json!({"job_type": {"id": 1}, "revision_num": "3"});
        let reading = Reader::new().value::<JobType>(&nameless);
        let causes: Vec<&Value> = reading.errors.iter().map(|e| &e.params["cause"]).collect();
        assert_eq!(causes, ["MISSING_FIELD", "MISSING_FIELD", "WRONG_TYPE"]);
    }
}
