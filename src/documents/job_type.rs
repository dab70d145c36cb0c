//! Job types: what the jobs of a recipe take and give.

use serde::Serialize;

use super::items::items_of;
use super::seed_manifest::Manifest;
use super::{DocumentKind, Interface, deserialize_by_reading};
use crate::problem::ProblemName;
use crate::read::{At, Collector, Fields, Read};

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
/// use scale_batch::Reader;
/// use scale_batch::documents::JobType;
///
/// let served = r#"{"job_type": {"name": "parse", "version": "1.0.0"}, "revision_num": 2, "manifest": {"job": {
///     "interface": {"outputs": {"files": [{"name": "OUT_1", "pattern": "*.tif"}]}}}}}"#;
/// let job_type = Reader::new().text::<JobType>(served).into_result()?;
/// assert!(job_type.input.unwrap().is_empty());
/// assert_eq!(job_type.output.unwrap().files[0].media_types, ["application/octet-stream"]);
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
///
/// # Errors
/// `INVALID_RESPONSE` when it has no name, version or number of a revision. What is odd about the manifest is a
/// warning, and a manifest that cannot be read is not known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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

impl JobType {
    /// A revision of which the manifest is not known.
    ///
    /// ```
    /// use scale_batch::documents::{FileParameter, Interface, JobType};
    ///
    /// let output = Interface::new().with_files([FileParameter::new("PARSED")]);
    /// let job_type = JobType::new("parse", "1.0.0", 2).with_interfaces(Interface::new(), output);
    /// assert_eq!(job_type.output.unwrap().files[0].name, "PARSED");
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>, version: impl Into<String>, revision_num: i64) -> Self {
        JobType {
            name: name.into(),
            version: version.into(),
            revision_num,
            input: None,
            output: None,
        }
    }

    /// The same with what its jobs take and give. An output that is a file has one media type; one that has none is read
    /// back as `application/octet-stream`.
    ///
    /// ```
    /// use scale_batch::documents::{Interface, JobType};
    ///
    /// let job_type = JobType::new("parse", "1.0", 3)
    ///     .with_interfaces(Interface::default(), Interface::default());
    /// assert!(job_type.input.is_some());
    /// ```
    #[must_use]
    pub fn with_interfaces(mut self, input: Interface, output: Interface) -> Self {
        self.input = Some(input);
        self.output = Some(output);
        self
    }
}

deserialize_by_reading!(JobType);

impl JobType {
    /// Those in the details of a recipe type.
    pub(crate) fn read_all(recipe_type: Fields<'_>, collector: &mut Collector) -> Vec<Self> {
        let wanted = "an array of job types";
        let items = recipe_type
            .leniently()
            .items(collector, "job_types", wanted);
        items
            .filter_map(|item| JobType::read(item, collector))
            .collect()
    }
}

impl Read for JobType {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let kinds = [DocumentKind::JobType];
        let fields = at.document(collector, "a revision of a job type", &kinds)?;
        // As served, a revision names its job type inside; the details of a job type are that type.
        let whose = fields.get("job_type").and_then(At::fields);
        let whose = whose.unwrap_or(fields);
        let name = whose.required_string(collector, "name", "the name of the job type");
        let version = whose.required_string(collector, "version", "the version of the job type");
        let wanted = "the number of the revision";
        let revision_num = fields.required_integer(collector, "revision_num", wanted);
        let manifest = fields.leniently().optional("manifest");
        let (input, output) = manifest
            .and_then(|at| Manifest::read(at, collector))
            .unzip();
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
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct JobTypes(pub(crate) Vec<JobType>);

impl Read for JobTypes {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let items = items_of(at, collector, "job type revisions")?;
        let known = items.filter_map(|item| JobType::read(item, collector));
        Some(JobTypes(known.collect()))
    }
}

/// A job type as it is written.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        rename = "JobType",
        description = "One revision of a job type: what its jobs take and give.",
    )
)]
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

impl Serialize for JobType {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let manifest = self.input.as_ref().zip(self.output.as_ref());
        let manifest = manifest.map(|(input, output)| Manifest::new(input, output));
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
    use crate::documents::{Reader, Reading};
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
        assert_eq!(output.files[0].media_types, ["application/octet-stream"]);
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
