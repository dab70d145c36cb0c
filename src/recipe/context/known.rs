//! What a context and the details of a recipe type say together.

use super::RecipeContext;
use crate::documents::{
    JobType, Node, NodeKind, NodeType, RecipeDefinition, RecipeTypeSummary, SubRecipeType,
    SubRecipeTypes,
};
use crate::problem::structural::{Mistake, structural};
use crate::problem::{Problem, ProblemName};
use crate::read::suggestion::Suggestions;
use crate::recipe::NodeInterfaces;
use crate::recipe::node_interfaces::{Declared, declared};
use crate::recipe::rules::{interfaces_of_condition, unknown_node_of_interfaces};
use crate::sorted::{SortedMap, sort};
use crate::words::quoted;

/// What the details of a recipe type say beside its definition.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::recipe) struct Details<'d> {
    pub(in crate::recipe) name: Option<&'d str>,
    pub(in crate::recipe) job_types: &'d [JobType],
    pub(in crate::recipe) sub_recipe_types: &'d [RecipeTypeSummary],
}

/// What a context and the details of a recipe type say together.
pub(in crate::recipe) struct Known<'c> {
    /// The name of the recipe type.
    pub(in crate::recipe) name: Option<&'c str>,
    /// The recipe type as it is saved; of another name it is of no use.
    pub(in crate::recipe) saved: Option<&'c SubRecipeType>,
    /// Whether a saved recipe type was given, but cannot be compared.
    pub(in crate::recipe) saved_is_useless: bool,
    /// What is wrong with the documents themselves.
    pub(in crate::recipe) problems: Vec<Problem>,
    given: &'c SortedMap<String, NodeInterfaces>,
    job_types: Vec<&'c JobType>,
    revisions: SubRecipeTypes,
    latest_of_job_types: SortedMap<(&'c str, &'c str), i64>,
    latest_of_recipe_types: SortedMap<String, i64>,
}

impl<'c> Known<'c> {
    pub(in crate::recipe) fn new(context: &'c RecipeContext, details: Details<'c>) -> Self {
        let job_types: Vec<&JobType> = context.job_types.iter().chain(details.job_types).collect();
        let of_saved = context.saved.iter().cloned().collect();
        let revisions = context.revisions.and(&of_saved);
        let of_context = context.name.as_deref();
        let of_saved = context.saved.as_ref().map(|saved| saved.name.as_str());
        let name = of_context.or(details.name).or(of_saved);
        let mut problems = Vec::new();
        if let Some((found, expected)) = details.name.zip(of_context) {
            problems.extend(other_recipe_type("recipe_type", found, expected));
        }
        let of_another = of_saved.zip(name);
        let of_another =
            of_another.and_then(|(found, name)| other_recipe_type("saved", found, name));
        let saved = context.saved.as_ref().filter(|_| of_another.is_none());
        let saved_is_useless = context.saved_is_unreadable || of_another.is_some();
        problems.extend(of_another);
        Known {
            name,
            saved,
            saved_is_useless,
            problems,
            given: &context.interfaces,
            latest_of_job_types: latest(job_types.iter().map(|known| {
                let key = (known.name.as_str(), known.version.as_str());
                (key, known.revision_num)
            })),
            latest_of_recipe_types: latest_of_recipe_types(&revisions, details.sub_recipe_types),
            job_types,
            revisions,
        }
    }

    /// What the types of nodes declare, by node, and a warning for each name that is of none, or of a condition.
    pub(in crate::recipe) fn interfaces<'k>(
        &'k self,
        definition: &'k RecipeDefinition,
        is_node: impl Fn(&str) -> bool,
    ) -> (SortedMap<&'k str, Declared<'k>>, Vec<Problem>) {
        let interfaces = declared(definition, self.job_types.iter().copied(), &self.revisions);
        let mut names = Suggestions::new(definition.nodes.keys().map(String::as_str));
        let mut problems = Vec::new();
        let mut given = Vec::new();
        for (name, interface) in self.given {
            let node = definition.nodes.get(name);
            if node.is_some_and(|node| node.node_type.kind() == NodeKind::Condition) {
                problems.push(interfaces_of_condition(name));
                continue;
            }
            if !is_node(name) {
                problems.push(unknown_node_of_interfaces(name, &mut names));
            }
            let other = interfaces.get(name.as_str()).copied().unwrap_or_default();
            given.push((
                name.as_str(),
                Declared {
                    input: interface.input.as_ref().or(other.input),
                    output: interface.output.as_ref().or(other.output),
                },
            ));
        }
        // What is given comes last, and so counts.
        let interfaces = interfaces.into_iter().chain(given).collect();
        (interfaces, problems)
    }

    /// The definition of one revision of a recipe type; `None` when it is not known.
    pub(in crate::recipe) fn definition(
        &self,
        (name, revision_num): (&str, i64),
    ) -> Option<&RecipeDefinition> {
        self.revisions.revision(name, revision_num)
    }

    /// The definition of the latest revision of a recipe type; `None` when it is not known.
    pub(in crate::recipe) fn latest_definition(
        &self,
        recipe_type: &str,
    ) -> Option<&RecipeDefinition> {
        let latest = self.latest_of_recipe_types.get(recipe_type)?;
        self.revisions.revision(recipe_type, *latest)
    }

    /// The number of the latest revision of a recipe type.
    pub(in crate::recipe) fn latest_revision(&self, recipe_type: &str) -> Option<i64> {
        self.latest_of_recipe_types.get(recipe_type).copied()
    }

    /// The latest revision of what a node runs, where it is known.
    pub(in crate::recipe) fn latest_of(&self, node: &Node) -> Option<i64> {
        match &node.node_type {
            NodeType::Job {
                job_type_name,
                job_type_version,
                ..
            } => {
                let key = (job_type_name.as_str(), job_type_version.as_str());
                self.latest_of_job_types.get(&key).copied()
            }
            NodeType::Recipe {
                recipe_type_name, ..
            } => self.latest_revision(recipe_type_name),
            NodeType::Condition { .. } => None,
        }
    }
}

/// The highest number that is said of each key.
fn latest<K: Ord>(said: impl Iterator<Item = (K, i64)>) -> SortedMap<K, i64> {
    let mut said: Vec<(K, i64)> = said.collect();
    sort(&mut said);
    // Of equal keys the last one stays.
    said.into_iter().collect()
}

fn latest_of_recipe_types(
    revisions: &SubRecipeTypes,
    summaries: &[RecipeTypeSummary],
) -> SortedMap<String, i64> {
    let of_documents = revisions
        .documents()
        .flat_map(|found| found.recipe_type.iter().chain(&found.sub_recipe_types));
    let of_types = of_documents.chain(summaries).filter_map(|summary| {
        let name = summary.name.clone()?;
        Some((name, summary.revision_num?))
    });
    let of_revisions = revisions
        .iter()
        .map(|(name, revision_num, _)| (name.to_owned(), revision_num));
    latest(of_types.chain(of_revisions))
}

/// The error of a document that is about another recipe type.
fn other_recipe_type(document: &'static str, found: &str, expected: &str) -> Option<Problem> {
    if found == expected {
        return None;
    }
    let mistake = Mistake::OtherRecipeType {
        found,
        expected,
        said: format!(
            "The definition is checked as that of {}, but this is the recipe type {}.",
            quoted(expected),
            quoted(found)
        ),
    };
    let problem = structural(ProblemName::InvalidRequest, None, mistake);
    Some(problem.of(document).at("/name"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    fn check(input: &Value) -> Value {
        serde_json::from_str(&call("checkRecipe", &input.to_string(), "")).unwrap()
    }

    fn job(revision: i64) -> Value {
        json!({"dependencies": [], "input": {}, "node_type": {"node_type": "job", "job_type_name": "j",
               "job_type_version": "1.0", "job_type_revision": revision}})
    }

    fn sub_recipe(revision: i64) -> Value {
        json!({"dependencies": [], "input": {}, "node_type": {"node_type": "recipe", "recipe_type_name": "s",
               "recipe_type_revision": revision}})
    }

    fn job_type(revision: i64, input: &str) -> Value {
        json!({"name": "j", "version": "1.0", "revision_num": revision,
               "manifest": {"job": {"interface": {"inputs": {"files": [{"name": input}]}}}}})
    }

    #[test]
    fn every_document_is_used_whatever_is_checked() {
        let definition = json!({"nodes": {"a": job(1), "b": job(2), "s": sub_recipe(1)}});
        let documents = json!({
            "job_type_revisions": [job_type(1, "OLD"), {"job_type": {"name": "j", "version": "1.0"},
                "revision_num": 2, "manifest": {"job": {"interface": {"inputs": {"files": [{"name": "IN_2"}]}}}}}],
            "sub_recipe_types": [{"name": "s", "revision_num": 1, "definition": {"input": {"files": [{"name": "X"}]}}}],
            "interfaces": {"b": {"input": {"files": [{"name": "MINE"}]}}},
        });
        for subject in ["definition", "recipe_type", "document"] {
            let mut input = documents.clone();
            input[subject] = match subject {
                "definition" => definition.clone(),
                _ => json!({"name": "r", "definition": definition}),
            };
            let report = check(&input);
            let missing: Vec<&Value> = report["errors"]
                .as_array()
                .unwrap()
                .iter()
                .map(|error| &error["params"]["parameter"])
                .collect();
            assert_eq!(missing, ["OLD", "MINE", "X"], "{subject}: {report:#}");
            let unchecked = &report["unchecked"];
            let rules: Vec<&Value> = unchecked
                .as_array()
                .unwrap()
                .iter()
                .map(|one| &one["name"])
                .collect();
            assert_eq!(rules, [""; 0], "{subject}");
        }
    }

    #[test]
    fn only_what_is_not_known_is_unchecked() {
        let taking = json!({"x": {"type": "dependency", "node": "a", "output": "OUT"}});
        let mut taker = job(1);
        taker["input"] = taking;
        taker["dependencies"] = json!([{"name": "a"}]);
        let input = json!({
            "recipe_type": {"definition": {"nodes": {"a": job(3), "b": taker, "s": sub_recipe(2)}},
                            "job_types": [job_type(4, "IN")]},
            "interfaces": {"a": {"input": {}}},
            "revisions": [{"name": "s", "revision_num": 1, "definition": {}}],
        });
        let report = check(&input);
        let job_type = |revision: i64| json!({"job_type_name": "j", "job_type_version": "1.0", "revision_num": revision});
        let of = |node: &str, interfaces: &[&str], needs: &str, wanted: Value| json!({"name": "NODE_INTERFACE", "node": node, "interfaces": interfaces, "needs": needs, "wanted": wanted});
        let recipe_type = json!({"recipe_type_name": "s", "revision_num": 2});
        assert_eq!(
            report["unchecked"],
            json!([
                of("a", &["output"], "job_type_revisions", job_type(3)),
                of("b", &["input", "output"], "job_type_revisions", job_type(1)),
                of("s", &["input"], "revisions", recipe_type),
            ])
        );
        assert_eq!(report["is_complete"], false);
        assert_eq!(
            report["newer_revisions"],
            json!([{"node": "a", "pinned": job_type(3), "latest": 4}, {"node": "b", "pinned": job_type(1), "latest": 4}])
        );
    }

    #[test]
    fn the_latest_revision_of_a_recipe_type_is_known_from_any_document() {
        let summary = json!({"id": 1, "name": "s", "revision_num": 5});
        let definition = json!({"nodes": {"s": sub_recipe(2)}});
        for (documents, latest) in [
            (
                json!({"revisions": [{"name": "s", "revision_num": 3, "definition": {}}]}),
                3,
            ),
            (
                json!({"revisions": [{"recipe_type": summary, "revision_num": 2, "definition": {}}]}),
                5,
            ),
            (
                json!({"recipe_type": {"definition": definition, "sub_recipe_types": [summary]}}),
                5,
            ),
        ] {
            let mut input = documents;
            if input.get("recipe_type").is_none() {
                input["definition"] = definition.clone();
            }
            let report = check(&input);
            assert_eq!(report["newer_revisions"][0]["latest"], latest, "{input}");
            assert_eq!(report["warnings"], json!([]));
        }
    }

    #[test]
    fn documents_of_another_recipe_type_are_refused() {
        let saved = json!({"name": "s", "revision_num": 1, "definition": {"input": {"files": [{"name": "A"}]}}});
        let report = check(&json!({"definition": {}, "name": "r", "saved": saved}));
        assert_eq!(report["errors"][0]["name"], "INVALID_REQUEST");
        assert_eq!(report["errors"][0]["params"]["document"], "saved");
        let details = json!({"name": "s", "definition": {}});
        let report = check(&json!({"recipe_type": details, "name": "r"}));
        assert_eq!(report["errors"][0]["params"]["found"], "s");
        let same = check(&json!({"recipe_type": details, "saved": saved}));
        assert_eq!(same["errors"], json!([]));
    }

    #[test]
    fn interfaces_of_a_condition_are_ignored_and_said() {
        let condition = json!({"dependencies": [], "input": {}, "node_type": {"node_type": "condition",
            "interface": {"files": [], "json": []}, "data_filter": {"filters": [], "all": true}}});
        let interfaces = json!({"if": {"input": {"files": [{"name": "IN"}, {"name": "IN"}]}}});
        let input = json!({"definition": {"nodes": {"if": condition}}, "interfaces": interfaces});
        let report = check(&input);
        assert_eq!(report["errors"], json!([]));
        let [warning] = &report["warnings"].as_array().unwrap()[..] else {
            panic!("{report}");
        };
        assert_eq!(warning["name"], "UNKNOWN_NODE");
        assert_eq!(warning["path"], "/if");
        assert_eq!(
            warning["params"],
            json!({"document": "interfaces", "node": "if", "node_type": "condition"})
        );
    }

    #[test]
    fn several_definitions_are_refused() {
        let input = json!({"definition": {}, "recipe_type": {"definition": {}}});
        let report = check(&input);
        assert_eq!(
            report["errors"][0]["params"]["cause"],
            "SEVERAL_DEFINITIONS"
        );
        assert_eq!(
            report["errors"][0]["params"]["found"],
            json!(["recipe_type", "definition"])
        );
        assert_eq!(report["unchecked"], json!([]));
    }
}
