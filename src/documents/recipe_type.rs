//! The details of a recipe type: what a batch runs.

use serde::Serialize;
use serde::ser::SerializeMap;

use super::json_text::JsonText;
use super::with::with_methods;
use super::{DocumentKind, JobType, RecipeDefinition, RecipeTypeId, RecipeTypeSummary};
use crate::hashed::HashedSet;
use crate::problem::ProblemName;
use crate::read::{At, Collector, Fields, Read};

/// A recipe type with the definition of its current revision, as the API's recipe type details serve it.
///
/// Other fields of the details are ignored, a missing one is empty; only the definition is needed. What it is written
/// as is read as the same again; the nodes are written in the order in which the document had them.
///
/// Source: the Scale API's recipe type details.
///
/// ```
/// use scale_batch::{Reader, RecipeType};
///
/// let text = r#"{"id": 208, "name": "my-recipe-type", "revision_num": 2, "definition": {"nodes": {}}}"#;
/// let recipe_type = Reader::new().text::<RecipeType>(text).into_result()?;
/// assert_eq!(recipe_type.id, Some(208.into()));
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
///
/// # Errors
/// `INVALID_RESPONSE` when it has no definition, `INVALID_RECIPE_DEFINITION` for what is wrong inside that. Any other
/// field that is odd is a warning.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "A recipe type with the definition of its current revision.",)
)]
#[non_exhaustive]
pub struct RecipeType {
    /// The id of the recipe type.
    pub id: Option<RecipeTypeId>,
    /// The stable name, for programs.
    pub name: Option<String>,
    /// The name for people.
    pub title: Option<String>,
    /// What its recipes do, for people.
    pub description: Option<String>,
    /// The number of the current revision.
    pub revision_num: Option<i64>,
    /// Whether batches may create recipes of this type.
    #[cfg_attr(feature = "schema", schemars(skip_serializing_if = "Option::is_none"))]
    pub is_active: Option<bool>,
    /// The job types of its nodes, each in its latest revision.
    #[cfg_attr(
        feature = "schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub job_types: Vec<JobType>,
    /// What the details say of the recipe types that its nodes run.
    #[cfg_attr(
        feature = "schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub sub_recipe_types: Vec<RecipeTypeSummary>,
    /// The definition of the current revision.
    pub definition: RecipeDefinition,
    /// The nodes in the order in which the document has them, which only the server's estimate depends on.
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub(crate) document_order: Vec<String>,
}

impl Serialize for RecipeType {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(None)?;
        fields.serialize_entry("id", &self.id)?;
        fields.serialize_entry("name", &self.name)?;
        fields.serialize_entry("title", &self.title)?;
        fields.serialize_entry("description", &self.description)?;
        fields.serialize_entry("revision_num", &self.revision_num)?;
        if let Some(is_active) = self.is_active {
            fields.serialize_entry("is_active", &is_active)?;
        }
        if !self.job_types.is_empty() {
            fields.serialize_entry("job_types", &self.job_types)?;
        }
        if !self.sub_recipe_types.is_empty() {
            fields.serialize_entry("sub_recipe_types", &self.sub_recipe_types)?;
        }
        fields.serialize_entry("definition", &InOrder(self))?;
        fields.end()
    }
}

/// The definition of a recipe type, with its nodes in the order of the document.
struct InOrder<'r>(&'r RecipeType);

impl Serialize for InOrder<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(Some(2))?;
        fields.serialize_entry("input", &self.0.definition.input)?;
        fields.serialize_entry("nodes", &NodesInOrder(self.0))?;
        fields.end()
    }
}

struct NodesInOrder<'r>(&'r RecipeType);

impl Serialize for NodesInOrder<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let nodes = &self.0.definition.nodes;
        let mut named = HashedSet::new();
        let mut in_order = Vec::with_capacity(nodes.len());
        for name in self.0.document_order.iter().chain(nodes.keys()) {
            if named.insert(name) {
                in_order.extend(nodes.get(name).map(|node| (name, node)));
            }
        }
        serializer.collect_map(in_order)
    }
}

impl RecipeType {
    /// A recipe type of which only the definition is known.
    ///
    /// ```
    /// use scale_batch::RecipeType;
    /// use scale_batch::documents::RecipeDefinition;
    ///
    /// let recipe_type = RecipeType::new(RecipeDefinition::new()).with_id(208).with_name("ortho");
    /// assert_eq!(recipe_type.summary().unwrap().name.as_deref(), Some("ortho"));
    /// ```
    #[must_use]
    pub fn new(definition: RecipeDefinition) -> Self {
        let document_order = definition.nodes.keys().cloned().collect();
        RecipeType {
            id: None,
            name: None,
            title: None,
            description: None,
            revision_num: None,
            is_active: None,
            job_types: Vec::new(),
            sub_recipe_types: Vec::new(),
            definition,
            document_order,
        }
    }

    /// The few fields by which other documents name it; `None` where its id is not known.
    ///
    /// ```
    /// use scale_batch::RecipeType;
    /// use scale_batch::documents::RecipeDefinition;
    ///
    /// let recipe_type = RecipeType::new(RecipeDefinition::new()).with_id(208);
    /// assert_eq!(recipe_type.summary().unwrap().id, 208.into());
    /// ```
    #[must_use]
    pub fn summary(&self) -> Option<RecipeTypeSummary> {
        Some(RecipeTypeSummary {
            id: self.id?,
            name: self.name.clone(),
            title: self.title.clone(),
            description: self.description.clone(),
            revision_num: self.revision_num,
            is_active: self.is_active,
        })
    }

    /// What the details of a recipe type say of the recipe types that its nodes run.
    pub(crate) fn summaries_in(
        fields: Fields<'_>,
        collector: &mut Collector,
    ) -> Vec<RecipeTypeSummary> {
        let wanted = "an array of recipe types";
        let items = fields
            .leniently()
            .items(collector, "sub_recipe_types", wanted);
        items
            .filter_map(|item| RecipeTypeSummary::read(item, collector))
            .collect()
    }

    /// Where the definition stands in the details of a recipe type.
    pub(crate) fn definition_in<'a>(
        fields: Fields<'a>,
        collector: &mut Collector,
    ) -> Option<At<'a>> {
        let wanted = "it says which nodes the recipes have";
        let at = fields.required(collector, "definition", wanted)?;
        Some(at.named(ProblemName::InvalidRecipeDefinition))
    }

    /// The definition in the details of a recipe type, or in one of its revisions.
    pub(super) fn read_definition(
        fields: Fields<'_>,
        collector: &mut Collector,
    ) -> Option<RecipeDefinition> {
        let at = RecipeType::definition_in(fields, collector)?;
        RecipeDefinition::read(at.as_served(), collector)
    }
}

with_methods! { RecipeType {
    /// The same with an id.
    with_id: into id RecipeTypeId;
    /// The same with a name.
    with_name: into name String;
    /// The same with a title.
    with_title: into title String;
    /// The same with a description.
    with_description: into description String;
    /// The same with the number of its current revision.
    with_revision_num: some revision_num i64;
    /// The same, active or not.
    with_is_active: some is_active bool;
    /// The same with the job types of its nodes.
    with_job_types: list job_types JobType;
    /// The same with the recipe types that its nodes run.
    with_sub_recipe_types: list sub_recipe_types RecipeTypeSummary;
}}

impl<'de> serde::Deserialize<'de> for RecipeType {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let JsonText(text) = JsonText::deserialize(deserializer)?;
        let reading = crate::Reader::new().text::<Self>(&text);
        reading.into_result().map_err(serde::de::Error::custom)
    }
}

impl Read for RecipeType {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let wanted = "the details of a recipe type";
        let fields = at.document(collector, wanted, &[DocumentKind::RecipeType])?;
        let lenient = fields.leniently();
        let id = lenient.integer(collector, "id", "an integer: the id of the recipe type");
        let revision_num = lenient.integer(collector, "revision_num", "a revision number");
        let name = lenient.string(collector, "name", "a string");
        let title = lenient.string(collector, "title", "a string");
        let description = lenient.string(collector, "description", "a string");
        let wanted = "true (batches create recipes of this type) or false (they create none)";
        let is_active = lenient.boolean(collector, "is_active", wanted);
        let definition = RecipeType::read_definition(fields, collector);
        let job_types = JobType::read_all(fields, collector);
        let sub_recipe_types = RecipeType::summaries_in(fields, collector);
        let definition = definition?;
        let nodes = fields
            .get("definition")
            .and_then(|at| at.fields()?.get("nodes")?.fields());
        let document_order = nodes
            .map(|nodes| nodes.members().map(|(name, _)| name.to_owned()).collect())
            .unwrap_or_default();
        Some(RecipeType {
            id: id.map(RecipeTypeId),
            name,
            title,
            description,
            revision_num,
            is_active,
            job_types,
            sub_recipe_types,
            definition,
            document_order,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reader;
    use serde_json::{Value, json};

    fn read(definition: &Value) -> crate::documents::Reading<RecipeType> {
        Reader::new().value(&json!({"id": 208, "definition": definition}))
    }

    #[test]
    fn comes_back_as_it_was() {
        let text = r#"{"id": 208, "name": "ortho", "title": null, "is_active": false, "revision_num": 3,
            "definition": {"input": {"files": [{"name": "SCENE"}]}, "nodes": {
                "b": {"dependencies": [], "input": {}, "node_type": {"node_type": "job", "job_type_name": "j",
                    "job_type_version": "1.0", "job_type_revision": 1}},
                "a": {"dependencies": [], "input": {}, "node_type": {"node_type": "recipe",
                    "recipe_type_name": "s", "recipe_type_revision": 2}}}},
            "job_types": [{"name": "j", "version": "1.0", "revision_num": 1, "manifest": {"job": {"interface": {
                "inputs": {"files": [{"name": "IN"}]}, "outputs": {"files": [{"name": "OUT"}]}}}}},
                {"name": "k", "version": "1.0", "revision_num": 4}],
            "sub_recipe_types": [{"id": 4, "name": "s", "revision_num": 2, "is_active": true}]}"#;
        let recipe_type = Reader::new().text::<RecipeType>(text).document.unwrap();
        assert_eq!(recipe_type.job_types.len(), 2);
        let written = serde_json::to_string(&recipe_type).unwrap();
        let again = Reader::new().text::<RecipeType>(&written);
        assert_eq!(again.warnings, []);
        let again = again.document.unwrap();
        assert_eq!(again.document_order, ["b", "a"]);
        assert_eq!(again, recipe_type);
        assert_eq!(
            serde_json::from_str::<RecipeType>(&written).unwrap(),
            recipe_type
        );
        let sorted = RecipeType {
            document_order: vec!["a".to_owned(), "b".to_owned()],
            ..recipe_type
        };
        let written = serde_json::to_string(&sorted).unwrap();
        assert_eq!(
            serde_json::from_str::<RecipeType>(&written).unwrap(),
            sorted
        );
    }

    #[test]
    fn the_keys_and_empty_fields_of_a_client_change_nothing() {
        let served = json!({
            "input": {"files": [{"name": "SCENE", "media_types": ["image/tiff"]}], "json": []},
            "nodes": {
                "cloudy": {"dependencies": [], "input": {"SCENE": {"type": "recipe", "input": "SCENE"}},
                    "node_type": {"node_type": "condition", "interface": {"files": [{"name": "SCENE"}]},
                        "data_filter": {"filters": [
                            {"name": "SCENE", "type": "filename", "condition": "contains", "values": ["x"]}]}}},
                "parse": {"dependencies": [{"name": "cloudy"}], "input": {}, "node_type": {
                    "node_type": "job", "job_type_name": "p", "job_type_version": "1.0", "job_type_revision": 1}},
            },
        });
        let kept = json!({
            "input": {"files": [{"name": "SCENE", "media_types": ["image/tiff"], "required": null, "multiple": null,
                "files_display": "1 file"}], "json": null, "version": null},
            "nodes": {
                "cloudy": {"dependencies": null, "disabled": true,
                    "input": {"SCENE": {"type": "recipe", "input": "SCENE", "node": null, "input_name": "SCENE"}},
                    "node_type": {"node_type": "condition", "name": "cloudy",
                        "interface": {"files": [{"name": "SCENE", "media_types": null}], "json": null},
                        "data_filter": {"all": null, "filters": [{"name": "SCENE", "type": "filename",
                            "condition": "contains", "values": ["x"], "fields": null, "all_fields": null,
                            "all_files": null, "label": 1}]}}},
                "parse": {"dependencies": [{"name": "cloudy", "acceptance": null, "connections": []}], "input": null,
                    "visible": true, "node_type": {"node_type": "job", "name": "p", "job_type_name": "p",
                    "job_type_version": "1.0", "job_type_revision": 1, "job_type": {"title": "P"}}},
            },
            "json_display": "{}",
        });
        let (served, kept) = (read(&served), read(&kept));
        assert_eq!(kept.errors, []);
        assert_eq!(kept.warnings, []);
        assert_eq!(kept.document, served.document);
    }

    #[test]
    fn what_is_broken_stays_so() {
        let definition = json!({"nodes": {"a": {"dependencies": 5, "input": {}, "node_type": {
            "node_type": "job", "job_type_name": null, "job_type_version": "1.0", "job_type_revision": 1}}}});
        let places: Vec<String> = read(&definition)
            .errors
            .into_iter()
            .map(|problem| problem.path)
            .collect();
        assert_eq!(
            places,
            [
                "/definition/nodes/a/dependencies",
                "/definition/nodes/a/node_type/job_type_name"
            ]
        );
    }
}
