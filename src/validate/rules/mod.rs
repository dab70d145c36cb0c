//! The rules of a request, a file each.

pub(super) mod mismatched_recipe_type_id;
