//! ## IGNORED_FIELD
//!
//! A field has no effect where it is, or beside another.
//!
//! **Cause.** `params.because` says why the field that `params.field` names has no effect:
//!
//! - `all`: `nodes` or `sub_recipes` beside `"all": true`, which forces every node.
//! - `previous_batch`: `dataset` beside `previous_batch`, or `forced_nodes` beside a `previous_batch` that has its own.
//! - `dataset`: an input map without a dataset.
//! - `input_map`: an unknown field in an entry of the input map.
//! - `validation`: `title` or `description` in a request to validate a batch.
//! - `null`, `empty`: a `title` or `description` that is null, or a configuration in an edit that is null or `{}`.
//! - `verdict`: `overlap_percent` or `shift_percent` in the options of a comparison.
//! - `page_size`: a page size in a query string that the server replaces with another one.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {
//!     "recipe_type_id": 208,
//!     "definition": {"dataset": 1, "forced_nodes": {"all": true, "nodes": ["parse"]}}
//!   }
//! }
//! ```
//!
//! **Remedy.** Remove the field, or what makes it useless: here, `"all": false` forces only the nodes that are listed.
//! Where an entry of the input map lacks a field of a similar name, `params.suggestion` names it, and `fix` renames the
//! field.

use crate::problem::catalogue::IgnoredField;
use crate::problem::causes::Ignored;
use crate::problem::{PatchOperation, Problem};

/// The problem of the field at this path, with its removal as the fix where nothing is lost with it.
pub(crate) fn ignored_field(because: Ignored<'_>, path: String) -> Problem {
    let is_removed = match &because {
        Ignored::DatasetReplaced
        | Ignored::ForcedNodesReplaced
        | Ignored::NoDataset
        | Ignored::EveryNodeForced { .. }
        | Ignored::Threshold { .. }
        | Ignored::NullString { .. } => true,
        // The value was meant for the field that is suggested.
        Ignored::InputMap { suggestion, .. } => suggestion.is_none(),
        // Nobody knows what was meant.
        Ignored::NullConfiguration
        | Ignored::EmptyConfiguration
        | Ignored::Validation { .. }
        | Ignored::PageSize { .. } => false,
    };
    let field = because.field();
    let mut problem = IgnoredField { field, because }.problem();
    if is_removed {
        let path = path.clone();
        problem.fix.push(PatchOperation::Remove { path });
    }
    problem.at(path)
}
