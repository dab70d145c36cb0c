//! ## NODE_INTERFACE
//!
//! The connections of a node do not make a valid input for it.
//!
//! **Cause.** `params.cause` says which rule is broken: `MISSING_DEPENDENCY` (the connected node is no ancestor), `MISSING_OUTPUT_NAME` (it has no such output), `DUPLICATE_INPUT`, or how the two parameters do not fit (`PARAM_REQUIRED` and the three below it). Where nothing is connected to a required input, `params.connected` names the connection that was probably meant for it.
//!
//! **Example.** `checkRecipe` returns it for
//!
//! ```json
//! {"definition": {"nodes": {
//!   "read": {"dependencies": [], "input": {},
//!     "node_type": {"node_type": "job", "job_type_name": "read", "job_type_version": "1.0", "job_type_revision": 1}},
//!   "cut": {"dependencies": [], "input": {"SRC": {"type": "dependency", "node": "read", "output": "OUT"}},
//!     "node_type": {"node_type": "job", "job_type_name": "cut", "job_type_version": "1.0", "job_type_revision": 1}}
//! }}}
//! ```
//!
//! **Remedy.** Add the missing dependency, `{"name": "read"}`, or connect to what fits.

use super::super::parameter::parameters;
use super::accepting::{Accepting, Connected};
use super::connection::{Delivered, connect_delivered};
use super::connection_invalid_node::connection_invalid_node;
use super::duplicate_input::duplicates_of;
use super::subject::Subject;
use super::unknown_input::unknown_input;
use super::unknown_node::unknown_node;
use super::unmatched_connection::Unmatched;
use crate::documents::{Connection, Interface, Node, NodeType};
use crate::hashed::{HashedMap, HashedSet};
use crate::problem::catalogue::{NodeFault, NodeInterface};
use crate::problem::causes::ConnectionFault;
use crate::problem::{PatchOperation, Problem, Severity, join};
use crate::read::Found;
use crate::read::suggestion::{Comparisons, Suggestions};
use crate::sorted::{SortedMap, SortedSet, sort};

/// What is known about where connections come from, gathered as it is asked for.
pub(super) struct Sources<'d> {
    subject: &'d Subject<'d>,
    recipe_inputs: SortedMap<&'d str, Delivered<'d>>,
    input_names: Suggestions<'d>,
    /// What may be spent on names of inputs that are nearly right.
    comparisons: Comparisons,
    /// The outputs of each interface that was asked for; all nodes of one type share one.
    outputs: HashedMap<*const Interface, Outputs<'d>>,
    /// The same for what nodes take, and for the names that stand twice.
    accepting: HashedMap<*const Interface, Accepting<'d>>,
    duplicates: HashedMap<*const Interface, Vec<&'d str>>,
}

struct Outputs<'d> {
    parameters: SortedMap<&'d str, Delivered<'d>>,
    names: Suggestions<'d>,
}

impl<'d> Sources<'d> {
    pub(super) fn new(subject: &'d Subject<'d>) -> Self {
        let input = &subject.definition.input;
        Sources {
            subject,
            recipe_inputs: by_name(input),
            input_names: Suggestions::new(parameters(input).map(|parameter| parameter.name)),
            comparisons: Comparisons::new(),
            outputs: HashedMap::new(),
            accepting: HashedMap::new(),
            duplicates: HashedMap::new(),
        }
    }

    /// What a connection delivers, or why it delivers nothing. `path` makes the pointer to a field of the connection.
    fn deliver(
        &mut self,
        node: &str,
        connection: &'d Connection,
        nodes: &mut Suggestions<'_>,
        path: &dyn Fn(&str) -> String,
    ) -> Result<Delivered<'d>, Problem> {
        let subject = self.subject;
        match connection {
            Connection::Recipe { input } => match self.recipe_inputs.get(input.as_str()) {
                Some(delivered) => Ok(*delivered),
                None if !subject.input_is_whole => Ok(Delivered::Unknown),
                None => Err(unknown_input(input, &mut self.input_names, path("input"))),
            },
            Connection::Dependency {
                node: source,
                output,
            } => {
                let Some(found) = subject.definition.nodes.get(source) else {
                    if subject.has_node(source) {
                        return Ok(Delivered::Unknown);
                    }
                    return Err(unknown_node(source, nodes, path("node")));
                };
                if let NodeType::Recipe { .. } = found.node_type {
                    return Err(connection_invalid_node(source, path("node")));
                }
                let Some(interface) = known_output(subject, source, found) else {
                    return Ok(Delivered::Unknown);
                };
                let new = || Outputs::new(found, interface);
                let outputs = self.outputs.get_or_insert_with(interface, new);
                if let Some(delivered) = outputs.parameters.get(output.as_str()) {
                    return Ok(*delivered);
                }
                Err(missing_output_name(
                    node,
                    source,
                    output,
                    outputs,
                    path("output"),
                ))
            }
        }
    }
}

/// What each parameter delivers; what one of a name that appears twice delivers cannot be known.
fn by_name(interface: &Interface) -> SortedMap<&str, Delivered<'_>> {
    let mut names = HashedSet::new();
    parameters(interface)
        .map(|parameter| {
            let delivered = if names.insert(parameter.name) {
                Delivered::Known(parameter)
            } else {
                Delivered::Unknown
            };
            (parameter.name, delivered)
        })
        .collect()
}

/// What a node gives: what its type declares, or a condition's own parameters.
fn known_output<'d>(subject: &'d Subject<'d>, name: &str, node: &'d Node) -> Option<&'d Interface> {
    match &node.node_type {
        NodeType::Condition { interface, .. } => Some(interface),
        NodeType::Job { .. } | NodeType::Recipe { .. } => subject.interfaces.get(name)?.output,
    }
}

impl<'d> Outputs<'d> {
    fn new(node: &'d Node, interface: &'d Interface) -> Self {
        let mut known = by_name(interface);
        let data_filter = match &node.node_type {
            NodeType::Condition { data_filter, .. } if data_filter.all => Some(data_filter),
            _ => None,
        };
        if let Some(data_filter) = data_filter {
            // Every filter has let the data through, so each of their parameters was there.
            let filters = data_filter.filters.iter();
            let filtered: SortedSet<&str> = filters.map(|f| f.name.as_str()).collect();
            for (_, delivered) in known.iter_mut() {
                if let Delivered::Known(parameter) = delivered {
                    parameter.required |= filtered.contains(parameter.name);
                }
            }
        }
        Outputs {
            parameters: known,
            names: Suggestions::new(parameters(interface).map(|parameter| parameter.name)),
        }
    }
}

/// What a node takes: what its type declares, or a condition's own parameters.
fn known_input<'d>(subject: &'d Subject<'d>, name: &str, node: &'d Node) -> Option<&'d Interface> {
    match &node.node_type {
        NodeType::Condition { interface, .. } => Some(interface),
        NodeType::Job { .. } | NodeType::Recipe { .. } => subject.interfaces.get(name)?.input,
    }
}

/// Every problem of a node's connections; `base` is the pointer to the node.
///
/// `missing` says whether the dependency on a node is missing, and if so whether it can be added.
pub(super) fn node_interface<'d>(
    name: &str,
    node: &'d Node,
    base: &str,
    sources: &mut Sources<'d>,
    nodes: &mut Suggestions<'_>,
    missing: impl Fn(&str) -> Option<bool>,
    found: &mut Found,
) {
    let base_of_input = join(base, "input");
    let mut delivered = SortedMap::new();
    for (input, connection) in &node.input {
        // Made only where something is wrong: names are long where somebody wants them to be.
        let path = |field: &str| join(&join(&base_of_input, input), field);
        let missing = match connection {
            Connection::Dependency { node: source, .. } => Some(source).zip(missing(source)),
            Connection::Recipe { .. } => None,
        };
        if let Some((source, can_be_added)) = missing.filter(|_| found.has_room(Severity::Error)) {
            let cause = ConnectionFault::MissingDependency { source };
            let problem = broken(name, NodeFault::Connection(cause), None);
            let mut problem = problem.at(path("node"));
            if can_be_added {
                problem = problem.with_fix(PatchOperation::Add {
                    path: format!("{base}/dependencies/-"),
                    value: serde_json::json!({ "name": source }),
                });
            }
            found.push(problem);
        }
        let delivery = sources
            .deliver(name, connection, nodes, &path)
            .unwrap_or_else(|problem| {
                found.push(problem);
                Delivered::Unknown
            });
        delivered.insert(input.as_str(), delivery);
    }
    let Sources {
        subject,
        comparisons,
        accepting,
        duplicates,
        ..
    } = sources;
    if let Some(interface) = known_input(subject, name, node) {
        let accepting = accepting.get_or_insert_with(interface, || Accepting::new(interface));
        let unmatched = Unmatched::new(accepting, &delivered, comparisons);
        let Connected {
            mut numbers,
            missing,
        } = accepting.connected(&delivered);
        let listed = accepting
            .missing(&delivered)
            .take(found.room_for_errors(missing));
        numbers.extend(listed.map(|(number, _)| number));
        sort(&mut numbers);
        for wanted in numbers
            .iter()
            .filter_map(|number| accepting.parameters.get(*number))
        {
            let parameter = wanted.name;
            let arrives = delivered.get(parameter);
            let mut problems = Vec::new();
            connect_delivered(*wanted, arrives, &mut problems);
            found.extend(problems.into_iter().map(|problem| {
                if arrives.is_some() {
                    return of_node(name, problem, None).at(join(&base_of_input, parameter));
                }
                let connected = unmatched.connection_for(parameter, comparisons);
                let mut problem = of_node(name, problem, connected);
                if let Some(connection) = connected {
                    problem = unmatched.moved(connection, &base_of_input, problem);
                }
                problem.at(base_of_input.clone())
            }));
        }
        unmatched.warnings(name, &base_of_input, comparisons, found);
    }
    let declares = !matches!(node.node_type, NodeType::Condition { .. });
    if let Some(declared) = subject.interfaces.get(name).filter(|_| declares) {
        for interface in [declared.input, declared.output].into_iter().flatten() {
            let duplicates = duplicates.get_or_insert_with(interface, || {
                let duplicates = duplicates_of(interface);
                duplicates.map(|(_, parameter)| parameter).collect()
            });
            let listed = duplicates
                .iter()
                .take(found.room_for_errors(duplicates.len()));
            found.extend(listed.map(|parameter| {
                let cause = ConnectionFault::DuplicateInput {
                    parameter,
                    server: "HTTP 500",
                };
                let problem = broken(name, NodeFault::Connection(cause), None);
                problem.at(join(base, "node_type"))
            }));
        }
    }
}

/// A problem of an interface as one of the node that has it: errors become `NODE_INTERFACE`. `connected` is the
/// connection that was probably meant for what is missing.
fn of_node(node: &str, problem: Problem, connected: Option<&str>) -> Problem {
    if problem.severity == crate::problem::Severity::Warning {
        return problem.of_node(node);
    }
    broken(node, NodeFault::Mismatch(problem.into_cause()), connected)
}

fn broken(node: &str, cause: NodeFault<'_>, connected: Option<&str>) -> Problem {
    let problem = NodeInterface {
        node,
        cause,
        connected,
    };
    problem.problem()
}

fn missing_output_name(
    node: &str,
    source: &str,
    output: &str,
    outputs: &mut Outputs<'_>,
    path: String,
) -> Problem {
    let cause = ConnectionFault::MissingOutputName {
        source,
        output,
        suggestion: outputs.names.nearest(output),
    };
    broken(node, NodeFault::Connection(cause), None).at(path)
}
