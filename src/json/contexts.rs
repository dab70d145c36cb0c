//! Contexts that are held between calls, so that a keystroke passes only the request.
//!
//! A held context is a number in a table, not an object: a call that fails leaves it as it was.

use std::cell::RefCell;
use std::collections::HashMap;

use serde::Serialize;

use super::inputs::{Inputs, Part};
use super::validation::read_context;
use super::{Answer, answer};
use crate::problem::{Name, Problem};
use crate::validate::Context;

#[derive(Default)]
struct Table {
    contexts: HashMap<u64, Context>,
    last: u64,
}

thread_local! {
    static TABLE: RefCell<Table> = RefCell::default();
}

#[derive(Serialize)]
struct Held {
    held: u64,
    errors: [Problem; 0],
}

#[derive(Serialize)]
struct Done {
    errors: [Problem; 0],
}

/// `{context?}` → `{held}`, the number by which other functions take the context.
pub(super) fn hold_context(inputs: &Inputs<'_>) -> Answer {
    let context = inputs
        .optional("context")
        .map_or_else(|| Ok(Context::new()), read_context)?;
    let held = TABLE.with_borrow_mut(|table| {
        table.last += 1;
        table.contexts.insert(table.last, context);
        table.last
    });
    Ok(answer(&Held { held, errors: [] }))
}

/// `{held, context}`: replaces the documents that the new context has; `null` takes one away.
pub(super) fn update_context(inputs: &Inputs<'_>) -> Answer {
    let held = number(inputs.required("held")?)?;
    let part = inputs.required("context")?;
    TABLE.with_borrow_mut(|table| {
        let context = table
            .contexts
            .get_mut(&held)
            .ok_or_else(|| released(held))?;
        part.update_context(context)
    })?;
    Ok(answer(&Done { errors: [] }))
}

/// `{held}`: forgets the context.
pub(super) fn release_context(inputs: &Inputs<'_>) -> Answer {
    let held = number(inputs.required("held")?)?;
    TABLE.with_borrow_mut(|table| table.contexts.remove(&held));
    Ok(answer(&Done { errors: [] }))
}

/// Runs with the context that a call gives or holds, or with none.
pub(super) fn with_context<R>(
    inputs: &Inputs<'_>,
    run: impl FnOnce(&Context) -> R,
) -> Result<R, Problem> {
    if let Some(part) = inputs.optional("held") {
        let held = number(part)?;
        return TABLE
            .with_borrow(|table| table.contexts.get(&held).map(run))
            .ok_or_else(|| released(held));
    }
    let Some(part) = inputs.optional("context") else {
        return Ok(run(&Context::new()));
    };
    let context = read_context(part).map_err(|mut problem| {
        // A fix would fix the context, not what the function is about.
        problem.fix.clear();
        problem.of("context")
    })?;
    Ok(run(&context))
}

fn number(part: &Part<'_>) -> Result<u64, Problem> {
    part.as_number().ok_or_else(|| {
        Problem::new(
            Name::InvalidRequest,
            "\"held\" must be a number that \"holdContext\" gave.",
        )
        .at("/held")
        .param("cause", "WRONG_TYPE")
    })
}

fn released(held: u64) -> Problem {
    let description =
        format!("No context is held under the number {held}: it was released, or never held.");
    Problem::new(Name::InvalidRequest, description)
        .at("/held")
        .param("cause", "RELEASED")
        .param("found", held)
}
