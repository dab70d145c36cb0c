//! Contexts that are held between calls, so that a keystroke passes only the request.
//!
//! A held context is a number in a table, not an object: a call that fails leaves it as it was.

use std::cell::RefCell;
use std::sync::Arc;

use serde::Serialize;

use super::call::{Call, Failed, Internal, Returned, Written};
use super::inputs::Part;
use super::takes::inputs;
use crate::hashed::HashedMap;
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
    contexts: HashedMap<u64, Arc<Context>>,
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
    let mut context = Context::new();
    if let Some(part) = call.part("context") {
        part.update_context(&mut context)?;
    }
    let held = TABLE.with_borrow_mut(|table| {
        table.last += 1;
        table.contexts.insert(table.last, Arc::new(context));
        table.last
    });
    Ok(call.written(&HeldContext { held, errors: [] }))
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
        update.update_context(context.ok_or_else(|| vec![released(part)])?)
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
    /// The context that a call gives or holds, or one that knows nothing; and what is wrong with the one it gives. What
    /// can be read of that is used all the same, so that the problems of the rest are told, too.
    pub(super) fn context(&self) -> Result<(Arc<Context>, Vec<Problem>), Problem> {
        if let Some(part) = self.part("held") {
            let held = number(part)?;
            let context = TABLE.with_borrow(|table| table.contexts.get(&held).cloned());
            let context = context.ok_or_else(|| released(part))?;
            return Ok((context, Vec::new()));
        }
        let Some(part) = self.part("context") else {
            return Ok((Arc::default(), Vec::new()));
        };
        let (context, mut errors) = part.what_can_be_read_of_context();
        for problem in &mut errors {
            // Nobody asked for the context to be fixed.
            problem.fix.clear();
        }
        Ok((Arc::new(context), errors))
    }
}

fn number(part: &Part<'_>) -> Result<u64, Problem> {
    part.as_number().ok_or_else(|| {
        part.mistake(Mistake::WrongType {
            expected: None,
            found: None,
            value: None,
            allowed: None,
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
