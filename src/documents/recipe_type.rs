//! Recipe types: what a batch runs, and what its recipes contain.

use serde::Serialize;

use super::{JobType, RecipeDefinition, RecipeTypeId, deserialize_by_reading};
use crate::problem::Name;
use crate::read::Read;
use crate::read::fields::{At, Collector, Fields};
use crate::sorted::sort_unique_by;

/// A recipe type with the definition of its current revision, as the API's recipe type details serve it.
///
/// Other fields of the details are ignored, a missing one is empty; only the definition is needed.
///
/// Source: the Scale API's recipe type details.
///
/// ```
/// use scale_batch::{Reader, RecipeType};
///
/// let text = r#"{"id": 208, "name": "my-recipe-type", "revision_num": 2, "definition": {"nodes": {}}}"#;
/// let recipe_type = Reader::new().text::<RecipeType>(text).into_result()?;
/// assert_eq!(recipe_type.id, Some(208.into()));
/// # Ok::<(), scale_batch::Problems>(())
/// ```
///
/// # Errors
/// `INVALID_RESPONSE` when it has no definition, `INVALID_RECIPE_DEFINITION` for what is wrong inside that. Any other
/// field that is odd is a warning.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Recipe type",
    description = "A recipe type with the definition of its current revision.",
    transform = super::schema::titled,
))]
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
    /// The definition of the current revision.
    pub definition: RecipeDefinition,
    /// The nodes in the order in which the document has them, which only the server's estimate depends on.
    #[serde(skip)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub(crate) document_order: Vec<String>,
    /// What the details tell of the job types of the nodes.
    #[serde(skip)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub(crate) job_types: Vec<JobType>,
}

impl RecipeType {
    /// A recipe type of which only the definition is known.
    #[must_use]
    pub fn new(definition: RecipeDefinition) -> Self {
        let document_order = definition.nodes.keys().cloned().collect();
        RecipeType {
            id: None,
            name: None,
            title: None,
            description: None,
            revision_num: None,
            definition,
            document_order,
            job_types: Vec::new(),
        }
    }

    /// The same recipe type with an id.
    #[must_use]
    pub fn with_id(self, id: impl Into<RecipeTypeId>) -> Self {
        RecipeType {
            id: Some(id.into()),
            ..self
        }
    }

    /// Where the definition stands in the details of a recipe type.
    pub(crate) fn definition_in<'a>(
        fields: Fields<'a>,
        collector: &mut Collector,
    ) -> Option<At<'a>> {
        let wanted = "it says which nodes the recipes have";
        let at = fields.required(collector, "definition", wanted)?;
        Some(at.named(Name::InvalidRecipeDefinition))
    }
}

impl Read for RecipeType {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.object(collector, "an object: the recipe type")?;
        let lenient = fields.leniently();
        let mut integer = |field, wanted| lenient.present(field)?.integer(collector, wanted);
        let id = integer("id", "an integer: the id of the recipe type");
        let revision_num = integer("revision_num", "a revision number");
        let [name, title, description] = ["name", "title", "description"].map(|field| {
            lenient
                .present(field)?
                .string(collector, "a text")
                .map(str::to_owned)
        });
        let definition = read_definition(fields, collector);
        let document_order = fields
            .get("definition")
            .and_then(|at| at.fields()?.get("nodes")?.fields())
            .map(|nodes| nodes.members().map(|(name, _)| name.to_owned()).collect());
        Some(RecipeType {
            id: id.map(RecipeTypeId),
            name,
            title,
            description,
            revision_num,
            definition: definition?,
            document_order: document_order.unwrap_or_default(),
            job_types: JobType::read_all(fields, collector),
        })
    }
}

fn read_definition(fields: Fields<'_>, collector: &mut Collector) -> Option<RecipeDefinition> {
    let at = RecipeType::definition_in(fields, collector)?;
    RecipeDefinition::read(at.as_served(), collector)
}

/// One revision of a recipe type that others contain, by its natural key.
///
/// Source: the Scale API's recipe type revisions.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Sub-recipe type",
    description = "One revision of a recipe type that others contain.",
    transform = super::schema::titled,
))]
pub struct SubRecipeType {
    /// The stable name of the recipe type.
    pub name: String,
    /// The number of the revision.
    pub revision_num: i64,
    /// The definition of that revision.
    pub definition: RecipeDefinition,
}

impl SubRecipeType {
    fn key(&self) -> (&str, i64) {
        (&self.name, self.revision_num)
    }
}

impl Read for SubRecipeType {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.object(collector, "an object: a revision of a recipe type")?;
        let name = fields.required(collector, "name", "the stable name of the recipe type");
        let name = name.and_then(|at| at.string(collector, "a text"));
        let revision_num = fields.required(collector, "revision_num", "the number of the revision");
        let revision_num = revision_num.and_then(|at| at.integer(collector, "a revision number"));
        let definition = read_definition(fields, collector);
        Some(SubRecipeType {
            name: name?.to_owned(),
            revision_num: revision_num?,
            definition: definition?,
        })
    }
}

deserialize_by_reading!(RecipeType, SubRecipeType, SubRecipeTypes);

/// The revisions of recipe types that others contain, by name and revision.
///
/// In JSON an array of [`SubRecipeType`].
///
/// ```
/// use scale_batch::{Reader, SubRecipeTypes};
///
/// let text = r#"[{"name": "ortho", "revision_num": 2, "definition": {"nodes": {}}}]"#;
/// let sub_recipe_types = Reader::new().text::<SubRecipeTypes>(text).into_result()?;
/// assert!(sub_recipe_types.revision("ortho", 2).is_some());
/// assert_eq!(sub_recipe_types.latest("ortho").unwrap().0, 2);
/// # Ok::<(), scale_batch::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SubRecipeTypes(
    /// In order of name and revision, each once.
    Vec<SubRecipeType>,
);

impl SubRecipeTypes {
    /// The definition of one revision.
    #[must_use]
    pub fn revision(&self, name: &str, revision_num: i64) -> Option<&RecipeDefinition> {
        let place = self
            .0
            .binary_search_by(|known| known.key().cmp(&(name, revision_num)));
        Some(&self.0.get(place.ok()?)?.definition)
    }

    /// The number and the definition of the latest revision that is known.
    #[must_use]
    pub fn latest(&self, name: &str) -> Option<(i64, &RecipeDefinition)> {
        let after = self.0.partition_point(|known| known.name.as_str() <= name);
        let latest = self.0.get(after.checked_sub(1)?)?;
        (latest.name == name).then_some((latest.revision_num, &latest.definition))
    }

    /// Every revision, by name and number.
    pub fn iter(&self) -> impl Iterator<Item = (&str, i64, &RecipeDefinition)> {
        let types = self.0.iter();
        types.map(|known| (known.name.as_str(), known.revision_num, &known.definition))
    }
}

impl FromIterator<SubRecipeType> for SubRecipeTypes {
    fn from_iter<I: IntoIterator<Item = SubRecipeType>>(types: I) -> Self {
        let mut all: Vec<SubRecipeType> = types.into_iter().collect();
        sort_unique_by(&mut all, |one, other| one.key().cmp(&other.key()));
        SubRecipeTypes(all)
    }
}

impl Read for SubRecipeTypes {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let items = at.items(collector, "an array of recipe type revisions")?;
        Some(
            items
                .filter_map(|item| SubRecipeType::read(item, collector))
                .collect(),
        )
    }
}

impl Serialize for SubRecipeTypes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reader;
    use serde_json::{Value, json};

    fn read(definition: &Value) -> crate::Reading<RecipeType> {
        Reader::new().value(&json!({"id": 208, "definition": definition}))
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
