//! Contexts that are held between calls, so that a keystroke passes only the request.
//!
//! A held context is a number in a table, not an object: a call that fails leaves it as it was.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;

use super::call::{Call, Failed, Internal, Returned, Written};
use super::inputs::Part;
use super::takes::inputs;
use crate::problem::Problem;
use crate::problem::structural::Mistake;
use crate::validate::Context;

inputs! {
    /// What is known beside a request.
    KnownContext {
        /// The documents.
        context: optional "DocumentOrText<BatchContext>",
        /// A context that is held, by its number.
        held: optional "number",
    }
}

#[derive(Default)]
struct Table {
    contexts: HashMap<u64, Arc<Context>>,
    last: u64,
}

thread_local! {
    static TABLE: RefCell<Table> = RefCell::default();
}

/// A context that is held, by the number by which other functions take it.
#[derive(Serialize)]
struct HeldContext {
    held: u64,
    errors: [Problem; 0],
}

/// `{context?}` → `{held}`
pub(super) fn hold_context(call: &mut Call<'_>) -> Returned<Written<Internal>> {
    let context = call
        .part("context")
        .map_or_else(|| Ok(Context::new()), Part::context)?;
    let held = TABLE.with_borrow_mut(|table| {
        table.last += 1;
        table.contexts.insert(table.last, Arc::new(context));
        table.last
    });
    Ok(Written::new(&HeldContext { held, errors: [] }))
}

/// `{held, context}`: replaces the documents that the new context has; `null` takes one away.
pub(super) fn update_context(call: &mut Call<'_>) -> Returned<Failed> {
    let part = call.required_part("held")?;
    let held = number(part)?;
    let update = call.required_part("context")?;
    TABLE.with_borrow_mut(|table| {
        let held = table.contexts.get_mut(&held);
        // A call shares the context only while it runs, and this is another call.
        let context = held.and_then(Arc::get_mut);
        update.update_context(context.ok_or_else(|| released(part))?)
    })?;
    Ok(Failed::default())
}

/// `{held}`: forgets the context.
pub(super) fn release_context(call: &mut Call<'_>) -> Returned<Failed> {
    let held = number(call.required_part("held")?)?;
    TABLE.with_borrow_mut(|table| table.contexts.remove(&held));
    Ok(Failed::default())
}

impl Call<'_> {
    /// The context that a call gives or holds, or one that knows nothing.
    pub(super) fn context(&self) -> Result<Arc<Context>, Problem> {
        if let Some(part) = self.part("held") {
            let held = number(part)?;
            let context = TABLE.with_borrow(|table| table.contexts.get(&held).cloned());
            return context.ok_or_else(|| released(part));
        }
        let Some(part) = self.part("context") else {
            return Ok(Arc::default());
        };
        let context = part.context().map_err(|mut problem| {
            // Nobody asked for the context to be fixed.
            problem.fix.clear();
            problem
        })?;
        Ok(Arc::new(context))
    }
}

fn number(part: &Part<'_>) -> Result<u64, Problem> {
    part.as_number().ok_or_else(|| {
        part.mistake(Mistake::WrongType {
            expected: None,
            found: None,
            said: "\"held\" must be a number that \"holdContext\" gave.".to_owned(),
        })
    })
}

fn released(part: &Part<'_>) -> Problem {
    let found = part.as_number().unwrap_or_default();
    let said =
        format!("No context is held under the number {found}: it was released, or never held.");
    part.mistake(Mistake::Released { found, said })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_context_can_be_shared_between_threads() {
        fn shared<T: Send + Sync>(_: &T) {}
        shared(&Arc::new(Context::new()));
    }
}
