//! `SERVER_ERROR_LIKELY` where the server fails while it estimates.

use super::super::case::{Case, DATASET, Findings};
use crate::documents::rules::server_error_likely;
use crate::estimate::ServerEstimate;
use crate::problem::causes::ServerFailure;

pub(in crate::validate) fn check(_: &Case<'_>, findings: &mut Findings) {
    const FORCED_NODES: &str = "/definition/forced_nodes";
    let Some(server) = &findings.server else {
        return;
    };
    let (because, path) = match server {
        ServerEstimate::Recipes(_) => return,
        ServerEstimate::FailsWithoutForcedNodes => (ServerFailure::NoForcedNodes, "/definition"),
        ServerEstimate::FailsOnRevision {
            node,
            revision_num,
            latest,
        } => {
            let because = ServerFailure::OldRevision {
                node,
                revision_num: *revision_num,
                latest: *latest,
            };
            (because, DATASET)
        }
        ServerEstimate::FailsOnForcedNode { node } => {
            (ServerFailure::UnknownForcedNode { node }, FORCED_NODES)
        }
        ServerEstimate::FailsOnLoop { recipe_types } => {
            let because = ServerFailure::RecipeTypeLoop {
                node: None,
                recipe_types: recipe_types.iter().map(String::as_str).collect(),
            };
            (because, FORCED_NODES)
        }
    };
    let problem = server_error_likely(because, path.to_owned());
    findings.push(problem);
}
