//! Comparing batches, and durations.

use serde::Serialize;

use super::inputs::{Inputs, Part};
use super::{Answer, answer};
use crate::problem::{Name, Position, Problem};
use crate::read::tree::Tree;
use crate::read::{At, Collector, Limits, Read, Reading, read_tree};
use crate::{
    Analysis, Batch, BatchId, BatchSummary, Batches, Chain, CompareOptions, Comparison, Duration,
    Progress, Row, check_batch, check_batches, text,
};

/// What to compare, in one of three ways, and how.
pub(super) const INPUTS: &[&str] = &["batches", "comparison", "documents", "options"];

/// What came of a comparison.
#[derive(Default)]
struct Compared {
    comparison: Option<Comparison>,
    analysis: Option<Analysis>,
    errors: Vec<Problem>,
    warnings: Vec<Problem>,
}

impl Compared {
    fn new(inputs: &Inputs<'_>) -> Result<Self, Problem> {
        let mut compared = Compared::default();
        if let Some(part) = inputs.optional("comparison") {
            compared.comparison = compared.take(part.read());
        } else if let Some(part) = inputs.optional("documents") {
            let found = compared.take(read_documents(part));
            compared.comparison = found.map(|found| match found {
                Documents::Comparison(comparison) => *comparison,
                Documents::Batches(batches) => compared.put_together(&batches),
            });
        } else {
            let batches = compared.take(inputs.required("batches")?.read::<Batches>());
            compared.comparison = batches.map(|batches| compared.put_together(&batches));
        }
        let options = match inputs.optional("options") {
            Some(part) => compared.take(part.read::<CompareOptions>()),
            None => Some(CompareOptions::default()),
        };
        if let Some(comparison) = &compared.comparison {
            compared.warnings.extend(comparison.check());
            match options.map(|options| comparison.analyse(options)) {
                Some(Ok(analysis)) => compared.analysis = Some(analysis),
                Some(Err(problems)) => compared.errors.extend(problems.into_vec()),
                None => {}
            }
        }
        Ok(compared)
    }

    fn take<D>(&mut self, reading: Reading<D>) -> Option<D> {
        self.errors.extend(reading.errors);
        self.warnings.extend(reading.warnings);
        reading.document
    }

    fn put_together(&mut self, batches: &Batches) -> Comparison {
        let odd = check_batches(batches.as_slice()).into_iter();
        self.warnings
            .extend(odd.map(|problem| batches.placed(problem)));
        Comparison::of(batches.as_slice())
    }

    /// The problems for people, where they ask for text and there are any.
    fn problems(&self, inputs: &Inputs<'_>) -> Option<String> {
        let print = inputs.print.as_ref()?;
        if self.errors.is_empty() && self.warnings.is_empty() {
            return Some(String::new());
        }
        Some(print.problems(&self.errors, &self.warnings))
    }
}

/// Documents of any kind that can be compared, as files on a command line are.
enum Documents {
    Comparison(Box<Comparison>),
    Batches(Batches),
}

impl Read for Documents {
    const NAME: Name = Name::InvalidResponse;

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
    const NAME: Name = Name::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        at.strings(collector, "an array of JSON texts").map(Texts)
    }
}

/// Documents; or the JSON text of each, whose problems then tell their lines and columns in it.
fn read_documents(part: &Part<'_>) -> Reading<Documents> {
    let limits = Limits::default();
    let Some(Texts(texts)) = part.read::<Texts>().document else {
        return part.read();
    };
    for (number, text) in texts.iter().enumerate() {
        if let Err(unreadable) = Tree::from_text(text, &limits) {
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
    let mut reading = match Tree::from_text(&whole, &limits) {
        Ok(tree) => read_tree::<Documents>(&tree, &limits),
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
pub(super) fn compare_batches(inputs: &Inputs<'_>) -> Answer {
    #[derive(Serialize)]
    struct Result<'a> {
        comparison: &'a Option<Comparison>,
        analysis: &'a Option<Analysis>,
        errors: &'a [Problem],
        warnings: &'a [Problem],
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    }
    let compared = Compared::new(inputs)?;
    let table = compared.comparison.as_ref().zip(compared.analysis.as_ref());
    let text = inputs.print.as_ref().map(|print| {
        let table =
            table.map(|(comparison, analysis)| text::comparison(comparison, analysis, print.style));
        table.unwrap_or_default() + &compared.problems(inputs).unwrap_or_default()
    });
    Ok(answer(&Result {
        comparison: &compared.comparison,
        analysis: &compared.analysis,
        errors: &compared.errors,
        warnings: &compared.warnings,
        text,
    }))
}

/// `{rows, errors, warnings}`: the analysis as tidy rows.
pub(super) fn comparison_rows(inputs: &Inputs<'_>) -> Answer {
    #[derive(Serialize)]
    struct Result<'a> {
        rows: Option<Vec<Row<'a>>>,
        errors: &'a [Problem],
        warnings: &'a [Problem],
    }
    let compared = Compared::new(inputs)?;
    Ok(answer(&Result {
        rows: compared
            .analysis
            .as_ref()
            .map(|analysis| analysis.rows().collect()),
        errors: &compared.errors,
        warnings: &compared.warnings,
    }))
}

/// `{csv, errors, warnings}`: the rows as comma-separated values, which are the `text`, too.
pub(super) fn comparison_csv(inputs: &Inputs<'_>) -> Answer {
    #[derive(Serialize)]
    struct Result<'a> {
        csv: Option<&'a str>,
        errors: &'a [Problem],
        warnings: &'a [Problem],
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    }
    let compared = Compared::new(inputs)?;
    let csv = compared.analysis.as_ref().map(Analysis::csv);
    let text = inputs.print.as_ref().and_then(|_| match &csv {
        Some(csv) => Some(csv.clone()),
        None => compared.problems(inputs),
    });
    Ok(answer(&Result {
        csv: csv.as_deref(),
        errors: &compared.errors,
        warnings: &compared.warnings,
        text,
    }))
}

/// `{progress, errors, warnings}` of a batch.
pub(super) fn batch_progress(inputs: &Inputs<'_>) -> Answer {
    #[derive(Serialize)]
    struct Result {
        progress: Option<Progress>,
        errors: Vec<Problem>,
        warnings: Vec<Problem>,
    }
    let reading = inputs.required("batch")?.read::<Batch>();
    let odd = reading.document.as_ref().map(check_batch);
    Ok(answer(&Result {
        progress: reading.document.as_ref().map(Progress::of),
        errors: reading.errors,
        warnings: reading
            .warnings
            .into_iter()
            .chain(odd.into_iter().flatten())
            .collect(),
    }))
}

/// `{batches, latest, errors, warnings}`: the chain of a root batch, oldest first.
pub(super) fn batch_chain(inputs: &Inputs<'_>) -> Answer {
    #[derive(Serialize, Default)]
    struct Result {
        batches: Vec<BatchSummary>,
        latest: Option<BatchSummary>,
        errors: Vec<Problem>,
        warnings: Vec<Problem>,
    }
    let root = inputs.required("root_batch_id")?.read::<Integer>();
    let reading = inputs.required("batches")?.read::<Batches>();
    let mut result = Result {
        errors: [root.errors, reading.errors].concat(),
        warnings: reading.warnings,
        ..Result::default()
    };
    if let Some((Integer(root), batches)) = root.document.zip(reading.document) {
        let chain = Chain::among(&batches, BatchId(root));
        result.batches = chain.batches.iter().map(|batch| batch.summary()).collect();
        result.latest = chain.latest.map(Batch::summary);
        result.warnings.extend(chain.warnings);
    }
    Ok(answer(&result))
}

/// `{microseconds}`, or `{errors}`.
pub(super) fn parse_duration(inputs: &Inputs<'_>) -> Answer {
    #[derive(Serialize)]
    struct Result {
        microseconds: i64,
    }
    let text = inputs.required("text")?.string()?;
    text.parse::<Duration>()
        .map(|duration| {
            answer(&Result {
                microseconds: duration.microseconds(),
            })
        })
        .map_err(first)
}

/// `{text}`, or `{errors}`.
pub(super) fn format_duration(inputs: &Inputs<'_>) -> Answer {
    #[derive(Serialize)]
    struct Result {
        text: String,
    }
    let microseconds = required_integer(inputs.required("microseconds")?)?;
    let duration = Duration::from_microseconds(microseconds).ok_or_else(|| {
        let description = format!(
            "A duration has from 0 to {} microseconds, not {microseconds}.",
            Duration::MAX.microseconds()
        );
        Problem::new(Name::InvalidDuration, description)
            .at("/microseconds")
            .param("cause", "OUT_OF_RANGE")
            .param("found", microseconds)
    })?;
    let style = inputs.optional("style").map_or(Ok("iso"), Part::string)?;
    let text = match style {
        "iso" => duration.to_string(),
        "server" => duration.server_text(),
        _ => {
            let description = "The style of a duration is \"iso\" or \"server\".";
            return Err(Problem::new(Name::InvalidRequest, description)
                .at("/style")
                .param("cause", "INVALID_VALUE")
                .param("found", style));
        }
    };
    Ok(answer(&Result { text }))
}

/// An integer as an input of its own.
struct Integer(i64);

impl Read for Integer {
    const NAME: Name = Name::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        at.integer(collector, "an integer").map(Integer)
    }
}

fn required_integer(part: &Part<'_>) -> Result<i64, Problem> {
    let Integer(integer) = part.read::<Integer>().into_result().map_err(first)?;
    Ok(integer)
}

fn first(problems: crate::Problems) -> Problem {
    let first = problems.into_vec().into_iter().next();
    first.unwrap_or_else(|| Problem::new(Name::InvalidRequest, "The input cannot be read."))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::call;

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
                .contains("\n102,,jobs_failed,count,1,2,-1,0.5,-50,better,\n")
        );
    }

    #[test]
    fn durations() {
        assert_eq!(
            result("parseDuration", &json!({"text": "PT1.5S"})),
            json!({"microseconds": 1_500_000})
        );
        assert_eq!(
            result("parseDuration", &json!({"text": "P1W"}))["errors"][0]["name"],
            "INVALID_DURATION"
        );
        assert_eq!(
            result("parseDuration", &json!({"text": 5}))["errors"][0]["name"],
            "INVALID_REQUEST"
        );
        let text = |style: Value| {
            result(
                "formatDuration",
                &json!({"microseconds": 59_500_000, "style": style}),
            )["text"]
                .clone()
        };
        assert_eq!(
            (text(json!(null)), text(json!("server"))),
            (json!("PT59.5S"), json!("PT1M0S"))
        );
        assert_eq!(text(json!("short")), Value::Null);
        for microseconds in [json!(-1), json!(1.5), json!("one"), json!(1_u64 << 53)] {
            let found = result("formatDuration", &json!({"microseconds": microseconds}));
            assert_eq!(
                found["errors"].as_array().unwrap().len(),
                1,
                "{microseconds}"
            );
        }
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
