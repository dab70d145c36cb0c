//! Recipe types: what a batch runs, and what its recipes contain.

use std::collections::HashSet;
use std::sync::Arc;

use serde::Serialize;
use serde::ser::SerializeMap;

use super::items::items_of;
use super::{
    DocumentKind, JobType, RecipeDefinition, RecipeTypeId, RecipeTypeSummary,
    deserialize_by_reading,
};
use crate::problem::Name;
use crate::read::Read;
use crate::read::fields::{At, Collector, Fields};
use crate::sorted::{SortedMap, sort_by, sort_unique_by};

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
/// # Ok::<(), scale_batch::Problems>(())
/// ```
///
/// # Errors
/// `INVALID_RESPONSE` when it has no definition, `INVALID_RECIPE_DEFINITION` for what is wrong inside that. Any other
/// field that is odd is a warning.
#[derive(Debug, Clone, PartialEq)]
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
    /// Whether batches may create recipes of this type.
    pub is_active: Option<bool>,
    /// The job types of its nodes, each in its latest revision.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub job_types: Vec<JobType>,
    /// What the details say of the recipe types that its nodes run.
    #[cfg_attr(feature = "schema", schemars(default))]
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
        // A key that stands twice in the document stands twice in its order.
        let mut named = HashSet::new();
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

    /// The same recipe type with an id.
    #[must_use]
    pub fn with_id(self, id: impl Into<RecipeTypeId>) -> Self {
        RecipeType {
            id: Some(id.into()),
            ..self
        }
    }

    /// The few fields by which other documents name it; `None` where its id is not known.
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
        read_summaries(fields, collector)
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
        let wanted = "the details of a recipe type";
        let fields = at.document(collector, wanted, &[DocumentKind::RecipeType])?;
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
        let is_active = read_is_active(lenient, collector);
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
            is_active,
            job_types: JobType::read_all(fields, collector),
            sub_recipe_types: read_summaries(fields, collector),
            definition: definition?,
            document_order: document_order.unwrap_or_default(),
        })
    }
}

fn read_definition(fields: Fields<'_>, collector: &mut Collector) -> Option<RecipeDefinition> {
    let at = RecipeType::definition_in(fields, collector)?;
    RecipeDefinition::read(at.as_served(), collector)
}

/// The items of a list; or the one revision or recipe type, with its definition, that stands in place of a list.
fn revisions_in<'a>(
    at: At<'a>,
    collector: &mut Collector,
    of_what: &str,
) -> Option<impl Iterator<Item = At<'a>> + use<'a>> {
    let is_one = matches!(
        at.fields().and_then(DocumentKind::of),
        Some(DocumentKind::Revision | DocumentKind::RecipeType)
    ) && at.has_field("definition");
    let items = if is_one {
        None
    } else {
        Some(items_of(at, collector, of_what)?)
    };
    Some(
        is_one
            .then_some(at)
            .into_iter()
            .chain(items.into_iter().flatten()),
    )
}

fn read_is_active(fields: Fields<'_>, collector: &mut Collector) -> Option<bool> {
    let wanted = "true (batches create recipes of this type) or false (they create none)";
    fields.present("is_active")?.boolean(collector, wanted)
}

/// The recipe types that the details list as those of their nodes.
fn read_summaries(fields: Fields<'_>, collector: &mut Collector) -> Vec<RecipeTypeSummary> {
    let Some(at) = fields.leniently().present("sub_recipe_types") else {
        return Vec::new();
    };
    let items = at.each_item(collector, "an array of recipe types");
    items
        .filter_map(|item| RecipeTypeSummary::read(item, collector))
        .collect()
}

/// One revision of a recipe type, by its natural key.
///
/// Read from a revision as the API serves it, `{id, recipe_type: {id, name, …}, revision_num, definition}`, from the
/// short form `{name, revision_num, definition}`, or from the details of a recipe type, which are its latest revision.
///
/// Source: the Scale API's recipe type revisions.
///
/// ```
/// use scale_batch::{Reader, SubRecipeType};
///
/// let served = r#"{"id": 9, "recipe_type": {"id": 4, "name": "ortho", "is_active": false}, "revision_num": 2,
///                  "definition": {"nodes": {}}}"#;
/// let revision = Reader::new().text::<SubRecipeType>(served).into_result()?;
/// assert_eq!((revision.name.as_str(), revision.revision_num), ("ortho", 2));
/// assert_eq!(revision.recipe_type.unwrap().is_active, Some(false));
/// # Ok::<(), scale_batch::Problems>(())
/// ```
///
/// # Errors
/// `INVALID_RESPONSE` when it has no name, number or definition, `INVALID_RECIPE_DEFINITION` for what is wrong inside
/// the definition.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Sub-recipe type",
    description = "One revision of a recipe type.",
    transform = super::schema::titled,
))]
#[non_exhaustive]
pub struct SubRecipeType {
    /// The stable name of the recipe type.
    pub name: String,
    /// The number of the revision.
    pub revision_num: i64,
    /// What the document says of the recipe type itself: its latest revision, and whether it is active.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipe_type: Option<RecipeTypeSummary>,
    /// What the details of a recipe type say of the recipe types that its nodes run.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sub_recipe_types: Vec<RecipeTypeSummary>,
    /// The definition of that revision.
    pub definition: RecipeDefinition,
}

impl SubRecipeType {
    /// A revision of which only its definition is known.
    #[must_use]
    pub fn new(name: impl Into<String>, revision_num: i64, definition: RecipeDefinition) -> Self {
        SubRecipeType {
            name: name.into(),
            revision_num,
            recipe_type: None,
            sub_recipe_types: Vec::new(),
            definition,
        }
    }

    fn key(&self) -> (&str, i64) {
        (&self.name, self.revision_num)
    }
}

impl Read for SubRecipeType {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let kinds = [DocumentKind::Revision, DocumentKind::RecipeType];
        let fields = at.document(collector, "a revision of a recipe type", &kinds)?;
        // As served, a revision names its recipe type inside; the details of a recipe type are that type.
        let inner = fields
            .leniently()
            .present("recipe_type")
            .filter(|at| at.fields().is_some());
        let whose = inner.and_then(At::fields).unwrap_or(fields);
        let name = match fields.get("name") {
            Some(name) => Some(name),
            None => whose.required(collector, "name", "the stable name of the recipe type"),
        };
        let name = name.and_then(|at| at.string(collector, "a text"));
        let revision_num = fields.required(collector, "revision_num", "the number of the revision");
        let revision_num = revision_num.and_then(|at| at.integer(collector, "a revision number"));
        let has_summary = |fields: Fields<'_>| fields.get("id").is_some();
        let recipe_type = Some(whose)
            .filter(|whose| has_summary(*whose))
            .and_then(|whose| RecipeTypeSummary::read(whose.leniently().at(), collector));
        let sub_recipe_types = read_summaries(fields, collector);
        let definition = read_definition(fields, collector);
        Some(SubRecipeType {
            name: name?.to_owned(),
            revision_num: revision_num?,
            recipe_type,
            sub_recipe_types,
            definition: definition?,
        })
    }
}

deserialize_by_reading!(RecipeType, SubRecipeType, SubRecipeTypes);

/// The revisions of recipe types that others contain, by name and revision.
///
/// In JSON an array of [`SubRecipeType`], or a page of a list of them.
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
    Vec<ListedRevision>,
);

/// A revision in a list.
#[derive(Debug, Clone)]
pub(crate) struct ListedRevision {
    pub(crate) document: Arc<SubRecipeType>,
    /// Where it stands in the document of the list, as a JSON Pointer.
    pub(crate) place: String,
}

impl PartialEq for ListedRevision {
    /// The place says nothing of the revision.
    fn eq(&self, other: &Self) -> bool {
        self.document == other.document
    }
}

impl SubRecipeTypes {
    /// The definition of one revision.
    #[must_use]
    pub fn revision(&self, name: &str, revision_num: i64) -> Option<&RecipeDefinition> {
        Some(&self.listed(name, revision_num)?.document.definition)
    }

    /// The number and the definition of the latest revision that is known.
    #[must_use]
    pub fn latest(&self, name: &str) -> Option<(i64, &RecipeDefinition)> {
        let after = self
            .0
            .partition_point(|known| known.document.name.as_str() <= name);
        let latest = &self.0.get(after.checked_sub(1)?)?.document;
        (latest.name == name).then_some((latest.revision_num, &latest.definition))
    }

    /// Every revision, by name and number.
    pub fn iter(&self) -> impl Iterator<Item = (&str, i64, &RecipeDefinition)> {
        let documents = self.documents();
        documents.map(|known| (known.name.as_str(), known.revision_num, &known.definition))
    }

    /// Every revision as a document, by name and number.
    pub(crate) fn documents(&self) -> impl Iterator<Item = &SubRecipeType> {
        self.0.iter().map(|listed| &*listed.document)
    }

    /// One revision, and its place.
    pub(crate) fn listed(&self, name: &str, revision_num: i64) -> Option<&ListedRevision> {
        let place = self
            .0
            .binary_search_by(|known| known.document.key().cmp(&(name, revision_num)));
        self.0.get(place.ok()?)
    }

    /// All revisions of both; where both have one, it is taken from `self`.
    pub(crate) fn and(&self, others: &SubRecipeTypes) -> SubRecipeTypes {
        // Of equal keys the last one stays.
        let both = others.0.iter().chain(&self.0);
        SubRecipeTypes::of(both.cloned().collect())
    }

    fn of(mut all: Vec<ListedRevision>) -> Self {
        sort_unique_by(&mut all, |one, other| {
            one.document.key().cmp(&other.document.key())
        });
        SubRecipeTypes(all)
    }

    /// What two lists have together, where there are two; where both have a revision, it is taken from the `first`.
    pub(crate) fn of_either(first: Option<Self>, second: Option<Self>) -> Option<Self> {
        match (first, second) {
            (Some(first), Some(second)) => Some(first.and(&second)),
            (first, second) => first.or(second),
        }
    }
}

impl FromIterator<SubRecipeType> for SubRecipeTypes {
    fn from_iter<I: IntoIterator<Item = SubRecipeType>>(types: I) -> Self {
        let listed = types.into_iter().enumerate();
        let listed = listed.map(|(index, document)| ListedRevision {
            document: Arc::new(document),
            place: format!("/{index}"),
        });
        SubRecipeTypes::of(listed.collect())
    }
}

impl Read for SubRecipeTypes {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let items = revisions_in(at, collector, "revisions of recipe types")?;
        let listed = items.filter_map(|item| ListedRevision::read(item, at, collector));
        Some(SubRecipeTypes::of(listed.collect()))
    }
}

impl ListedRevision {
    /// Reads an item of a list.
    fn read(item: At<'_>, list: At<'_>, collector: &mut Collector) -> Option<Self> {
        Some(ListedRevision {
            document: Arc::new(SubRecipeType::read(item, collector)?),
            place: item.pointer_below(list),
        })
    }
}

impl Serialize for SubRecipeTypes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.documents())
    }
}

/// Recipe types of which the current revision does not matter, or is one of several: the details of each, or the items
/// of a list, which have no definition.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct KnownRecipeTypes {
    /// What is said of each, and of the types that their nodes run.
    pub(crate) summaries: Vec<RecipeTypeSummary>,
    /// The current revisions of those that have a definition.
    pub(crate) revisions: SubRecipeTypes,
}

impl FromIterator<RecipeType> for KnownRecipeTypes {
    fn from_iter<I: IntoIterator<Item = RecipeType>>(types: I) -> Self {
        let mut summaries = Vec::new();
        let mut revisions = Vec::new();
        for recipe_type in types {
            summaries.extend(recipe_type.summary());
            let RecipeType {
                name,
                revision_num,
                definition,
                sub_recipe_types,
                ..
            } = recipe_type;
            summaries.extend(sub_recipe_types);
            if let (Some(name), Some(revision_num)) = (name, revision_num) {
                revisions.push(SubRecipeType::new(name, revision_num, definition));
            }
        }
        KnownRecipeTypes {
            summaries,
            revisions: revisions.into_iter().collect(),
        }
    }
}

impl Read for KnownRecipeTypes {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let mut summaries = Vec::new();
        let mut revisions = Vec::new();
        for item in revisions_in(at, collector, "recipe types")? {
            let kinds = [DocumentKind::RecipeType];
            if item.is_another_document(collector, "a recipe type", &kinds) {
                continue;
            }
            summaries.extend(RecipeTypeSummary::read(item, collector));
            if let Some(fields) = item.fields() {
                summaries.extend(read_summaries(fields, collector));
            }
            if item.has_field("definition") {
                revisions.extend(ListedRevision::read(item, at, collector));
            }
        }
        Some(KnownRecipeTypes {
            summaries,
            revisions: SubRecipeTypes::of(revisions),
        })
    }
}

/// What is known of a recipe type, whichever its revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct KnownType {
    /// Whether batches create its recipes.
    pub(crate) is_active: Option<bool>,
    /// The number of its latest revision.
    pub(crate) latest: Option<i64>,
}

/// What several documents say of recipe types, by name.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownTypes(SortedMap<String, KnownType>);

impl KnownTypes {
    pub(crate) fn get(&self, name: &str) -> KnownType {
        self.0.get(name).copied().unwrap_or_default()
    }

    /// Whether any of them is known to be inactive.
    pub(crate) fn has_inactive(&self) -> bool {
        self.0.values().any(|known| known.is_active == Some(false))
    }
}

impl FromIterator<(String, KnownType)> for KnownTypes {
    /// Where documents disagree, the latest revision is the highest, and a type that one of them calls inactive is.
    fn from_iter<I: IntoIterator<Item = (String, KnownType)>>(said: I) -> Self {
        let mut said: Vec<(String, KnownType)> = said.into_iter().collect();
        sort_by(&mut said, |(one, _), (other, _)| one.cmp(other));
        let of_one_type = said.chunk_by(|(one, _), (other, _)| one == other);
        let together = of_one_type.filter_map(|said| {
            let (name, _) = said.first()?;
            let known = said
                .iter()
                .fold(KnownType::default(), |all, (_, one)| KnownType {
                    is_active: match (all.is_active, one.is_active) {
                        (Some(all), Some(one)) => Some(all && one),
                        (all, one) => all.or(one),
                    },
                    latest: all.latest.max(one.latest),
                });
            Some((name.clone(), known))
        });
        KnownTypes(together.collect())
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
    fn one_revision_as_it_is_served_is_a_list_of_one() {
        let served = json!({"id": 3, "recipe_type": {"id": 208, "name": "r"}, "revision_num": 4, "definition": {}});
        let details =
            json!({"id": 208, "name": "r", "revision_num": 4, "definition": {"nodes": {}}});
        for one in [&served, &details] {
            let alone = Reader::new().value::<SubRecipeTypes>(one).document.unwrap();
            assert!(alone.revision("r", 4).is_some(), "{one}");
        }
        let reading = Reader::new().value::<SubRecipeTypes>(&json!({"name": "r"}));
        assert_eq!(reading.errors[0].params["cause"], "WRONG_TYPE");
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
