//! Comparing batches.

use serde::{Serialize, Serializer};

use super::Integer;
use crate::compare::{Analysis, Chain, CompareOptions, Progress, check_batch, check_batches};
use crate::documents::{Batch, BatchId, BatchSummary, Batches, Comparison};
use crate::edge::call::{Call, Returned, outcomes};
use crate::edge::inputs::Part;
use crate::edge::print::Print;
use crate::edge::takes::inputs;
use crate::problem::{Position, Problem, ProblemName};
use crate::read::tree::Tree;
use crate::read::{At, Collector, Limits, Read, Reading, read_tree};
use crate::text;

inputs! {
    /// The details of batches.
    BatchesInput {
        /// The details of each batch in any order, a page of the list of batches, or an array of pages.
        batches: "DocumentOrText<readonly object[] | object>",
    }

    /// A comparison by the server.
    ComparisonInput {
        /// What `GET /v6/batches/comparison/{id}/` returns.
        comparison: "DocumentOrText<object>",
    }

    /// How batches are compared.
    ComparisonOptions {
        /// How the comparison is judged.
        options: optional "CompareOptions",
    }

    /// How comma-separated values are written.
    CsvStyle {
        /// Whether the values are for a spreadsheet, which would calculate a name like `=1+1`: such a name then begins
        /// with an apostrophe, and every name is in quotes. Default: false, which keeps the exact names for programs.
        spreadsheet: optional "boolean",
    }

    /// A chain of batches.
    ChainRoot {
        /// The id of the batch that the chain begins with.
        root_batch_id: "number",
    }
}

/// A comparison and its analysis.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::documents::schema::complete))]
pub(crate) struct ComparisonReport {
    /// The API's comparison document; `null` when there are errors.
    comparison: Option<Comparison>,
    /// Differences, directions and verdicts against the baseline.
    analysis: Option<Analysis>,
    /// What kept the result from being made.
    errors: Vec<Problem>,
    /// What a person should look at.
    warnings: Vec<Problem>,
}

/// A comparison as tidy rows.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::documents::schema::complete))]
pub(crate) struct ComparisonRows {
    /// A row for each metric of each batch and job; `null` when there are errors.
    #[serde(serialize_with = "rows")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<Vec<crate::compare::ComparisonRow<'_>>>")
    )]
    rows: Option<Analysis>,
    /// What kept the result from being made.
    errors: Vec<Problem>,
    /// What a person should look at.
    warnings: Vec<Problem>,
}

/// A comparison as comma-separated values.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::documents::schema::complete))]
pub(crate) struct ComparisonCsv {
    /// The rows, the first with the names of the columns; `null` when there are errors.
    csv: Option<String>,
    /// What kept the result from being made.
    errors: Vec<Problem>,
    /// What a person should look at.
    warnings: Vec<Problem>,
}

/// How far a batch is.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::documents::schema::complete))]
pub(crate) struct ProgressReport {
    /// `null` when there are errors.
    progress: Option<Progress>,
    /// What kept the result from being made.
    errors: Vec<Problem>,
    /// What a person should look at.
    warnings: Vec<Problem>,
}

/// A chain of batches, each superseding the one before it.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::documents::schema::complete))]
pub(crate) struct BatchChain {
    /// Oldest first.
    batches: Vec<BatchSummary>,
    /// The latest that is not superseded; from a part of a list, only where the batch itself says so.
    latest: Option<BatchSummary>,
    /// What kept the result from being made.
    errors: Vec<Problem>,
    /// What a person should look at.
    warnings: Vec<Problem>,
}

outcomes!(
    ComparisonReport,
    ComparisonRows,
    ComparisonCsv,
    ProgressReport,
    BatchChain,
);

#[expect(clippy::ref_option, reason = "serde gives the field as it is")]
fn rows<S: Serializer>(analysis: &Option<Analysis>, serializer: S) -> Result<S::Ok, S::Error> {
    let rows = analysis
        .as_ref()
        .map(|found| found.rows().collect::<Vec<_>>());
    rows.serialize(serializer)
}

/// Reads what is to be compared, in one of three ways, and how; then compares it.
fn compared(call: &mut Call<'_>) -> Returned<(Option<Comparison>, Option<Analysis>)> {
    let part = call.main_part()?;
    let found = match part.name() {
        "comparison" => part
            .read()
            .map(|found| Documents::Comparison(Box::new(found))),
        "documents" => read_documents(part, &call.limits()),
        _ => part.read().map(Documents::Batches),
    };
    let comparison = match call.take(found) {
        Some(Documents::Comparison(comparison)) => Some(*comparison),
        Some(Documents::Batches(batches)) => {
            let odd = check_batches(batches.as_slice()).into_iter();
            call.warn_of_main(odd.map(|problem| batches.placed(problem)).collect());
            match Comparison::within(&call.limits(), batches.as_slice()) {
                Ok(comparison) => Some(comparison),
                Err(problem) => call.take(Reading::failed(problem)),
            }
        }
        None => None,
    };
    let options = call.or_default::<CompareOptions>("options");
    let Some(comparison) = comparison else {
        return Ok((None, None));
    };
    call.warn_of_main(comparison.check());
    let analysis = match options.map(|options| comparison.analyse(options)) {
        Some(Ok(analysis)) => Some(analysis),
        Some(Err(problems)) => {
            call.fail("options", problems.into_vec());
            None
        }
        None => None,
    };
    Ok((Some(comparison), analysis))
}

/// The analysis of which rows are made, unless they repeat the names of nodes too often.
fn analysed_for_rows(call: &mut Call<'_>) -> Returned<Option<Analysis>> {
    let (_, analysis) = compared(call)?;
    let limits = call.limits();
    Ok(analysis.filter(|analysis| {
        let is_short = analysis.bytes_of_names() <= limits.repeated_bytes;
        if !is_short {
            let problem = limits.too_many_repeated_bytes("bytes of names of nodes in its rows");
            call.keep(vec![problem], Vec::new());
        }
        is_short
    }))
}

/// The problems of a comparison for people, where there are any.
fn problems_of(print: &Print, errors: &[Problem], warnings: &[Problem]) -> String {
    if errors.is_empty() && warnings.is_empty() {
        return String::new();
    }
    print.problems(errors, warnings)
}

/// Documents of any kind that can be compared, as files on a command line are.
enum Documents {
    Comparison(Box<Comparison>),
    Batches(Batches),
}

impl Read for Documents {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    /// An array whose only item is a comparison, a page of a list or an array, or whose items are batches and pages.
    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let mut items = at.items(collector, "an array of documents to compare")?;
        if let (Some(only), None) = (items.next(), items.next()) {
            if only.has_field("metrics") {
                return Comparison::read(only, collector)
                    .map(|comparison| Documents::Comparison(Box::new(comparison)));
            }
            if !only.has_field("id") {
                return Batches::read(only, collector).map(Documents::Batches);
            }
        }
        Batches::read(at, collector).map(Documents::Batches)
    }
}

/// JSON texts, as files are.
struct Texts(Vec<String>);

impl Read for Texts {
    const NAME: ProblemName = ProblemName::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        at.strings(collector, "an array of strings that hold JSON")
            .map(Texts)
    }
}

/// Documents; or the JSON text of each, whose problems then tell their lines and columns in it.
fn read_documents(part: &Part<'_>, limits: &Limits) -> Reading<Documents> {
    let Some(Texts(texts)) = part.read::<Texts>().document else {
        return part.read();
    };
    for (number, text) in texts.iter().enumerate() {
        if let Err(unreadable) = Tree::from_text(text, limits) {
            let problem = unreadable.into_problem(Documents::NAME, Some(text));
            return Reading::failed(problem.below(&format!("/{number}")));
        }
    }
    // Each document begins on a line of its own, so that its columns stay.
    let mut whole = "[\n".to_owned();
    let mut lines = 1;
    let mut lines_before = Vec::with_capacity(texts.len());
    for (number, text) in texts.iter().enumerate() {
        if number > 0 {
            whole.push_str(",\n");
            lines += 1;
        }
        lines_before.push(lines);
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        whole.push_str(text);
        whole.push('\n');
        lines += 1 + text.bytes().filter(|byte| *byte == b'\n').count();
    }
    whole.push(']');
    let mut reading = match Tree::from_text(&whole, limits) {
        Ok(tree) => read_tree::<Documents>(&tree, limits),
        Err(unreadable) => {
            return Reading::failed(unreadable.into_problem(Documents::NAME, None));
        }
    };
    for problem in reading.errors.iter_mut().chain(&mut reading.warnings) {
        let number = problem.path.split('/').nth(1).map(str::parse::<usize>);
        let before = number.and_then(|number| lines_before.get(number.ok()?));
        problem.position = problem
            .position
            .zip(before)
            .map(|(position, before)| Position {
                line: position
                    .line
                    .saturating_sub(u32::try_from(*before).unwrap_or(u32::MAX)),
                ..position
            });
    }
    reading
}

/// `{comparison, analysis, errors, warnings}`, and a table as `text` where it is asked for.
pub(in crate::edge) fn compare_batches(call: &mut Call<'_>) -> Returned<ComparisonReport> {
    let (comparison, analysis) = compared(call)?;
    let (errors, warnings) = call.problems();
    call.print(|print| {
        let both = comparison.as_ref().zip(analysis.as_ref());
        let table = both.map(|(comparison, analysis)| {
            text::comparison_within(print.columns, comparison, analysis, print.style)
        });
        let legend = analysis.as_ref().map(text::legend).unwrap_or_default();
        table.unwrap_or_default() + &problems_of(print, &errors, &warnings) + &legend
    });
    Ok(ComparisonReport {
        comparison,
        analysis,
        errors,
        warnings,
    })
}

/// `{rows, errors, warnings}`: the analysis as tidy rows.
pub(in crate::edge) fn comparison_rows(call: &mut Call<'_>) -> Returned<ComparisonRows> {
    let rows = analysed_for_rows(call)?;
    let (errors, warnings) = call.problems();
    Ok(ComparisonRows {
        rows,
        errors,
        warnings,
    })
}

/// `{csv, errors, warnings}`: the rows as comma-separated values, which are the `text`, too.
pub(in crate::edge) fn comparison_csv(call: &mut Call<'_>) -> Returned<ComparisonCsv> {
    let is_for_spreadsheet = call.part("spreadsheet").map_or(Ok(false), Part::boolean)?;
    let analysis = analysed_for_rows(call)?;
    let (errors, warnings) = call.problems();
    let csv = analysis.as_ref().map(if is_for_spreadsheet {
        Analysis::csv_for_spreadsheets
    } else {
        Analysis::csv
    });
    call.print(|print| match &csv {
        Some(csv) => csv.clone(),
        None => problems_of(print, &errors, &warnings),
    });
    Ok(ComparisonCsv {
        csv,
        errors,
        warnings,
    })
}

/// `{progress, errors, warnings}` of a batch.
pub(in crate::edge) fn batch_progress(call: &mut Call<'_>) -> Returned<ProgressReport> {
    let batch = call.main::<Batch>()?;
    if let Some(batch) = &batch {
        call.warn_of_main(check_batch(batch));
    }
    let (errors, warnings) = call.problems();
    Ok(ProgressReport {
        progress: batch.as_ref().map(Progress::of),
        errors,
        warnings,
    })
}

/// `{batches, latest, errors, warnings}`: the chain of a root batch, oldest first.
pub(in crate::edge) fn batch_chain(call: &mut Call<'_>) -> Returned<BatchChain> {
    let root = call.required::<Integer>("root_batch_id")?;
    let batches = call.main::<Batches>()?;
    let mut result = BatchChain::default();
    if let Some((Integer(root), batches)) = root.zip(batches) {
        let chain = Chain::among(&batches, BatchId(root));
        result.batches = chain.batches.iter().map(|batch| batch.summary()).collect();
        result.latest = chain.latest.map(Batch::summary);
        call.warn_of_main(chain.warnings);
    }
    (result.errors, result.warnings) = call.problems();
    Ok(result)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    fn result(function: &str, input: &Value) -> Value {
        serde_json::from_str(&call(function, &input.to_string(), "")).unwrap()
    }

    fn two() -> Value {
        json!([
            {"id": 102, "root_batch": {"id": 101}, "superseded_batch": {"id": 101}, "jobs_failed": 1},
            {"id": 101, "jobs_failed": 2},
        ])
    }

    #[test]
    fn batches_and_their_comparison_say_the_same() {
        let from_batches = result("compareBatches", &json!({"batches": two()}));
        assert_eq!(
            from_batches["analysis"]["metrics"]["jobs_failed"]["percent"],
            json!([null, -50.0])
        );
        assert_eq!(
            (&from_batches["errors"], &from_batches["warnings"]),
            (&json!([]), &json!([]))
        );
        let comparison = &from_batches["comparison"];
        assert_eq!(
            result("compareBatches", &json!({"comparison": comparison})),
            from_batches
        );
        for documents in [
            json!([comparison]),
            json!([{"results": two()}]),
            json!([two()]),
            two(),
        ] {
            assert_eq!(
                result("compareBatches", &json!({"documents": documents})),
                from_batches
            );
        }
    }

    /// What the three functions say of inputs when a comparison may have so many empty cells.
    fn exceeded(inputs: &Value, entries: usize) -> Vec<Value> {
        let functions = ["compareBatches", "comparisonRows", "comparisonCsv"];
        let errors = functions.map(|function| {
            let mut inputs = inputs.clone();
            inputs["limits"] = json!({"entries": entries});
            let mut result = result(function, &inputs);
            let has_result = ["comparison", "rows", "csv"].map(|field| !result[field].is_null());
            let errors = result["errors"].take();
            assert_eq!(has_result.contains(&true), errors == json!([]));
            errors
        });
        errors.to_vec()
    }

    #[test]
    fn too_many_empty_cells_are_not_made() {
        // Each batch has jobs that no other has: 5 × 5 jobs × 5 batches, of which 5 × 5 are there, and 14 metrics.
        let batches = (0..5).map(|batch| {
            let jobs = (0..5).map(|job| (format!("job {batch} {job}"), json!({})));
            let jobs: serde_json::Map<String, Value> = jobs.collect();
            json!({"id": batch, "job_metrics": jobs})
        });
        let inputs = json!({"batches": batches.collect::<Value>()});
        let empty_cells = 5 * 5 * 4 * 14;
        for errors in exceeded(&inputs, empty_cells - 1) {
            assert_eq!(errors[0]["name"], "LIMIT_EXCEEDED");
            assert_eq!(
                errors[0]["params"],
                json!({"limit": "entries", "maximum": empty_cells - 1})
            );
            assert_eq!(
                errors[0]["description"],
                "The result is too large: more than 1399 empty cells for metrics that a batch does not have. Raise the \
                 limit \"entries\" to get it."
            );
        }
        assert_eq!(exceeded(&inputs, empty_cells), vec![json!([]); 3]);
    }

    #[test]
    fn a_comparison_that_is_told_may_leave_out_as_few_cells() {
        let batches: Value = (0..9).map(|id| json!({"id": id})).collect();
        let jobs = (0..9).map(|job| (format!("job {job}"), json!({"jobs_total": []})));
        let jobs: serde_json::Map<String, Value> = jobs.collect();
        let comparison = json!({"batches": batches, "metrics": {"job_metrics": jobs}});
        for errors in exceeded(&json!({"comparison": comparison}), 1_000) {
            assert_eq!(errors[0]["params"]["limit"], "entries");
            assert_eq!(errors[0]["path"], "/metrics/job_metrics");
        }
        // What is written counts for nothing, however much it is.
        assert_eq!(
            exceeded(&json!({"comparison": comparison}), 9 * 9 * 14),
            vec![json!([]); 3]
        );
    }

    #[test]
    fn sixty_batches_whose_jobs_are_all_different_are_too_many() {
        let batches = (0..60).map(|batch| {
            let jobs = (0..60).map(|job| (format!("job {batch} {job}"), json!({})));
            let jobs: serde_json::Map<String, Value> = jobs.collect();
            json!({"id": batch, "job_metrics": jobs})
        });
        let inputs = json!({"batches": batches.collect::<Value>()});
        let errors = &result("compareBatches", &inputs)["errors"];
        assert_eq!(errors[0]["params"]["limit"], "entries");
    }

    #[test]
    fn wrong_options_are_errors() {
        for (options, path) in [
            (json!({"baseline": 9}), "/baseline"),
            (json!({"baseline": "first"}), "/baseline"),
            (
                json!({"thresholds": {"same_percent": -1}}),
                "/thresholds/same_percent",
            ),
            (json!({"treshold": {}}), "/treshold"),
        ] {
            let found = result(
                "compareBatches",
                &json!({"batches": two(), "options": options}),
            );
            assert_eq!(found["errors"][0]["path"], path);
            assert_eq!(found["analysis"], Value::Null);
        }
        let none = result("compareBatches", &json!({}));
        assert_eq!(none["errors"][0]["params"]["field"], "batches");
        let root = json!({"batches": two(), "options": {"baseline": "root"}});
        assert_eq!(result("compareBatches", &root)["errors"], json!([]));
    }

    #[test]
    fn rows_and_csv() {
        let rows = result("comparisonRows", &json!({"batches": two()}));
        assert_eq!(rows["rows"][0]["batch_id"], 101);
        let csv = result("comparisonCsv", &json!({"batches": two(), "print": {}}));
        assert!(
            csv["text"]
                .as_str()
                .unwrap()
                .contains("\n102,,jobs_failed,count,1,2,-1,0.5,-50,,,,,,\n")
        );
    }

    #[test]
    fn a_page_is_taken_wherever_batches_are() {
        let page = json!({"count": 3, "next": "…", "previous": null, "results": [
            {"id": "unreadable"},
            {"id": 2, "root_batch": {"id": 1}, "superseded_batch": {"id": 1}},
            {"id": 9},
        ]});
        let chain = result("batchChain", &json!({"batches": page, "root_batch_id": 1}));
        assert_eq!(chain["errors"], json!([]));
        assert_eq!(chain["batches"][0]["id"], 2);
        assert_eq!(chain["warnings"][0]["path"], "/results/0/id");
        assert_eq!(chain["warnings"][1]["name"], "INCOMPLETE_CHAIN");
        assert_eq!(chain["warnings"][1]["params"]["missing"], json!([1]));

        let compared = result("compareBatches", &json!({"batches": page}));
        assert_eq!(
            compared["comparison"]["batches"].as_array().unwrap().len(),
            2
        );
        assert_eq!(compared["warnings"][1]["name"], "DIFFERENT_CHAINS");
        assert_eq!(compared["warnings"][1]["path"], "/results/2");
        let pages = result("compareBatches", &json!({"documents": [page, {"id": 5}]}));
        assert_eq!(pages["warnings"][1]["path"], "/0/results/2");
    }

    #[test]
    fn progress_and_chain() {
        let batch =
            json!({"id": 1, "is_creation_done": false, "recipes_total": 1, "recipes_estimated": 4});
        assert_eq!(
            result("batchProgress", &json!({"batch": batch}))["progress"]["share"],
            0.25
        );
        let odd =
            json!({"id": 1, "is_creation_done": true, "recipes_total": 1, "recipes_completed": 2});
        assert_eq!(
            result("batchProgress", &json!({"batch": odd}))["warnings"][0]["name"],
            "MORE_COMPLETED_THAN_TOTAL"
        );
        let chain = result(
            "batchChain",
            &json!({"batches": two(), "root_batch_id": 101}),
        );
        assert_eq!(
            (&chain["batches"][0]["id"], &chain["latest"]["id"]),
            (&json!(101), &json!(102))
        );
        assert_eq!(chain["warnings"], json!([]));
        let chain = result(
            "batchChain",
            &json!({"batches": two(), "root_batch_id": "x"}),
        );
        assert_eq!(chain["errors"].as_array().unwrap().len(), 1);
        assert_eq!(
            result("readBatch", &json!({"batch": {"id": 1}}))["document"]["id"],
            1
        );
    }

    #[test]
    fn files_that_are_compared_tell_their_lines() {
        let texts = [
            "\u{feff}{\"id\": 101,\n \"jobs_failed\": 2}",
            "[{\"id\": 102,\n\n  \"jobs_failed\": \"many\"}]",
        ];
        let print = json!({"source": "a.json, b.json", "sources": {"0": "a.json", "1": "b.json"}});
        let found = result(
            "compareBatches",
            &json!({"documents": texts, "print": print}),
        );
        assert_eq!(found["errors"], json!([]), "{found}");
        let text = found["text"].as_str().unwrap();
        assert!(
            text.contains("b.json:1:1: warning INVALID_RESPONSE"),
            "{text}"
        );
        let found = result(
            "compareBatches",
            &json!({"documents": [texts[1]], "print": {"sources": {"0": "b.json"}}}),
        );
        let text = found["text"].as_str().unwrap();
        assert!(
            text.contains("b.json:3:3: warning INVALID_RESPONSE at /0/0/jobs_failed"),
            "{text}"
        );
        for broken in ["1],[2", "{"] {
            let found = result("compareBatches", &json!({"documents": [texts[0], broken]}));
            assert_eq!(found["errors"][0]["path"], "/1");
            assert_eq!(found["errors"][0]["line"], 1);
        }
    }
}
