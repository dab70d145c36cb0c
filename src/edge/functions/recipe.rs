//! Checking recipe definitions and connections.

use crate::documents::{Interface, JobTypes, SubRecipeType, SubRecipeTypes};
use crate::edge::call::{Call, KnownRevisions, Returned, outcomes};
use crate::edge::inputs::Part;
use crate::edge::takes::inputs;
use crate::problem::structural::{Mistake, structural};
use crate::problem::{Problem, ProblemName};
use crate::read::{At, Collector, Fields, Read};
use crate::recipe::{
    ConnectionReport, NodeInterfaces, RecipeContext, RecipeReport, check_connection,
    check_recipe_tree, check_recipe_type_tree,
};
use crate::sorted::SortedMap;
use crate::text;
use crate::words::{listed, printable};

inputs! {
    /// A recipe definition.
    DefinitionToCheck {
        /// The definition.
        definition: "DocumentOrText<RecipeDefinition>",
    }

    /// A recipe definition in the details of its recipe type.
    RecipeTypeToCheck {
        /// The details of a recipe type: the manifests in its `job_types` show what the job nodes declare.
        recipe_type: "DocumentOrText<Served<RecipeType>>",
    }

    /// A recipe definition, alone or in the details of its recipe type.
    DocumentToCheck {
        /// The definition, or the details of its recipe type.
        document: "DocumentOrText<object>",
    }

    /// What is known beside a recipe definition; what depends on a document that is missing is not checked.
    KnownOfRecipe: KnownRevisions {
        /// What the types of its nodes declare, by node; it comes before what other documents say.
        interfaces: optional "DocumentOrText<Record<string, NodeInterface>>",
        /// Revisions of job types that its nodes run, as
        /// `GET /v6/job-types/{name}/{version}/revisions/{n}/` serves them, or the details of job types, which are
        /// their latest revisions.
        job_type_revisions: optional "DocumentOrText<readonly object[]>",
        /// The name of the recipe type: with it the server checks whether the recipe type would contain itself.
        name: optional "string",
        /// The recipe type as it is saved, its details or a revision: can its recipes be re-processed?
        saved: optional "DocumentOrText<object>",
    }

    /// Two interfaces.
    CheckConnectionInputs {
        /// The interface that takes.
        accepting: "DocumentOrText<Interface>",
        /// The interface that gives.
        connecting: "DocumentOrText<Interface>",
    }
}

outcomes!(RecipeReport, ConnectionReport);

/// The report on `definition`, or on the one in `recipe_type`, the details of a recipe type, which tell of its nodes
/// themselves; a `document` is whichever of both it looks like. Beside it stand what `interfaces` declare for its
/// nodes, `job_type_revisions`, `revisions` of recipe types (`sub_recipe_types` is its former name), the
/// `name` of the recipe type, and the recipe type as it is `saved`.
pub(in crate::edge) fn check_recipe(call: &mut Call<'_>) -> Returned<RecipeReport> {
    let limits = call.limits();
    let given: Vec<&str> = call.main_parts().map(Part::name).collect();
    if given.len() > 1 {
        return Err(several_definitions(given).into());
    }
    let context = context(call);
    let part = call.main_part()?;
    let is_recipe_type = match part.name() {
        "document" => part.has_field("definition"),
        name => name == "recipe_type",
    };
    let (tree, text) = (part.tree(), part.text_with_positions());
    let mut report = if is_recipe_type {
        check_recipe_type_tree(tree, text, &limits, &context)
    } else {
        check_recipe_tree(tree, text, &limits, &context)
    };
    let (errors, warnings) = call.problems();
    report.errors.extend(errors);
    report.warnings.extend(warnings);
    call.print(|print| {
        let problems = report.errors.iter().chain(&report.warnings);
        let verdict = match (report.errors.is_empty(), report.unchecked.is_empty()) {
            (false, _) => "invalid",
            (true, false) => "valid as far as it was checked",
            (true, true) => "valid",
        };
        format!(
            "{}{}: {verdict}, {}\n{}",
            text::problems(print.sources(), problems, print.style),
            printable(&print.source),
            text::summary_of_lists(&report.errors, &report.warnings, print.style),
            text::unchecked_nodes(&report, print.style)
        )
    });
    Ok(report)
}

/// What is known beside the definition; a document that is broken is left out, and of a list only the broken items.
fn context(call: &mut Call<'_>) -> RecipeContext {
    let InterfacesOfNodes(interfaces) = call.what_can_be_read("interfaces");
    let JobTypes(job_types) = call.what_can_be_read("job_type_revisions");
    let revisions: SubRecipeTypes = call.what_can_be_read("revisions");
    let sub_recipe_types = call.what_can_be_read("sub_recipe_types");
    let mut context = RecipeContext::new()
        .with_interfaces(interfaces)
        .with_job_types(job_types)
        .with_known_revisions(revisions.and(&sub_recipe_types));
    if let Some(name) = call.part("name").map(Part::string) {
        match name.map(str::to_owned) {
            Ok(name) => context = context.with_name(&name),
            Err(problem) => call.keep(vec![problem], Vec::new()),
        }
    }
    if call.part("saved").is_some() {
        context = match call.optional::<SubRecipeType>("saved") {
            Some(saved) => context.with_saved(saved),
            None => context.with_unreadable_saved(),
        };
    }
    context
}

fn several_definitions(given: Vec<&str>) -> Problem {
    let said = format!(
        "There are several definitions to check, in {}. Give one of them.",
        listed(given.iter().copied())
    );
    let mistake = Mistake::SeveralDefinitions { found: given, said };
    structural(ProblemName::InvalidRequest, None, mistake)
}

/// `{ok, errors, warnings}` of connecting one interface to another.
pub(in crate::edge) fn check_connection_of(call: &mut Call<'_>) -> Returned<ConnectionReport> {
    let accepting = call.required::<Interface>("accepting")?;
    let connecting = call.required::<Interface>("connecting")?;
    if let (Some(accepting), Some(connecting)) = (accepting, connecting) {
        let report = check_connection(&accepting, &connecting);
        call.fail("accepting", report.errors);
        call.warn("accepting", report.warnings);
    }
    let (errors, warnings) = call.problems();
    Ok(ConnectionReport {
        ok: errors.is_empty(),
        errors,
        warnings,
    })
}

/// What the types of nodes declare, by node.
#[derive(Default)]
struct InterfacesOfNodes(SortedMap<String, NodeInterfaces>);

impl Read for InterfacesOfNodes {
    const NAME: ProblemName = NodeInterfaces::NAME;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let wanted = "an object that maps names of nodes to their interfaces";
        // A node may have the name of a field of another document, but its interfaces are an object.
        let members = at.fields().map(Fields::members);
        let has_only_objects =
            members.is_some_and(|mut members| members.all(|(_, member)| member.fields().is_some()));
        if !has_only_objects
            && at.named(ProblemName::InvalidResponse).is_another_document(
                collector,
                "the interfaces of nodes",
                &[],
            )
        {
            return None;
        }
        let members = at.members(collector, wanted)?;
        let known = members.filter_map(|(name, member)| {
            let interfaces = NodeInterfaces::read(member, collector)?;
            Some((name.to_owned(), interfaces))
        });
        Some(InterfacesOfNodes(known.collect()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    fn result(function: &str, input: &Value) -> Value {
        serde_json::from_str(&call(function, &input.to_string(), "")).unwrap()
    }

    #[test]
    fn errors_of_nodes_that_share_a_type_are_counted() {
        let names: Vec<Value> = ["A", "B", "C", "C"]
            .map(|name| json!({"name": name}))
            .to_vec();
        let node = json!({"dependencies": [], "input": {}, "node_type": {"node_type": "job", "job_type_name": "j",
            "job_type_version": "1.0", "job_type_revision": 1}});
        let interface = json!({"inputs": {"files": names}, "outputs": {"files": names}});
        let mut input = json!({
            "definition": {"nodes": {"a": node, "b": node, "c": node}},
            "job_type_revisions": [{"name": "j", "version": "1.0", "revision_num": 1,
                "manifest": {"job": {"interface": interface}}}],
        });
        // In each node nothing is connected to A and B, and C stands twice in its inputs and in its outputs.
        let all = result("checkRecipe", &input)["errors"].take();
        let all = all.as_array().unwrap();
        assert_eq!(all.len(), 3 * 4);
        for most in 1..all.len() {
            input["limits"] = json!({"problems": most});
            let errors = result("checkRecipe", &input)["errors"].take();
            let (last, listed) = errors.as_array().unwrap().split_last().unwrap();
            assert_eq!(listed, &all[..most]);
            assert_eq!(last["params"]["dropped"], all.len() - most);
        }
    }

    #[test]
    fn checks_a_recipe_with_what_its_nodes_declare() {
        let definition = json!({"nodes": {"a": {"dependencies": [], "input": {}, "node_type": {
            "node_type": "job", "job_type_name": "j", "job_type_version": "1.0", "job_type_revision": 1}}}});
        let sound = result("checkRecipe", &json!({"definition": definition}));
        let wanted = json!({"job_type_name": "j", "job_type_version": "1.0", "revision_num": 1});
        let unchecked = json!([{"name": "NODE_INTERFACE", "node": "a", "interfaces": ["input", "output"],
                                "needs": "job_type_revisions", "wanted": wanted}]);
        assert_eq!(
            sound,
            json!({"is_complete": false, "errors": [], "warnings": [], "topological_order": ["a"],
                   "unchecked": unchecked, "newer_revisions": []})
        );
        let interfaces = json!({"a": {"input": {"files": [{"name": "IMAGE"}]}, "output": null}});
        let input = json!({"definition": definition, "interfaces": interfaces});
        let report = result("checkRecipe", &input);
        assert_eq!(report["errors"][0]["name"], "NODE_INTERFACE");
        assert_eq!(report["errors"][0]["params"]["cause"], "PARAM_REQUIRED");
        let broken = json!({"definition": "{\n\"nodes\": []}", "interfaces": {"a": {"inputs": {}}}, "print": {}});
        let report = result("checkRecipe", &broken);
        assert_eq!(report["errors"][0]["line"], 2);
        assert_eq!(report["errors"][1]["params"]["document"], "interfaces");
        assert!(report["text"].as_str().unwrap().contains("2 errors"));
    }

    #[test]
    fn checks_the_details_of_a_recipe_type() {
        let node = json!({"dependencies": [], "input": {}, "node_type": {
            "node_type": "recipe", "recipe_type_name": "r", "recipe_type_revision": 1}});
        let details = json!({"definition": {"nodes": {"a": node}}});
        let inside = json!([{"name": "r", "revision_num": 1, "definition": {
            "input": {"files": [{"name": "IMAGE"}]}, "nodes": {}}}]);
        for input in ["recipe_type", "document"] {
            let report = result(
                "checkRecipe",
                &json!({input: details, "sub_recipe_types": inside}),
            );
            assert_eq!(report["errors"][0]["path"], "/definition/nodes/a/input");
        }
        let definition = json!({"document": details["definition"]});
        assert_eq!(result("checkRecipe", &definition)["errors"], json!([]));
    }

    #[test]
    fn one_broken_item_does_not_hide_the_others() {
        let job = json!({"dependencies": [], "input": {}, "node_type": {"node_type": "job", "job_type_name": "j",
            "job_type_version": "1.0", "job_type_revision": 1}});
        let recipe = json!({"dependencies": [], "input": {}, "node_type": {
            "node_type": "recipe", "recipe_type_name": "r", "recipe_type_revision": 1}});
        let files = json!({"files": [{"name": "IN"}]});
        let job_type = json!({"name": "j", "version": "1.0", "revision_num": 1,
            "manifest": {"job": {"interface": {"inputs": files}}}});
        let revision = json!({"name": "r", "revision_num": 1, "definition": {"input": files}});
        let broken = json!({"name": "r", "revision_num": 2, "definition": {"nodes": {"x": 5}}});
        for (input, node, document, path) in [
            (
                "job_type_revisions",
                &job,
                json!([{"detail": "Not found."}, job_type]),
                "/0",
            ),
            (
                "revisions",
                &recipe,
                json!([broken, revision]),
                "/0/definition/nodes/x",
            ),
            (
                "sub_recipe_types",
                &recipe,
                json!([{"detail": "Not found."}, revision]),
                "/0",
            ),
            (
                "interfaces",
                &job,
                json!({"b": 5, "a": {"input": files, "output": {}}}),
                "/b",
            ),
        ] {
            let definition = json!({"nodes": {"a": node}});
            let report = result(
                "checkRecipe",
                &json!({"definition": definition, input: document}),
            );
            let said: Vec<_> = report["errors"]
                .as_array()
                .unwrap()
                .iter()
                .map(|error| {
                    (
                        &error["path"],
                        &error["params"]["cause"],
                        &error["params"]["document"],
                    )
                })
                .collect();
            assert_eq!(said.len(), 2, "{input}: {report}");
            assert_eq!(
                (said[0].0, said[0].1),
                (&json!("/nodes/a/input"), &json!("PARAM_REQUIRED"))
            );
            assert_eq!((said[1].0, said[1].2), (&json!(path), &json!(input)));
            assert_eq!(report["unchecked"], json!([]));
        }
    }

    #[test]
    fn a_saved_recipe_type_that_cannot_be_used_leaves_the_report_incomplete() {
        let definition = json!({"nodes": {}});
        let saved = json!({"name": "r", "revision_num": 1, "definition": definition});
        for (saved, name, is_complete) in [
            (json!({"detail": "x"}), "r", false),
            (saved.clone(), "other", false),
            (saved, "r", true),
        ] {
            let input = json!({"definition": definition, "saved": saved, "name": name});
            let report = result("checkRecipe", &input);
            assert_eq!(report["is_complete"], is_complete, "{input}: {report}");
            assert_eq!(report["errors"] == json!([]), is_complete);
        }
    }

    #[test]
    fn a_name_that_is_none_does_not_hide_what_is_wrong_with_the_definition() {
        let report = result(
            "checkRecipe",
            &json!({"definition": {"nodes": 5}, "name": 7}),
        );
        let errors = report["errors"].as_array().unwrap().iter();
        let told: Vec<_> = errors
            .map(|error| (error["document"].as_str(), error["path"].as_str().unwrap()))
            .collect();
        assert_eq!(told, [(None, "/nodes"), (Some("name"), "")]);
    }

    #[test]
    fn checks_a_connection() {
        let files = json!({"files": [{"name": "A"}]});
        let sound = result(
            "checkConnection",
            &json!({"accepting": files, "connecting": files}),
        );
        assert_eq!(sound, json!({"ok": true, "errors": [], "warnings": []}));
        let empty = result(
            "checkConnection",
            &json!({"accepting": files, "connecting": {}}),
        );
        assert_eq!(empty["ok"], false);
        assert_eq!(empty["errors"][0]["name"], "PARAM_REQUIRED");
        let broken = result(
            "checkConnection",
            &json!({"accepting": files, "connecting": []}),
        );
        assert_eq!(broken["errors"][0]["params"]["document"], "connecting");
    }
}
