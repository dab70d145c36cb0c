//! Requests that follow from documents, and the query of a list.

use serde::Serialize;

use super::inputs::Inputs;
use super::{Answer, answer};
use crate::documents::{Batch, BatchListQuery, Dataset, EditableState, RecipeType};
use crate::problem::Problem;
use crate::proposals::{BatchChanges, edit_request, next_batch, propose_input_map};
use crate::read::Reading;

/// A request that was made, or why it could not be.
#[derive(Serialize)]
struct Proposal<R> {
    request: Option<R>,
    errors: Vec<Problem>,
    warnings: Vec<Problem>,
}

/// Errors and warnings of several inputs, each under the name of its input.
#[derive(Default)]
struct Found {
    errors: Vec<Problem>,
    warnings: Vec<Problem>,
}

impl Found {
    fn add<D>(&mut self, input: &str, reading: Reading<D>) -> Option<D> {
        self.add_problems(input, reading.errors, reading.warnings);
        reading.document
    }

    fn add_problems(&mut self, input: &str, errors: Vec<Problem>, warnings: Vec<Problem>) {
        for (all, of_one) in [(&mut self.errors, errors), (&mut self.warnings, warnings)] {
            for problem in of_one {
                let path = format!("/{input}{}", problem.path);
                all.push(problem.at(path));
            }
        }
    }

    fn answer<R: Serialize>(self, request: Option<R>) -> String {
        answer(&Proposal {
            request,
            errors: self.errors,
            warnings: self.warnings,
        })
    }
}

/// `{batch, changes?}` → `{request, errors, warnings}`
pub(super) fn next_batch_request(inputs: &Inputs<'_>) -> Answer {
    let mut found = Found::default();
    let batch = found.add("batch", inputs.required("batch")?.read::<Batch>());
    let changes = match inputs.optional("changes") {
        Some(part) => found.add("changes", part.read::<BatchChanges>()),
        None => Some(BatchChanges::default()),
    };
    let request =
        batch
            .zip(changes)
            .and_then(|(batch, changes)| match next_batch(&batch, &changes) {
                Ok(request) => Some(request),
                Err(problems) => {
                    found.add_problems("batch", problems.into_vec(), Vec::new());
                    None
                }
            });
    Ok(found.answer(request))
}

/// `{before, after}` → `{request, errors, warnings}`; no request when nothing differs.
pub(super) fn edit_batch_request(inputs: &Inputs<'_>) -> Answer {
    let mut found = Found::default();
    let before = found.add("before", inputs.required("before")?.read::<EditableState>());
    let after = found.add("after", inputs.required("after")?.read::<EditableState>());
    let request = before
        .zip(after)
        .and_then(|(before, after)| edit_request(&before.0, &after.0));
    Ok(found.answer(request))
}

/// `{recipe_type, dataset}` → `{proposal, errors, warnings}`
pub(super) fn propose_map(inputs: &Inputs<'_>) -> Answer {
    #[derive(Serialize)]
    struct Proposed<P> {
        proposal: Option<P>,
        errors: Vec<Problem>,
        warnings: Vec<Problem>,
    }
    let mut found = Found::default();
    let recipe_type = found.add(
        "recipe_type",
        inputs.required("recipe_type")?.read::<RecipeType>(),
    );
    let dataset = found.add("dataset", inputs.required("dataset")?.read::<Dataset>());
    let proposal = recipe_type.zip(dataset).map(|(recipe_type, dataset)| {
        propose_input_map(&recipe_type.definition.input, &dataset.parameters())
    });
    Ok(answer(&Proposed {
        proposal,
        errors: found.errors,
        warnings: found.warnings,
    }))
}

/// `{query}` → `{document, query_string, errors, warnings}`
pub(super) fn build_list_query(inputs: &Inputs<'_>) -> Answer {
    Ok(query(inputs.required("query")?.read::<BatchListQuery>()))
}

/// `{query_string}` → as `buildListQuery`
pub(super) fn read_list_query(inputs: &Inputs<'_>) -> Answer {
    let text = inputs.required("query_string")?.string()?;
    Ok(query(BatchListQuery::from_query_string(text)))
}

fn query(reading: Reading<BatchListQuery>) -> String {
    #[derive(Serialize)]
    struct Query {
        query_string: Option<String>,
        #[serde(flatten)]
        reading: Reading<BatchListQuery>,
    }
    answer(&Query {
        query_string: reading
            .document
            .as_ref()
            .map(BatchListQuery::to_query_string),
        reading,
    })
}
