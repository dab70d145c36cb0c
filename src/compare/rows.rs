//! An analysis as tidy rows: one value each, for plotting and for spreadsheets.

use serde::Serialize;
use serde_json::Number;

use super::analysis::Analysis;
use super::change::MetricChanges;
use super::judge::{Certainty, Verdict, VerdictReason};
use super::shares::ShareChanges;
use crate::documents::{BatchId, Metric, MetricUnit, MetricValue};
use crate::write::json;

/// One value of one metric of one batch, and how it changed.
///
/// ```
#[doc = include_str!("example.md")]
/// let row = analysis.rows().find(|row| row.node == Some("trace-coast")).unwrap();
/// assert_eq!(row.batch_id, 301.into());
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "One value of one metric of one batch, and how it changed.",)
)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", schemars(rename = "Row"))]
pub struct ComparisonRow<'a> {
    /// The id of the batch.
    pub batch_id: BatchId,
    /// The name of the recipe node; `None` for the batch as a whole.
    pub node: Option<&'a str>,
    /// The metric: one of the API's, or one of the figures that [`Analysis`] adds.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = metrics_of_rows())))]
    pub metric: &'static str,
    /// What the value counts.
    pub unit: MetricUnit,
    /// The value: a whole number, or a share from 0 to 1.
    #[cfg_attr(feature = "schema", schemars(with = "Option<f64>"))]
    pub value: Option<MetricValue>,
    /// The value of the baseline.
    #[cfg_attr(feature = "schema", schemars(with = "Option<f64>"))]
    pub baseline: Option<MetricValue>,
    /// Value minus baseline.
    #[cfg_attr(feature = "schema", schemars(with = "Option<f64>"))]
    pub delta: Option<Number>,
    /// Value divided by baseline.
    pub ratio: Option<f64>,
    /// Delta in percents of the baseline; of a share, in percentage points.
    pub percent: Option<f64>,
    /// Whether the change is for the better.
    pub verdict: Option<Verdict>,
    /// Why there is no verdict, or why it has to be read with care.
    pub reason: Option<VerdictReason>,
    /// How far the verdict can be relied on.
    pub certainty: Option<Certainty>,
    /// Where the interval of the difference begins, in the unit of `percent`.
    pub low_percent: Option<f64>,
    /// Where the interval of the difference ends, in the unit of `percent`.
    pub high_percent: Option<f64>,
    /// About how many jobs each of the two batches would need for a verdict.
    pub jobs_needed: Option<u64>,
}

/// The node, the metric and the unit of a row.
type Named<'a> = (Option<&'a str>, &'static str, MetricUnit);

enum Changes<'a> {
    Of(&'a MetricChanges),
    OfShare(&'a ShareChanges),
}

impl<'a> ComparisonRow<'a> {
    fn of(
        batch_id: BatchId,
        (node, metric, unit): Named<'a>,
        changes: &MetricChanges,
        place: usize,
    ) -> Option<Self> {
        let change = changes.get(place)?;
        let value = |figure: Option<u64>| unit.whole(figure?);
        Some(ComparisonRow {
            batch_id,
            node,
            metric,
            unit,
            value: value(change.value),
            baseline: value(change.baseline),
            delta: change.delta.map(Number::from),
            ratio: change.ratio,
            percent: change.percent,
            verdict: change.verdict,
            reason: change.reason,
            certainty: change.certainty,
            low_percent: change.low_percent,
            high_percent: change.high_percent,
            jobs_needed: change.jobs_needed,
        })
    }

    fn of_share(
        batch_id: BatchId,
        (node, metric, unit): Named<'a>,
        changes: &ShareChanges,
        place: usize,
    ) -> Option<Self> {
        let share = |list: &[Option<f64>]| Some(MetricValue::Share((*list.get(place)?)?));
        let points = |list: &[Option<f64>]| Some((*list.get(place)?)? * 100.0);
        Some(ComparisonRow {
            batch_id,
            node,
            metric,
            unit,
            value: share(&changes.value),
            baseline: share(&changes.baseline),
            delta: changes
                .delta
                .get(place)
                .copied()
                .flatten()
                .and_then(Number::from_f64),
            ratio: None,
            percent: points(&changes.delta),
            verdict: *changes.verdict.get(place)?,
            reason: *changes.reason.get(place)?,
            certainty: *changes.certainty.get(place)?,
            low_percent: points(&changes.low),
            high_percent: points(&changes.high),
            jobs_needed: None,
        })
    }
}

/// Every metric that a row can be of.
#[cfg(feature = "schema")]
fn metrics_of_rows() -> Vec<&'static str> {
    use crate::read::Word as _;
    let derived = ["total_job_time", "failed_share", "canceled_share"];
    [crate::documents::Metric::WORDS, &derived].concat()
}

impl Analysis {
    /// Every value as a row of its own: by batch, then the batch as a whole before its jobs, then by metric.
    ///
    /// ```
    /// use scale_batch::Comparison;
    /// use scale_batch::compare::CompareOptions;
    /// use scale_batch::documents::{Batch, MetricValue};
    ///
    /// let analysis = Comparison::of(&[Batch::new(101)]).analyse(CompareOptions::default())?;
    /// let metrics: Vec<_> = analysis.rows().map(|row| row.metric).collect();
    /// assert_eq!(metrics.len(), 16);
    /// assert_eq!(metrics[0], "jobs_total");
    ///
    /// let mut batch = Batch::new(102);
    /// batch.counts.jobs_total = Some(10);
    /// let analysis = Comparison::of(&[batch]).analyse(CompareOptions::default())?;
    /// assert_eq!(analysis.rows().next().unwrap().value, Some(MetricValue::Count(10)));
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    pub fn rows(&self) -> impl Iterator<Item = ComparisonRow<'_>> {
        let batches = self.batches.iter().enumerate();
        batches.flat_map(move |(place, batch)| {
            self.figures()
                .filter_map(move |(named, changes)| match changes {
                    Changes::Of(changes) => ComparisonRow::of(batch.id, named, changes, place),
                    Changes::OfShare(changes) => {
                        ComparisonRow::of_share(batch.id, named, changes, place)
                    }
                })
        })
    }

    /// How many bytes the names of nodes take in all rows.
    pub(crate) fn bytes_of_names(&self) -> usize {
        let once = self.figures();
        let once = once.map(|((node, ..), _)| node.map_or(0, str::len));
        once.sum::<usize>().saturating_mul(self.batches.len())
    }

    /// Everything that has changes.
    fn figures(&self) -> impl Iterator<Item = (Named<'_>, Changes<'_>)> {
        fn named<'a>(
            node: Option<&'a str>,
        ) -> impl Fn((&'a Metric, &'a MetricChanges)) -> (Named<'a>, Changes<'a>) {
            move |(metric, changes)| {
                let named = (node, metric.as_str(), metric.unit());
                (named, Changes::Of(changes))
            }
        }
        fn time<'a>(
            node: Option<&'a str>,
            metric: &'static str,
            changes: &'a MetricChanges,
        ) -> (Named<'a>, Changes<'a>) {
            (
                (node, metric, MetricUnit::Microseconds),
                Changes::Of(changes),
            )
        }
        fn share<'a>(
            node: Option<&'a str>,
            metric: &'static str,
            changes: &'a ShareChanges,
        ) -> (Named<'a>, Changes<'a>) {
            ((node, metric, MetricUnit::Share), Changes::OfShare(changes))
        }
        let derived = [
            time(None, "total_job_time", &self.total_job_time),
            time(None, "avg_job_duration", &self.avg_job_duration),
            time(None, "avg_seed_duration", &self.avg_seed_duration),
            share(None, "failed_share", &self.failed_share),
            share(None, "canceled_share", &self.canceled_share),
        ];
        let of_batches = self.metrics.iter().map(named(None)).chain(derived);
        let of_jobs = self.jobs.iter().flat_map(|(node, job)| {
            let node = Some(node.as_str());
            job.metrics.iter().map(named(node)).chain([
                time(node, "total_job_time", &job.total_job_time),
                share(node, "failed_share", &job.failed_share),
                share(node, "canceled_share", &job.canceled_share),
            ])
        });
        of_batches.chain(of_jobs)
    }

    /// The rows as comma-separated values, with a line of names first; what is not known is empty.
    ///
    /// ```
    /// use scale_batch::Comparison;
    /// use scale_batch::compare::CompareOptions;
    /// use scale_batch::documents::Batch;
    ///
    /// let mut batch = Batch::new(101);
    /// batch.counts.jobs_total = Some(10);
    /// let csv = Comparison::of(&[batch]).analyse(CompareOptions::default())?.csv();
    /// assert!(csv.starts_with(
    ///     "batch_id,node,metric,unit,value,baseline,delta,ratio,percent,verdict,reason,certainty,low_percent,high_percent,\
    ///      jobs_needed\n101,,jobs_total,count,10,,,,,,,,,,\n"
    /// ));
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn csv(&self) -> String {
        self.csv_with(field)
    }

    /// The same values for a spreadsheet, which would calculate a name like `=1+1`: such a name begins with an apostrophe,
    /// and every name is in quotes. Programs that need the exact names read [`csv`](Analysis::csv).
    ///
    /// ```
    /// use scale_batch::{Comparison, Reader};
    /// use scale_batch::compare::CompareOptions;
    ///
    /// let compared = r#"{"batches": [{"id": 1}], "metrics": {"job_metrics": {"=1+1": {"jobs_total": [5]}}}}"#;
    /// let comparison = Reader::new().text::<Comparison>(compared).into_result()?;
    /// let csv = comparison.analyse(CompareOptions::default())?.csv_for_spreadsheets();
    /// assert!(csv.contains("\n1,\"'=1+1\",jobs_total,count,5,"));
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn csv_for_spreadsheets(&self) -> String {
        self.csv_with(field_of_spreadsheet)
    }

    fn csv_with(&self, field: fn(&str) -> String) -> String {
        let mut csv = String::from(
            "batch_id,node,metric,unit,value,baseline,delta,ratio,percent,verdict,reason,\
             certainty,low_percent,high_percent,jobs_needed\n",
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
                shown(&row.certainty),
                shown(&row.low_percent),
                shown(&row.high_percent),
                shown(&row.jobs_needed),
            ];
            csv.push_str(&fields.join(","));
            csv.push('\n');
        }
        csv
    }
}

/// A number or a word as JSON has it, and nothing for `null`.
fn shown<T: Serialize>(value: &T) -> String {
    let json = json(value);
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
