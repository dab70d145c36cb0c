//! ## UNMATCHED_CONNECTION
//!
//! A connection goes to an input that the node does not have.
//!
//! **Cause.** What the node runs declares no input of that name. The server says nothing, and what is connected never arrives.
//!
//! **Example.** `checkRecipe` returns it for
//!
//! ```json
//! {
//!   "definition": {
//!     "input": {"files": [{"name": "SCENE"}]},
//!     "nodes": {"cut": {"dependencies": [], "input": {"SRC": {"type": "recipe", "input": "SCENE"}},
//!       "node_type": {"node_type": "job", "job_type_name": "cut", "job_type_version": "1.0", "job_type_revision": 1}}}
//!   },
//!   "interfaces": {"cut": {"input": {"files": [{"name": "IN", "required": false}]}}}
//! }
//! ```
//!
//! **Remedy.** Connect it under the name of the input, such as `"IN"`. Where one connection and one input are left, `fix` does that.

use super::super::parameter::Parameter;
use super::accepting::Accepting;
use super::connection::{Delivered, connect_parameter};
use crate::problem::catalogue::UnmatchedConnection;
use crate::problem::{PatchOperation, Problem, Severity, join};
use crate::read::Found;
use crate::read::suggestion::Comparisons;
use crate::sorted::SortedMap;

/// The connections of a node that go nowhere, and its inputs that nothing goes to.
pub(super) struct Unmatched<'d> {
    connections: Vec<&'d str>,
    required: Vec<&'d str>,
    /// Connection and input when there is one of each, and what arrives there fits: moving it fixes both.
    only_pair: Option<(&'d str, &'d str)>,
}

impl<'d> Unmatched<'d> {
    pub(super) fn new(
        accepting: &Accepting<'d>,
        delivered: &SortedMap<&'d str, Delivered<'_>>,
        comparisons: &Comparisons,
    ) -> Self {
        let names = delivered.keys().copied();
        let connections: Vec<&str> = names.filter(|name| !accepting.takes(name)).collect();
        // Without a connection that goes nowhere nothing is compared, and otherwise only as long as that stays cheap.
        let most = match (connections.is_empty(), comparisons.are_spent()) {
            (true, _) => 0,
            (false, true) => 2,
            (false, false) => usize::MAX,
        };
        let missing = accepting.missing(delivered).take(most);
        let only_pair = match &connections[..] {
            [connection] => Some(*connection).zip(accepting.only_free(delivered)),
            _ => None,
        };
        Unmatched {
            only_pair: only_pair
                .filter(|(connection, input)| fits(delivered.get(connection), *input))
                .map(|(connection, input)| (connection, input.name)),
            required: missing.map(|(_, wanted)| wanted.name).collect(),
            connections,
        }
    }

    /// Finds the warnings; `base` is the pointer to the inputs of the node.
    pub(super) fn warnings(
        &self,
        node: &str,
        base: &str,
        comparisons: &mut Comparisons,
        found: &mut Found,
    ) {
        for connection in &self.connections {
            found.warn(|| {
                let problem = UnmatchedConnection {
                    node,
                    input: connection,
                    suggestion: self.input_for(connection, comparisons),
                };
                let problem = problem.problem();
                self.moved(connection, base, problem)
                    .at(join(base, connection))
            });
        }
    }

    /// The connection that was probably meant for a required input that nothing is connected to.
    pub(super) fn connection_for(
        &self,
        input: &str,
        comparisons: &mut Comparisons,
    ) -> Option<&'d str> {
        match &self.connections[..] {
            [only] if self.required.len() == 1 => Some(*only),
            several => comparisons.nearest(input, several),
        }
    }

    /// The input that a connection was probably meant for.
    fn input_for(&self, connection: &str, comparisons: &mut Comparisons) -> Option<&'d str> {
        match (self.only_pair, &self.required[..]) {
            (Some((found, input)), _) if found == connection => Some(input),
            (_, [only]) if self.connections.len() == 1 => Some(*only),
            (_, several) => comparisons.nearest(connection, several),
        }
    }

    /// The problem with the edit that moves a connection to the input that is left for it, where there is one.
    pub(super) fn moved(&self, connection: &str, base: &str, problem: Problem) -> Problem {
        match self.only_pair {
            Some((found, input)) if found == connection => problem.with_fix(PatchOperation::Move {
                from: join(base, connection),
                path: join(base, input),
            }),
            _ => problem,
        }
    }
}

/// Whether what a connection delivers can go to an input.
fn fits(delivered: Option<&Delivered<'_>>, input: Parameter<'_>) -> bool {
    let Some(Delivered::Known(given)) = delivered else {
        return true;
    };
    let mut problems = Vec::new();
    connect_parameter(input, *given, &mut problems);
    problems
        .iter()
        .all(|problem| problem.severity == Severity::Warning)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::problem::Problem;
    use crate::recipe::RecipeReport;
    use crate::recipe::{RecipeContext, check_recipe};

    /// What is found when these inputs are connected to a job that takes the others.
    fn report(connected: &[&str], taken: &Value) -> RecipeReport {
        let input: serde_json::Map<String, Value> = connected
            .iter()
            .map(|name| {
                (
                    (*name).to_owned(),
                    json!({"type": "recipe", "input": "SCENE"}),
                )
            })
            .collect();
        let definition = json!({"input": {"files": [{"name": "SCENE"}]}, "nodes": {"a": {
            "dependencies": [], "input": input, "node_type": {"node_type": "job", "job_type_name": "j",
                "job_type_version": "1.0", "job_type_revision": 1}}}});
        let interfaces = json!({"a": {"input": taken}});
        let context =
            RecipeContext::new().with_interfaces(serde_json::from_value(interfaces).unwrap());
        check_recipe(&serde_json::from_value(definition).unwrap(), &context)
    }

    fn param<'p>(problem: &'p Problem, name: &str) -> &'p Value {
        problem.params.get(name).unwrap_or(&Value::Null)
    }

    #[test]
    fn one_free_connection_and_one_free_input_belong_together() {
        let report = report(&["SRC"], &json!({"files": [{"name": "IN"}]}));
        let (error, warning) = (&report.errors[0], &report.warnings[0]);
        assert_eq!(error.params["cause"], "PARAM_REQUIRED");
        assert_eq!(error.params["connected"], "SRC");
        assert!(
            error
                .description
                .contains("\"SRC\" is connected, but there is no such input.")
        );
        assert_eq!(warning.path, "/nodes/a/input/SRC");
        assert_eq!(warning.params["suggestion"], "IN");
        let fix =
            json!([{"op": "move", "from": "/nodes/a/input/SRC", "path": "/nodes/a/input/IN"}]);
        assert_eq!(serde_json::to_value(&error.fix).unwrap(), fix);
        assert_eq!(warning.fix, error.fix);
    }

    #[test]
    fn nothing_is_moved_where_it_does_not_fit_or_could_go_elsewhere() {
        let does_not_fit = report(
            &["SRC"],
            &json!({"json": [{"name": "N", "type": "number"}]}),
        );
        assert_eq!(does_not_fit.errors[0].fix, []);
        let optional_too = json!({"files": [{"name": "IN"}, {"name": "MASK", "required": false}]});
        let report_of_two = report(&["SRC"], &optional_too);
        assert_eq!(report_of_two.errors[0].fix, []);
        assert_eq!(report_of_two.errors[0].params["connected"], "SRC");
    }

    #[test]
    fn of_several_the_nearest_name_is_suggested() {
        let taken = json!({"files": [{"name": "IMAGE"}, {"name": "MASK"}]});
        let report = report(&["IMAEG", "other"], &taken);
        assert_eq!(param(&report.errors[0], "connected"), "IMAEG");
        assert_eq!(*param(&report.errors[1], "connected"), Value::Null);
        let suggestions: Vec<&Value> = report
            .warnings
            .iter()
            .map(|warning| param(warning, "suggestion"))
            .collect();
        assert_eq!(suggestions, [&json!("IMAGE"), &Value::Null]);
    }

    #[test]
    fn the_input_that_a_connection_can_be_moved_to_is_named() {
        let optional = json!({"files": [{"name": "IN", "required": false}]});
        let report = report(&["SRC"], &optional);
        assert_eq!(report.errors, []);
        let warning = &report.warnings[0];
        assert_eq!(warning.fix.len(), 1);
        assert_eq!(warning.params["suggestion"], "IN");
        assert!(warning.description.ends_with("Did you mean \"IN\"?"));
    }

    #[test]
    fn an_input_whose_name_stands_twice_is_said_once() {
        let report = report(&[], &json!({"files": [{"name": "IN"}, {"name": "IN"}]}));
        let causes: Vec<&Value> = report.errors.iter().map(|e| param(e, "cause")).collect();
        assert_eq!(causes, ["DUPLICATE_INPUT"]);
        let with_another = json!({"files": [{"name": "IN"}, {"name": "IN"}, {"name": "MASK"}]});
        let report = self::report(&[], &with_another);
        let causes: Vec<&Value> = report.errors.iter().map(|e| param(e, "cause")).collect();
        assert_eq!(causes, ["PARAM_REQUIRED", "DUPLICATE_INPUT"]);
    }

    #[test]
    fn a_connection_beside_all_that_are_wanted_is_a_warning() {
        let report = report(&["IN", "EXTRA"], &json!({"files": [{"name": "IN"}]}));
        assert_eq!(report.errors, []);
        assert_eq!(report.warnings[0].name.as_str(), "UNMATCHED_CONNECTION");
        assert_eq!(report.warnings[0].fix, []);
    }
}
