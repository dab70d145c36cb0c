//! Checking recipe definitions and connections.

use std::collections::BTreeMap;

use serde::Serialize;

use super::inputs::{Inputs, Part};
use super::{Answer, answer};
use crate::problem::{Name, Problem};
use crate::read::fields::{At, Collector};
use crate::read::{Limits, Read, Reading};
use crate::recipe::check_recipe_tree;
use crate::{Interface, NodeInterfaces, RecipeReport, check_connection, text};

/// `{errors, warnings, topological_order, text?}` of `definition`, given what `interfaces` declare for its nodes.
pub(super) fn check_recipe(inputs: &Inputs<'_>) -> Answer {
    #[derive(Serialize)]
    struct Printed {
        #[serde(flatten)]
        report: RecipeReport,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    }
    let definition = inputs.required("definition")?;
    let interfaces = inputs
        .optional("interfaces")
        .map(Part::read::<InterfacesOfNodes>);
    let (interfaces, found) = match interfaces {
        Some(reading) => taken_apart(reading, "interfaces"),
        None => (None, Found::default()),
    };
    let limits = Limits::default();
    let tree = definition.tree(&limits);
    let mut report = check_recipe_tree(
        tree,
        definition.text_with_positions(),
        &limits,
        &interfaces.unwrap_or_default().0,
    );
    report.errors.extend(found.errors);
    report.warnings.extend(found.warnings);
    let text = inputs.print.as_ref().map(|print| {
        let problems = report.errors.iter().chain(&report.warnings);
        format!(
            "{}{}\n",
            text::problems(&print.source, problems, print.style),
            text::summary(report.errors.len(), report.warnings.len(), print.style)
        )
    });
    Ok(answer(&Printed { report, text }))
}

/// `{ok, errors, warnings}` of connecting one interface to another. A problem in `connecting` says so in
/// `params.document`.
pub(super) fn check_connection_of(inputs: &Inputs<'_>) -> Answer {
    let read = |name| {
        Ok::<_, Problem>(taken_apart(
            inputs.required(name)?.read::<Interface>(),
            name,
        ))
    };
    let (accepting, mut found) = read("accepting")?;
    let (connecting, other) = read("connecting")?;
    found.errors.extend(other.errors);
    found.warnings.extend(other.warnings);
    if let (Some(accepting), Some(connecting)) = (accepting, connecting) {
        let report = check_connection(&accepting, &connecting);
        found.errors.extend(report.errors);
        found.warnings.extend(report.warnings);
    }
    found.ok = found.errors.is_empty();
    Ok(answer(&found))
}

/// Problems of one document among several.
#[derive(Default, Serialize)]
struct Found {
    ok: bool,
    errors: Vec<Problem>,
    warnings: Vec<Problem>,
}

/// A document, and its problems with the name of the input that has them.
fn taken_apart<D>(reading: Reading<D>, input: &'static str) -> (Option<D>, Found) {
    let named = |problems: Vec<Problem>| {
        let problems = problems.into_iter();
        problems
            .map(|problem| problem.param("document", input))
            .collect()
    };
    let found = Found {
        ok: false,
        errors: named(reading.errors),
        warnings: named(reading.warnings),
    };
    (reading.document, found)
}

/// What the types of nodes declare, by node.
#[derive(Default)]
struct InterfacesOfNodes(BTreeMap<String, NodeInterfaces>);

impl Read for InterfacesOfNodes {
    const NAME: Name = NodeInterfaces::NAME;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let wanted = "an object that maps names of nodes to their interfaces";
        let mut all = Some(BTreeMap::new());
        for (name, member) in at.members(collector, wanted)? {
            match (NodeInterfaces::read(member, collector), &mut all) {
                (Some(interfaces), Some(all)) => {
                    all.insert(name.to_owned(), interfaces);
                }
                _ => all = None,
            }
        }
        all.map(InterfacesOfNodes)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::call;

    fn result(function: &str, input: &Value) -> Value {
        serde_json::from_str(&call(function, &input.to_string(), "")).unwrap()
    }

    #[test]
    fn checks_a_recipe_with_what_its_nodes_declare() {
        let definition = json!({"nodes": {"a": {"dependencies": [], "input": {}, "node_type": {
            "node_type": "job", "job_type_name": "j", "job_type_version": "1.0", "job_type_revision": 1}}}});
        let sound = result("checkRecipe", &json!({"definition": definition}));
        assert_eq!(
            sound,
            json!({"errors": [], "warnings": [], "topological_order": ["a"]})
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
