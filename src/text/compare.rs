//! A comparison as a table.

use super::{Paint, Style};
use crate::compare::{Analysis, MetricChange, MetricChanges, Verdict};
use crate::documents::{Comparison, Metric, Unit};
use crate::duration::Duration;
use crate::words::printable;

/// How wide a table may be, so that it fits a terminal.
const WIDTH: usize = 80;
/// How wide the change in percents is, with the space before it.
const PERCENT: usize = 9;
/// How wide the spaces around a value and its mark are.
const AROUND: usize = 4;

/// The metrics of a batch that a person looks at first.
const OF_BATCH: [Metric; 7] = [
    Metric::RecipesTotal,
    Metric::RecipesCompleted,
    Metric::JobsTotal,
    Metric::JobsRunning,
    Metric::JobsFailed,
    Metric::JobsCompleted,
    Metric::JobsCanceled,
];

/// The metrics of a job that a person looks at first.
const OF_JOB: [Metric; 4] = [
    Metric::JobsFailed,
    Metric::JobsCompleted,
    Metric::AvgSeedDuration,
    Metric::AvgJobDuration,
];

/// The metrics that matter most, a column for each batch, with marks for better (`+`), worse (`!`) and unclear (`?`)
/// and the change of the last batch in percents.
///
/// ```
/// use scale_batch::text::{Style, comparison};
/// use scale_batch::{Batch, CompareOptions, Comparison};
///
/// let [mut before, mut after] = [Batch::new(101), Batch::new(102)];
/// (before.counts.jobs_failed, after.counts.jobs_failed) = (Some(4), Some(3));
/// let compared = Comparison::of(&[before, after]);
/// let table = comparison(&compared, &compared.analyse(CompareOptions::default())?, Style::Plain);
/// assert!(table.contains("jobs_failed    4      3     -25.0%"), "{table}");
/// # Ok::<(), scale_batch::Problems>(())
/// ```
#[must_use]
pub fn comparison(comparison: &Comparison, analysis: &Analysis, style: Style) -> String {
    let count = analysis.batches.len();
    if count == 0 {
        return "There is no batch to compare.\n".to_owned();
    }
    // As many of the last batches as fit, and one in any case.
    let fits = |table: &Table| table.width() <= WIDTH;
    let most = WIDTH / AROUND;
    let mut table = Table::new(comparison, analysis, count.saturating_sub(most), style);
    while !fits(&table) && table.first + 1 < count {
        table = Table::new(comparison, analysis, table.first + 1, style);
    }
    let mut text = table.render();
    if table.first > 0 {
        text.push_str(&format!(
            "The last {} of {count} batches.\n",
            table.ids.len()
        ));
    }
    if let Some(sentence) = conclusion(analysis) {
        text.push_str(&sentence);
    }
    text
}

/// What changed most from its baseline to the last batch.
fn conclusion(analysis: &Analysis) -> Option<String> {
    let last = analysis.batches.len().checked_sub(1)?;
    let baseline = analysis.batches.get(last)?.baseline?;
    let batch = analysis.batches.get(last)?.id;
    let change = analysis.avg_job_duration.get(last)?;
    let (value, before) = (change.value?, change.baseline?);
    let words = match (value.cmp(&before), change.percent) {
        (std::cmp::Ordering::Equal, _) => "as long as".to_owned(),
        (order, Some(percent)) => {
            let words = if order.is_lt() { "less time" } else { "longer" };
            format!("{} % {words} than", tenths(percent.abs()))
        }
        (_, None) => "longer than".to_owned(),
    };
    let mut text = format!("On average a job of batch {batch} took {words} in batch {baseline}");
    text.push_str(".\n");
    if let Some(contribution) = change.contribution {
        let node = printable(&contribution.node);
        text.push_str(&format!("Most of that came from {node}.\n"));
    }
    Some(text)
}

/// One line of a table.
enum Line {
    /// The name of a recipe node.
    Heading(String),
    /// A label, a cell for each batch, and the change of the last one.
    Figures(String, Vec<Cell>, String),
}

/// A value and whether it is better than that of its baseline.
struct Cell {
    value: String,
    verdict: Option<Verdict>,
}

struct Table {
    /// The place of the first batch that is shown.
    first: usize,
    /// The ids of the batches that are shown.
    ids: Vec<String>,
    lines: Vec<Line>,
    style: Style,
}

impl Table {
    fn new(comparison: &Comparison, analysis: &Analysis, first: usize, style: Style) -> Self {
        let batches = comparison.batches.iter().skip(first);
        let mut table = Table {
            first,
            ids: batches.map(|batch| batch.id.to_string()).collect(),
            lines: Vec::new(),
            style,
        };
        for metric in OF_BATCH {
            if let Some(changes) = analysis.metrics.get(&metric) {
                table.push(metric.as_str(), Unit::Count, changes);
            }
        }
        let derived = [
            ("avg_job_duration", &analysis.avg_job_duration),
            ("total_job_time", &analysis.total_job_time),
        ];
        for (label, changes) in derived {
            table.push(label, Unit::Microseconds, changes);
        }
        for (node, job) in &analysis.jobs {
            table.lines.push(Line::Heading(printable(node)));
            for metric in OF_JOB {
                if let Some(changes) = job.metrics.get(&metric) {
                    table.push(&format!("  {metric}"), metric.unit(), changes);
                }
            }
        }
        table
    }

    /// Adds a line, unless all there is to say is that nothing is known, or that all is 0.
    fn push(&mut self, label: &str, unit: Unit, changes: &MetricChanges) {
        let places = self.first..changes.value.len();
        let found: Vec<MetricChange<'_>> = places.filter_map(|place| changes.get(place)).collect();
        if found.iter().all(|change| change.value.unwrap_or(0) == 0) {
            return;
        }
        let percent = found.last().and_then(|change| change.percent);
        let cells = found.iter().map(|change| Cell {
            value: change
                .value
                .map_or_else(|| "-".to_owned(), |value| shown(value, unit)),
            verdict: change.verdict.filter(|_| change.value.is_some()),
        });
        self.lines.push(Line::Figures(
            label.to_owned(),
            cells.collect(),
            percent.map(percents).unwrap_or_default(),
        ));
    }

    fn label_width(&self) -> usize {
        let widths = self.lines.iter().map(|line| match line {
            Line::Heading(_) => 0,
            Line::Figures(label, ..) => label.chars().count(),
        });
        widths.max().unwrap_or(0)
    }

    fn value_width(&self) -> usize {
        let cells = self.lines.iter().flat_map(|line| match line {
            Line::Heading(_) => &[][..],
            Line::Figures(_, cells, _) => cells.as_slice(),
        });
        let ids = self.ids.iter().map(String::len);
        let widths = cells.map(|cell| cell.value.len()).chain(ids);
        widths.max().unwrap_or(0)
    }

    fn width(&self) -> usize {
        self.label_width() + self.ids.len() * (self.value_width() + AROUND) + PERCENT
    }

    fn render(&self) -> String {
        let (label_width, value_width) = (self.label_width(), self.value_width());
        let mut text = " ".repeat(label_width);
        for id in &self.ids {
            let id = format!("{id:>value_width$}");
            text.push_str(&format!("  {}  ", self.style.paint(Paint::Strong, id)));
        }
        end_line(&mut text);
        for line in &self.lines {
            match line {
                Line::Heading(node) => {
                    text.push_str(&self.style.paint(Paint::Strong, node).to_string());
                }
                Line::Figures(label, cells, percent) => {
                    text.push_str(&format!("{label:<label_width$}"));
                    for cell in cells {
                        let (mark, paint) = mark(cell.verdict);
                        let value = format!("{:>value_width$} {mark}", cell.value);
                        let value = match paint {
                            Some(paint) => self.style.paint(paint, value).to_string(),
                            None => value,
                        };
                        text.push_str(&format!("  {value}"));
                    }
                    text.push_str(&format!("{percent:>PERCENT$}"));
                }
            }
            end_line(&mut text);
        }
        text
    }
}

/// Ends a line without spaces at its end.
fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    text.push('\n');
}

fn mark(verdict: Option<Verdict>) -> (char, Option<Paint>) {
    match verdict {
        Some(Verdict::Better) => ('+', Some(Paint::Good)),
        Some(Verdict::Worse) => ('!', Some(Paint::Bad)),
        Some(Verdict::Unclear) => ('?', None),
        Some(Verdict::Same) | None => (' ', None),
    }
}

fn percents(percent: f64) -> String {
    if percent.abs() >= 10_000.0 {
        return if percent > 0.0 { ">9999%" } else { "<-9999%" }.to_owned();
    }
    if percent == 0.0 {
        return String::new();
    }
    let sign = if percent > 0.0 { '+' } else { '-' };
    format!("{sign}{}%", tenths(percent.abs()))
}

/// A number that is not negative, with one digit after the point.
///
/// Formatting of floats would bring all of it into the WebAssembly module, for two numbers a table.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "A number too large for a column may as well be the largest there is."
)]
fn tenths(number: f64) -> String {
    let tenths = (number * 10.0).round() as u64;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A count as it is; a duration as precise as a person needs it.
fn shown(value: u64, unit: Unit) -> String {
    const MILLISECOND: u64 = 1_000;
    const SECOND: u64 = 1_000 * MILLISECOND;
    const MINUTE: u64 = 60 * SECOND;
    const DAY: u64 = 24 * 60 * MINUTE;
    if unit == Unit::Count {
        return value.to_string();
    }
    let step = match value {
        MINUTE..DAY => SECOND,
        DAY.. => MINUTE,
        _ => MILLISECOND,
    };
    let rounded = (value + step / 2) / step * step;
    let duration = i64::try_from(rounded)
        .ok()
        .and_then(Duration::from_microseconds);
    let text = duration.unwrap_or(Duration::MAX).to_string();
    text.chars()
        .filter(|character| !matches!(character, 'P' | 'T'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CompareOptions, Reader};

    fn table(text: &str) -> String {
        let compared: Comparison = Reader::new().text(text).into_result().unwrap();
        let analysis = compared.analyse(CompareOptions::default()).unwrap();
        comparison(&compared, &analysis, Style::Plain)
    }

    #[test]
    fn the_example_of_the_api() {
        let found = table(include_str!("../../tests/data/seed/batch-comparison.json"));
        let expected = "                       101      102
recipes_total            2        2
recipes_completed        2        1     -50.0%
jobs_total              10       10
jobs_running             0        3
jobs_completed          10        6     -40.0%
avg_job_duration     36.5s    33.5s ?    -8.2%
total_job_time        6m5s    3m21s     -44.9%
job_a
  jobs_completed         5        3     -40.0%
  avg_seed_duration    18s      17s ?    -5.6%
  avg_job_duration     21s      20s ?    -4.8%
job_b
  jobs_completed         5        3     -40.0%
  avg_seed_duration    50s      45s ?   -10.0%
  avg_job_duration     52s      47s ?    -9.6%
On average a job of batch 102 took 8.2 % less time than in batch 101.
Most of that came from job_b.
";
        assert_eq!(found, expected);
    }

    #[test]
    fn many_batches_fit_a_terminal() {
        let list = |value: &str| format!("[{}]", [value; 9].join(","));
        let ids: Vec<_> = (1000..1009).map(|id| format!("{{\"id\": {id}}}")).collect();
        let text = format!(
            r#"{{"batches": [{}], "metrics": {{"jobs_total": {}, "job_metrics": {{"node\u0007": {{
                "avg_job_duration": {}, "jobs_completed": {}}}}}}}}}"#,
            ids.join(","),
            list("1000000"),
            list("\"PT23H59M58.9S\""),
            list("250000"),
        );
        let found = table(&text);
        assert!(found.contains("The last 4 of 9 batches."), "{found}");
        assert!(!found.contains('\u{7}'));
        assert!(
            found.lines().all(|line| line.chars().count() <= 80),
            "{found}"
        );
        assert_eq!(
            table(r#"{"batches": []}"#),
            "There is no batch to compare.\n"
        );
    }
}
