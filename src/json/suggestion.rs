//! The name that was probably meant, for the command line.

use serde::Serialize;

use super::inputs::Inputs;
use super::{Answer, answer};
use crate::read::suggestion::nearest;

/// `{nearest}`: which of `names` is meant by `name`, or `null`.
pub(super) fn nearest_name(inputs: &Inputs<'_>) -> Answer {
    #[derive(Serialize)]
    struct Suggestion<'n> {
        nearest: Option<&'n str>,
    }
    let name = inputs.required("name")?.string()?;
    let names = inputs.required("names")?.strings()?;
    let nearest = nearest(name, names.iter().map(String::as_str));
    Ok(answer(&Suggestion { nearest }))
}
