//! ## SERVER_ERROR_LIKELY
//!
//! The server is known to fail at this.
//!
//! **Cause.** The API allows it, but the server has a defect. `params.server` says what the server returns, and
//! `params.because` why:
//!
//! - `NO_FORCED_NODES`: the recipe has recipe nodes, and the definition has no `forced_nodes`.
//! - `OLD_REVISION`: a recipe node is pinned to a revision that is not the latest.
//! - `UNKNOWN_FORCED_NODE`: a forced node is not in a recipe that has recipe nodes.
//! - `RECIPE_TYPE_LOOP`: the latest revisions of recipe types contain each other.
//! - `THREE_ENTRIES`, `FURTHER_PARAMETERS`, `NAME_TAKEN`, `JSON_PARAMETER`: the server cannot apply the input map.
//! - `FIELDS_LEFT_OUT`: the interface of a condition node relies on defaults.
//! - `NODE_NAME_TOO_LONG`, `NUL_CHARACTER`: the database cannot store a name or a string.
//! - `UNKNOWN_ORDER`: a list cannot be ordered by that field; `params.allowed` has the fields that it can.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {
//!     "recipe_type_id": 208,
//!     "definition": {"dataset": 1},
//!     "configuration": {"inputMap": [{"input": "SCENE", "datasetParameter": "IMAGE"}]}
//!   },
//!   "context": {
//!     "dataset": {"id": 1, "definition": {"parameters": {"files": [{"name": "IMAGE"}, {"name": "SCENE"}]}}}
//!   }
//! }
//! ```
//!
//! **Remedy.** Write it another way if there is one; otherwise expect that response.

use crate::problem::catalogue::ServerErrorLikely;
use crate::problem::causes::ServerFailure;
use crate::problem::{PatchOperation, Problem};

/// The problem at this path, with a fix where the path says enough for one.
pub(crate) fn server_error_likely(because: ServerFailure<'_>, path: String) -> Problem {
    let fix = match &because {
        ServerFailure::NoForcedNodes => Some(PatchOperation::Add {
            path: [&path, "/forced_nodes"].concat(),
            value: serde_json::json!({ "all": false }),
        }),
        ServerFailure::UnknownOrder {
            suggestion: Some(suggestion),
            ..
        } => Some(PatchOperation::Replace {
            path: path.clone(),
            value: (*suggestion).into(),
        }),
        _ => None,
    };
    let server = because.server();
    let mut problem = ServerErrorLikely { server, because }.problem();
    problem.fix.extend(fix);
    problem.at(path)
}
