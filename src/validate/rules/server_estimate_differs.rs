//! `SERVER_ESTIMATE_DIFFERS`, and `SERVER_ERROR_LIKELY` where the server fails while it estimates.

use super::case::Findings;
use crate::estimate::{Estimate, ServerEstimate, ServerFigure};
use crate::problem::{Name, Problem};
use crate::words::{counted, listed, quoted};

pub(super) fn warn(estimate: &Estimate, server: &ServerEstimate, findings: &mut Findings) {
    let fails = |because: &'static str, description: String, path: &str| {
        Problem::new(Name::ServerErrorLikely, description)
            .param("because", because)
            .param("server", "HTTP 500")
            .at(path)
    };
    let problem = match server {
        ServerEstimate::Recipes(figure) => match differs(estimate, figure) {
            Some(problem) => problem,
            None => return,
        },
        ServerEstimate::FailsWithoutForcedNodes => fails(
            "NO_FORCED_NODES",
            "The server fails with an HTTP 500 when the recipe has recipe nodes and the definition has no \
             \"forced_nodes\". Add {\"all\": false} to avoid that."
                .to_owned(),
            "/definition",
        )
        .fix(crate::PatchOperation::Add {
            path: "/definition/forced_nodes".to_owned(),
            value: serde_json::json!({ "all": false }),
        }),
        ServerEstimate::FailsOnRevision { node, revision_num, latest } => fails(
            "OLD_REVISION",
            format!(
                "The server fails with an HTTP 500 because the recipe node {} is pinned to revision {revision_num} of \
                 its recipe type, and the latest is {latest}.",
                quoted(node)
            ),
            "/definition/dataset",
        )
        .param("node", node.clone())
        .param("revision_num", *revision_num)
        .param("latest", *latest),
        ServerEstimate::FailsOnForcedNode { node } => fails(
            "UNKNOWN_FORCED_NODE",
            format!(
                "The server fails with an HTTP 500 because the forced node {} is not in the recipe, which has recipe \
                 nodes.",
                quoted(node)
            ),
            "/definition/forced_nodes",
        )
        .param("node", node.clone()),
        ServerEstimate::FailsOnLoop { recipe_types } => {
            let contain = match &recipe_types[..] {
                [one] => format!("recipe type {} contains itself", quoted(one)),
                several => format!(
                    "recipe types contain each other ({})",
                    listed(several.iter().map(String::as_str))
                ),
            };
            fails(
                "RECIPE_TYPE_LOOP",
                format!(
                    "The server fails with an HTTP 500 when every node is forced and the latest revisions of \
                     {contain}. Force the nodes by name instead."
                ),
                "/definition/forced_nodes",
            )
            .param("recipe_types", recipe_types.clone())
        }
    };
    findings.push(problem);
}

/// The warning about a figure that is another one, or that the order of a dictionary decides.
fn differs(estimate: &Estimate, figure: &ServerFigure) -> Option<Problem> {
    let expected = estimate.recipes_estimated;
    let server = figure.in_document_order;
    let overlooks = "it overlooks recipe nodes that are forced by name or far below a forced node, and counts some \
                     twice";
    let description = match figure.candidates.as_deref() {
        Some([_]) if server == expected => return None,
        Some([_]) => {
            let server = counted(server, "recipe");
            format!("The server will estimate {server} instead of {expected}: {overlooks}.")
        }
        Some(candidates) => {
            let candidates: Vec<String> = candidates.iter().map(u64::to_string).collect();
            format!(
                "The server will estimate {} recipes, where {expected} would be right: {overlooks}, and which of them \
                 depends on the order in which it happens to look at the nodes.",
                candidates.join(" or ")
            )
        }
        None => format!(
            "The server's estimate is not determined, where {expected} would be right: {overlooks}, and which of them \
             depends on the order in which it happens to look at the nodes."
        ),
    };
    let problem = Problem::new(Name::ServerEstimateDiffers, description)
        .param("server", server)
        .param("expected", expected);
    let problem = match &figure.candidates {
        Some(candidates) if candidates.len() > 1 => problem.param("candidates", candidates.clone()),
        _ => problem,
    };
    Some(problem.at("/definition/forced_nodes"))
}
