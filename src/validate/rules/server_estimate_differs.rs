//! ## SERVER_ESTIMATE_DIFFERS
//!
//! The server is known to estimate another number of recipes.
//!
//! **Cause.** The server does not count recipe nodes that are forced through `nodes`, counts some twice, and follows
//! only the first child of a node. `params.server` is its figure. Which child is the first can depend on the order of a
//! dictionary in the server, which nobody knows: then `params.server` is its figure in the order of the document, and
//! `params.candidates` has every possible figure if they are few.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {
//!     "recipe_type_id": 208,
//!     "definition": {"dataset": 1, "forced_nodes": {"all": false, "nodes": ["ortho"]}}
//!   },
//!   "context": {
//!     "recipe_type": {
//!       "id": 208,
//!       "definition": {
//!         "nodes": {
//!           "ortho": {
//!             "dependencies": [],
//!             "input": {},
//!             "node_type": {"node_type": "recipe", "recipe_type_name": "ortho", "recipe_type_revision": 1}
//!           }
//!         }
//!       }
//!     },
//!     "dataset": {"id": 1, "definition": {}, "files_per_parameter": {"SCENE": 1}},
//!     "revisions": [{"name": "ortho", "revision_num": 1, "definition": {}}]
//!   }
//! }
//! ```
//!
//! **Remedy.** Nothing needs to be fixed: only the estimate differs, not what is created.

use super::super::case::{Case, Findings};
use crate::estimate::ServerEstimate;
use crate::problem::catalogue::ServerEstimateDiffers;

pub(in crate::validate) fn check(_: &Case<'_>, findings: &mut Findings) {
    let both = findings.estimate.as_ref().zip(findings.server.as_ref());
    let Some((estimate, ServerEstimate::Recipes(figure))) = both else {
        return;
    };
    let (server, expected) = (figure.in_document_order, estimate.recipes_estimated);
    let candidates = figure.candidates.clone();
    let is_determined = candidates
        .as_ref()
        .is_some_and(|figures| figures.len() == 1);
    if is_determined && server == expected {
        return;
    }
    let problem = ServerEstimateDiffers {
        server,
        expected,
        candidates: candidates.filter(|_| !is_determined),
        is_determined,
    };
    findings.push(problem.problem().at("/definition/forced_nodes"));
}
