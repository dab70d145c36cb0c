//! `SERVER_ESTIMATE_DIFFERS`, and `SERVER_ERROR_LIKELY` where the server fails while it estimates.

use super::case::Findings;
use crate::estimate::{Estimate, ServerEstimate};
use crate::problem::{Name, Problem, quoted};

pub(super) fn warn(estimate: &Estimate, server: &ServerEstimate, findings: &mut Findings) {
    let fails = |because: &'static str, description: String, path: &str| {
        Problem::new(Name::ServerErrorLikely, description)
            .param("because", because)
            .param("server", "HTTP 500")
            .at(path)
    };
    let problem = match server {
        ServerEstimate::Recipes(recipes) if *recipes == estimate.recipes_estimated => return,
        ServerEstimate::Recipes(recipes) => {
            let description = format!(
                "The server will estimate {recipes} recipes instead of {}: it overlooks recipe nodes that are forced \
                 by name or far below a forced node, and counts some twice.",
                estimate.recipes_estimated
            );
            Problem::new(Name::ServerEstimateDiffers, description)
                .param("server", *recipes)
                .param("expected", estimate.recipes_estimated)
                .at("/definition/forced_nodes")
        }
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
    };
    findings.push(problem);
}
