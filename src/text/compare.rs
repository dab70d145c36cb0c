//! A comparison as a table.

use super::verdicts::{interval, percents, tenths, verdicts, words};
use super::{Paint, Style};
use crate::compare::{Analysis, MetricChange, MetricChanges, ShareChanges, Verdict};
use crate::documents::{Comparison, Metric, MetricUnit};
use crate::duration::Duration;
use crate::words::printable;

/// How wide a table may be where it is not known what it is written to, so that it fits a terminal.
pub(crate) const WIDTH: usize = 80;
/// How wide the spaces before a value are.
const GAP: usize = 2;
/// How wide the mark after a value is, with its space; the last batch has words in its place.
const MARK: usize = 2;

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

/// The metrics that matter most, a column for each batch, with marks for better (`+`), worse (`!`) and unclear (`?`),
/// and how the last batch changed, with its interval and verdict; below, what got better or worse, what is unclear and
/// what keeps rising or falling.
///
/// ```
/// use scale_batch::text::{Style, comparison};
/// use scale_batch::Comparison;
/// use scale_batch::compare::CompareOptions;
/// use scale_batch::documents::Batch;
///
/// let [mut before, mut after] = [Batch::new(101), Batch::new(102)];
/// (before.counts.jobs_failed, after.counts.jobs_failed) = (Some(4), Some(3));
/// let compared = Comparison::of(&[before, after]);
/// let table = comparison(&compared, &compared.analyse(CompareOptions::default())?, Style::Plain);
/// assert!(table.contains("jobs_failed    4      3 -25.0%"), "{table}");
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[must_use]
pub fn comparison(comparison: &Comparison, analysis: &Analysis, style: Style) -> String {
    comparison_within(WIDTH, comparison, analysis, style)
}

/// As [`comparison`], in a table of so many columns of a terminal. The last batch is shown in any case.
pub(crate) fn comparison_within(
    width: usize,
    comparison: &Comparison,
    analysis: &Analysis,
    style: Style,
) -> String {
    let count = analysis.batches.len();
    let Some(last) = count.checked_sub(1) else {
        return "There is no batch to compare.\n".to_owned();
    };
    // As many of the last batches as fit, after the baseline of the last one; the last one in any case.
    let baseline = analysis.batches.get(last).and_then(|batch| batch.baseline);
    let baseline = analysis
        .batches
        .iter()
        .position(|batch| Some(batch.id) == baseline);
    let places = |first: usize| -> Vec<usize> {
        let baseline = baseline.filter(|&place| place < first && first <= last);
        baseline.into_iter().chain(first..count).collect()
    };
    let mut first = count.saturating_sub(width / (GAP + MARK));
    let mut table = Table::new(comparison, analysis, places(first), style);
    while table.width() > width && first < last {
        first += 1;
        table = Table::new(comparison, analysis, places(first), style);
    }
    if table.width() > width {
        table = Table::new(comparison, analysis, vec![last], style);
    }
    let mut text = table.render();
    if table.ids.len() < count {
        text.push_str(&format!("Shown: {} of {count} batches.\n", table.ids.len()));
    }
    verdicts(&mut text, analysis, last);
    text
}

/// One line of a table.
enum Line {
    /// The name of a recipe node.
    Heading(String),
    /// A label, and a cell for each batch.
    Figures(String, Vec<Cell>),
}

/// The value of a batch, and how it changed.
struct Cell {
    value: String,
    verdict: Option<Verdict>,
    percent: String,
    interval: String,
    words: String,
}

impl Cell {
    fn of_metric(change: &MetricChange<'_>, unit: MetricUnit) -> Self {
        let interval = interval(change.low_percent, change.high_percent);
        let change_in_percent = match change.percent {
            Some(percent) if percent != 0.0 || !interval.is_empty() => percents(percent, "%"),
            _ => String::new(),
        };
        let verdict = change.verdict.filter(|_| change.value.is_some());
        Cell {
            value: change
                .value
                .map_or_else(|| "-".to_owned(), |value| shown(value, unit)),
            verdict,
            percent: change_in_percent,
            interval,
            words: verdict.map_or_else(String::new, |verdict| {
                words(verdict, change.certainty, change.reason)
            }),
        }
    }

    fn of_share(changes: &ShareChanges, place: usize) -> Self {
        fn at<T: Copy>(list: &[Option<T>], place: usize) -> Option<T> {
            *list.get(place)?
        }
        let percent = |list: &[Option<f64>]| at(list, place).map(|share| share * 100.0);
        let value = percent(&changes.value);
        let delta = percent(&changes.delta);
        let verdict = at(&changes.verdict, place);
        Cell {
            value: value.map_or_else(|| "-".to_owned(), |value| format!("{}%", tenths(value))),
            verdict,
            percent: delta.map_or_else(String::new, |delta| percents(delta, "pp")),
            interval: interval(percent(&changes.low), percent(&changes.high)),
            words: verdict.map_or_else(String::new, |verdict| {
                let reason = at(&changes.reason, place);
                words(verdict, at(&changes.certainty, place), reason)
            }),
        }
    }
}

struct Table {
    /// The places of the batches that are shown.
    places: Vec<usize>,
    /// Their ids.
    ids: Vec<String>,
    lines: Vec<Line>,
    style: Style,
}

impl Table {
    fn new(comparison: &Comparison, analysis: &Analysis, places: Vec<usize>, style: Style) -> Self {
        let batches = places
            .iter()
            .filter_map(|place| comparison.batches.get(*place));
        let ids = batches.map(|batch| batch.id.to_string()).collect();
        let mut table = Table {
            places,
            ids,
            lines: Vec::new(),
            style,
        };
        for metric in OF_BATCH {
            if let Some(changes) = analysis.metrics.get(&metric) {
                table.push(metric.as_str(), metric.unit(), changes);
            }
        }
        table.push_share("failed_share", &analysis.failed_share);
        table.push_share("canceled_share", &analysis.canceled_share);
        let derived = [
            ("avg_job_duration", &analysis.avg_job_duration),
            ("total_job_time", &analysis.total_job_time),
        ];
        for (label, changes) in derived {
            table.push(label, MetricUnit::Microseconds, changes);
        }
        for (node, job) in &analysis.jobs {
            table.lines.push(Line::Heading(printable(node)));
            for metric in OF_JOB {
                if let Some(changes) = job.metrics.get(&metric) {
                    table.push(&format!("  {metric}"), metric.unit(), changes);
                }
            }
            table.push_share("  failed_share", &job.failed_share);
            table.push_share("  canceled_share", &job.canceled_share);
        }
        table
    }

    /// Adds a line, unless all there is to say is that nothing is known, or that all is 0.
    fn push(&mut self, label: &str, unit: MetricUnit, changes: &MetricChanges) {
        let places = self.places.iter();
        let found: Vec<MetricChange<'_>> = places.filter_map(|place| changes.get(*place)).collect();
        if found.iter().any(|change| change.value.unwrap_or(0) > 0) {
            let cells = found.iter().map(|change| Cell::of_metric(change, unit));
            self.lines
                .push(Line::Figures(label.to_owned(), cells.collect()));
        }
    }

    /// Adds a line for shares, unless none is above 0.
    fn push_share(&mut self, label: &str, changes: &ShareChanges) {
        let mut values = self
            .places
            .iter()
            .filter_map(|place| changes.value.get(*place));
        if values.any(|value| value.is_some_and(|value| value > 0.0)) {
            let cells = self
                .places
                .iter()
                .map(|place| Cell::of_share(changes, *place));
            self.lines
                .push(Line::Figures(label.to_owned(), cells.collect()));
        }
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
            Line::Figures(_, cells) => cells.as_slice(),
        });
        let ids = self.ids.iter().map(String::len);
        let widths = cells.map(|cell| cell.value.len()).chain(ids);
        widths.max().unwrap_or(0)
    }

    /// How wide a part of what is said of the last batch is, with the gap before it.
    fn change_width(&self, gap: usize, part: fn(&Cell) -> &str) -> usize {
        let widths = self.lines.iter().map(|line| match line {
            Line::Heading(_) => 0,
            Line::Figures(_, cells) => cells.last().map_or(0, |cell| part(cell).len()),
        });
        widths.max().map_or(0, |width| width + gap)
    }

    fn percent_width(&self) -> usize {
        self.change_width(1, |cell| &cell.percent)
    }

    fn interval_width(&self) -> usize {
        self.change_width(1, |cell| &cell.interval)
    }

    fn width(&self) -> usize {
        let words_width = self.change_width(GAP, |cell| &cell.words);
        let change = self.percent_width() + self.interval_width() + words_width;
        let values = self.ids.len() * (GAP + self.value_width() + MARK);
        self.label_width() + values + change - MARK
    }

    fn render(&self) -> String {
        let (label_width, value_width) = (self.label_width(), self.value_width());
        let (percent_width, interval_width) = (self.percent_width(), self.interval_width());
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
                Line::Figures(label, cells) => {
                    text.push_str(&format!("{label:<label_width$}"));
                    let (last, before) = match cells.split_last() {
                        Some((last, before)) => (Some(last), before),
                        None => (None, &[][..]),
                    };
                    for cell in before {
                        let (mark, paint) = mark(cell.verdict);
                        let value = format!("{:>value_width$} {mark}", cell.value);
                        text.push_str(&format!("  {}", self.painted(paint, value)));
                    }
                    if let Some(cell) = last {
                        let (_, paint) = mark(cell.verdict);
                        let change = format!(
                            "  {:>value_width$}{:>percent_width$}{:>interval_width$}",
                            cell.value, cell.percent, cell.interval
                        );
                        text.push_str(&change);
                        text.push_str("  ");
                        text.push_str(&self.painted(paint, cell.words.clone()));
                    }
                }
            }
            end_line(&mut text);
        }
        text
    }

    fn painted(&self, paint: Option<Paint>, text: String) -> String {
        match paint {
            Some(paint) => self.style.paint(paint, text).to_string(),
            None => text,
        }
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

/// A count as it is; a duration as precise as a person needs it.
fn shown(value: u64, unit: MetricUnit) -> String {
    const MILLISECOND: u64 = 1_000;
    const SECOND: u64 = 1_000 * MILLISECOND;
    const MINUTE: u64 = 60 * SECOND;
    const TEN_HOURS: u64 = 600 * MINUTE;
    if unit == MetricUnit::Count {
        return value.to_string();
    }
    let step = match value {
        MINUTE..TEN_HOURS => SECOND,
        TEN_HOURS.. => MINUTE,
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
    use crate::compare::CompareOptions;
    use crate::documents::Reader;

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
recipes_completed        2        1 -50.0%
jobs_total              10       10
jobs_running             0        3
jobs_completed          10        6 -40.0%
avg_job_duration     36.5s    33.5s  -8.2%   (-44 to +27)  unfinished
total_job_time        6m5s    3m21s -44.9%   (-69 to -21)
job_a
  jobs_completed         5        3 -40.0%
  avg_seed_duration    18s      17s  -5.6% (-169 to +158)  unfinished
  avg_job_duration     21s      20s  -4.8% (-145 to +135)  unfinished
job_b
  jobs_completed         5        3 -40.0%
  avg_seed_duration    50s      45s -10.0%   (-68 to +48)  unfinished
  avg_job_duration     52s      47s  -9.6%   (-66 to +46)  unfinished
On average a job of batch 102 took 8.2 % less time than in batch 101.
Most of that came from job_b.
Not all jobs have ended yet: that may change.
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
        assert!(found.contains("Shown: 4 of 9 batches."), "{found}");
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
