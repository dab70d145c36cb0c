//! An analysis as tidy rows: one value each, for plotting and for spreadsheets.

use serde::Serialize;

use super::analysis::Analysis;
use super::change::{MetricChanges, Reason, Verdict};
use crate::documents::{BatchId, Metric, Unit};

/// One value of one metric of one batch, and how it changed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "One value of one metric of one batch, and how it changed.",)
)]
#[non_exhaustive]
pub struct Row<'a> {
    /// The id of the batch.
    pub batch_id: BatchId,
    /// The name of the recipe node; `None` for the batch as a whole.
    pub node: Option<&'a str>,
    /// The metric: one of the API's, or one of the figures that [`Analysis`] adds.
    pub metric: &'static str,
    /// What the value counts.
    pub unit: Unit,
    /// The value.
    pub value: Option<u64>,
    /// The value of the baseline.
    pub baseline: Option<u64>,
    /// Value minus baseline.
    pub delta: Option<i64>,
    /// Value divided by baseline.
    pub ratio: Option<f64>,
    /// Delta in percents of the baseline.
    pub percent: Option<f64>,
    /// Whether the change is for the better.
    pub verdict: Option<Verdict>,
    /// Why the verdict is unclear.
    pub reason: Option<Reason>,
}

impl Analysis {
    /// Every value as a row of its own: by batch, then the batch as a whole before its jobs, then by metric.
    ///
    /// ```
    /// use scale_batch::{Batch, Comparison, CompareOptions};
    ///
    /// let analysis = Comparison::of(&[Batch::new(101)]).analyse(CompareOptions::default())?;
    /// let metrics: Vec<_> = analysis.rows().map(|row| row.metric).collect();
    /// assert_eq!(metrics.len(), 14);
    /// assert_eq!(metrics[0], "jobs_total");
    /// # Ok::<(), scale_batch::Problems>(())
    /// ```
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let batches = self.batches.iter().enumerate();
        batches.flat_map(move |(place, batch)| {
            let row = move |(node, metric, unit, changes): (_, _, _, &MetricChanges)| {
                let change = changes.get(place)?;
                Some(Row {
                    batch_id: batch.id,
                    node,
                    metric,
                    unit,
                    value: change.value,
                    baseline: change.baseline,
                    delta: change.delta,
                    ratio: change.ratio,
                    percent: change.percent,
                    verdict: change.verdict,
                    reason: change.reason,
                })
            };
            self.figures().filter_map(row)
        })
    }

    /// How many bytes the names of nodes take in all rows.
    pub(crate) fn bytes_of_names(&self) -> usize {
        let once = self.figures();
        let once = once.map(|(node, ..)| node.map_or(0, str::len));
        once.sum::<usize>().saturating_mul(self.batches.len())
    }

    /// Everything that has changes: its node, its name, its unit.
    fn figures(&self) -> impl Iterator<Item = (Option<&str>, &'static str, Unit, &MetricChanges)> {
        let named = |node| {
            move |(metric, changes): (&Metric, _)| (node, metric.as_str(), metric.unit(), changes)
        };
        let derived = [
            ("total_job_time", &self.total_job_time),
            ("avg_job_duration", &self.avg_job_duration),
            ("avg_seed_duration", &self.avg_seed_duration),
        ];
        let of_batches =
            self.metrics.iter().map(named(None)).chain(
                derived.map(|(metric, changes)| (None, metric, Unit::Microseconds, changes)),
            );
        let of_jobs = self.jobs.iter().flat_map(move |(node, job)| {
            let time = ("total_job_time", Unit::Microseconds, &job.total_job_time);
            let (metric, unit, changes) = time;
            job.metrics.iter().map(named(Some(node.as_str()))).chain([(
                Some(node.as_str()),
                metric,
                unit,
                changes,
            )])
        });
        of_batches.chain(of_jobs)
    }

    /// The rows as comma-separated values, with a line of names first; what is not known is empty.
    ///
    /// ```
    /// use scale_batch::{Batch, Comparison, CompareOptions};
    ///
    /// let mut batch = Batch::new(101);
    /// batch.counts.jobs_total = Some(10);
    /// let csv = Comparison::of(&[batch]).analyse(CompareOptions::default())?.csv();
    /// assert!(csv.starts_with(
    ///     "batch_id,node,metric,unit,value,baseline,delta,ratio,percent,verdict,reason\n\
    ///      101,,jobs_total,count,10,,,,,,\n"
    /// ));
    /// # Ok::<(), scale_batch::Problems>(())
    /// ```
    #[must_use]
    pub fn csv(&self) -> String {
        self.csv_with(field)
    }

    /// The same values for a spreadsheet, which would calculate a name like `=1+1`: such a name begins with an apostrophe,
    /// and every name is in quotes. Programs that need the exact names read [`csv`](Analysis::csv).
    ///
    /// ```
    /// use scale_batch::{CompareOptions, Comparison, Reader};
    ///
    /// let compared = r#"{"batches": [{"id": 1}], "metrics": {"job_metrics": {"=1+1": {"jobs_total": [5]}}}}"#;
    /// let comparison = Reader::new().text::<Comparison>(compared).into_result()?;
    /// let csv = comparison.analyse(CompareOptions::default())?.csv_for_spreadsheets();
    /// assert!(csv.contains("\n1,\"'=1+1\",jobs_total,count,5,"));
    /// # Ok::<(), scale_batch::Problems>(())
    /// ```
    #[must_use]
    pub fn csv_for_spreadsheets(&self) -> String {
        self.csv_with(field_of_spreadsheet)
    }

    fn csv_with(&self, field: fn(&str) -> String) -> String {
        let mut csv = String::from(
            "batch_id,node,metric,unit,value,baseline,delta,ratio,percent,verdict,reason\n",
        );
        for row in self.rows() {
            let fields = [
                row.batch_id.to_string(),
                row.node.map(field).unwrap_or_default(),
                row.metric.to_owned(),
                shown(&row.unit),
                shown(&row.value),
                shown(&row.baseline),
                shown(&row.delta),
                shown(&row.ratio),
                shown(&row.percent),
                shown(&row.verdict),
                shown(&row.reason),
            ];
            csv.push_str(&fields.join(","));
            csv.push('\n');
        }
        csv
    }
}

/// A number or a word as JSON has it, and nothing for `null`.
fn shown<T: Serialize>(value: &T) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    match json.as_str() {
        "null" => String::new(),
        json => json
            .strip_suffix(".0")
            .unwrap_or(json)
            .trim_matches('"')
            .to_owned(),
    }
}

/// A string as a field, in quotes where it needs them.
fn field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        in_quotes(text)
    } else {
        text.to_owned()
    }
}

/// A string as a field that is text in every spreadsheet: in quotes, since a spreadsheet may split a line at semicolons,
/// too, and behind an apostrophe where it would be a formula.
fn field_of_spreadsheet(text: &str) -> String {
    let begins_formula = |first| {
        matches!(
            first,
            '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'
        )
    };
    if text.starts_with(begins_formula) {
        in_quotes(&["'", text].concat())
    } else {
        in_quotes(text)
    }
}

fn in_quotes(text: &str) -> String {
    ["\"", &text.replace('"', "\"\""), "\""].concat()
}
