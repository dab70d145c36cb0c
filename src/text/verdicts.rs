//! What a comparison says in words: its verdicts, what got better or worse, what is unclear, and the trends.

use crate::compare::{
    Analysis, Certainty, Finding, JudgedMetric, MetricChange, Trend, TrendDirection, Verdict,
    VerdictReason,
};
use crate::sorted::sort_by;
use crate::words::{counted, printable};

/// How many findings, and how many trends, are named.
const MOST: usize = 5;
/// How many jobs of which nothing is known yet are named.
const MOST_UNCLEAR: usize = 3;
/// How many jobs a batch may need to tell, and still be worth a word.
const MOST_NEEDED: u64 = 10_000;

/// What changed from its baseline to the last batch, what is unclear, and what keeps rising or falling.
pub(super) fn verdicts(text: &mut String, analysis: &Analysis, last: usize) {
    if let Some(sentence) = conclusion(analysis, last) {
        text.push_str(&sentence);
    }
    if let Some(batch) = analysis.batches.get(last) {
        // The time of the algorithm itself is most of that of its job: one of the two tells enough.
        let findings = batch.headline.iter().filter(|found| {
            found.metric != JudgedMetric::AvgSeedDuration
                || !batch.headline.iter().any(|other| {
                    other.metric == JudgedMetric::AvgJobDuration
                        && (&other.node, other.verdict) == (&found.node, found.verdict)
                })
        });
        let lines: Vec<String> = findings.map(finding).collect();
        let unnamed = batch.headline_count.saturating_sub(batch.headline.len());
        list(text, &lines, unnamed);
    }
    unclear(text, analysis, last);
    trends(text, analysis);
}

/// What the marks of the table mean, and what became of the last batch in all.
pub(crate) fn legend(analysis: &Analysis) -> String {
    let last = analysis.batches.last();
    let Some((batch, baseline)) = last.and_then(|batch| Some((batch, batch.baseline?))) else {
        return String::new();
    };
    if analysis.jobs.is_empty() {
        return String::new();
    }
    let count = |verdict: Verdict| {
        let found = batch.headline.iter();
        found.filter(|finding| finding.verdict == verdict).count()
    };
    let more = match batch.headline_count.saturating_sub(batch.headline.len()) {
        0 => String::new(),
        more => format!(", and {more} more that changed"),
    };
    let verdict = if batch.headline.is_empty() {
        "nothing got better or worse that is hardly chance".to_owned()
    } else {
        let better = counted(count(Verdict::Better), "figure");
        format!("{better} better, {} worse{more}", count(Verdict::Worse))
    };
    format!(
        "Marks: + better, ! worse, ? unclear; in parentheses from where to where a change lies.\n\
         Verdict: batch {} against batch {baseline}: {verdict}\n",
        batch.id,
    )
}

/// How the average of all jobs changed, as a fact of these jobs, and whether it tells anything about such jobs.
fn conclusion(analysis: &Analysis, last: usize) -> Option<String> {
    let batch = analysis.batches.get(last)?;
    let change = analysis.avg_job_duration.get(last)?;
    let (value, before) = (change.value?, change.baseline?);
    let took = match (value.cmp(&before), change.percent) {
        (std::cmp::Ordering::Equal, _) => "as long as".to_owned(),
        (order, Some(percent)) => {
            let took = if order.is_lt() { "less time" } else { "longer" };
            format!("{} % {took} than", tenths(percent.abs()))
        }
        (_, None) => "longer than".to_owned(),
    };
    let mut text = format!(
        "On average a job of batch {} took {took} in batch {}.\n",
        batch.id, batch.baseline?,
    );
    if let Some(contribution) = change.contribution {
        let node = printable(&contribution.node);
        text.push_str(&format!("Most of that came from {node}.\n"));
    }
    text.push_str(&meaning(&change));
    Some(text)
}

/// What the change of an average tells of other jobs of its kind; empty without a verdict.
fn meaning(change: &MetricChange<'_>) -> String {
    let interval = match interval(change.low_percent, change.high_percent).strip_suffix(')') {
        Some(interval) => format!(" {interval} %)"),
        None => String::new(),
    };
    let now = match (change.verdict, change.reason) {
        (None, _) => return String::new(),
        (_, Some(VerdictReason::SameJobs)) => return "These are the same jobs.\n".to_owned(),
        (_, Some(VerdictReason::Unfinished)) => {
            return "Not all jobs have ended yet: that may change.\n".to_owned();
        }
        (Some(Verdict::Unclear), Some(VerdictReason::NotEnoughEvidence)) => {
            return format!("That may be chance{interval}.\n");
        }
        (Some(Verdict::Unclear), _) => {
            return "Too little is known to tell more.\n".to_owned();
        }
        (Some(Verdict::Better), _) => "take less time now",
        (Some(Verdict::Worse), _) => "take longer now",
        (Some(Verdict::Same), _) => "take as long as before",
    };
    let likely = match change.certainty {
        Some(Certainty::Likely) => "likely ",
        Some(Certainty::Sure) | None => "",
    };
    format!("Jobs of this kind {likely}{now}{interval}.\n")
}

/// A line for what got better or worse.
fn finding(finding: &Finding) -> String {
    let (unit, metric) = (
        match finding.metric {
            JudgedMetric::AvgJobDuration | JudgedMetric::AvgSeedDuration => " %",
            JudgedMetric::FailedShare | JudgedMetric::CanceledShare => " points",
        },
        finding.metric.as_str(),
    );
    let certainty = match finding.certainty {
        Certainty::Sure => "",
        Certainty::Likely => ", likely",
    };
    let verdict = if finding.verdict == Verdict::Better {
        "Better"
    } else {
        "Worse"
    };
    let node = match &finding.node {
        Some(node) => format!("job {}", printable(node)),
        None => "the batch".to_owned(),
    };
    let change = finding.percent.map_or_else(String::new, |percent| {
        format!(" {}", percents(percent, unit))
    });
    let interval = in_sentence(interval(finding.low_percent, finding.high_percent));
    format!("{verdict}: {node}, {metric}{change}{interval}{certainty}\n")
}

/// The jobs whose change may be chance, those first that the fewest jobs would decide.
fn unclear(text: &mut String, analysis: &Analysis, last: usize) {
    let changes = analysis.jobs.iter().filter_map(|(node, job)| {
        let change = job
            .metrics
            .get(&crate::documents::Metric::AvgJobDuration)?
            .get(last)?;
        let is_unclear = change.verdict == Some(Verdict::Unclear);
        (is_unclear && change.reason == Some(VerdictReason::NotEnoughEvidence))
            .then_some((node, change.jobs_needed.unwrap_or(u64::MAX)))
    });
    let mut changes: Vec<(&String, u64)> = changes.collect();
    sort_by(&mut changes, |one, other| one.1.cmp(&other.1));
    let mut before = "Unclear: avg_job_duration of ";
    let mut unit = " jobs a batch would tell";
    for (node, needed) in changes.iter().take(MOST_UNCLEAR) {
        text.push_str(&format!("{before}{}", printable(node)));
        before = ", ";
        if *needed <= MOST_NEEDED {
            text.push_str(&format!(" (about {needed}{unit})"));
            unit = "";
        }
    }
    let more = changes.len().saturating_sub(MOST_UNCLEAR);
    if more > 0 {
        text.push_str(&format!(" and {}", counted(more, "more job")));
    }
    if !changes.is_empty() {
        text.push_str(".\n");
    }
}

/// The jobs whose average keeps rising or falling, the surest and largest first.
fn trends(text: &mut String, analysis: &Analysis) {
    let trends = analysis.jobs.iter().filter_map(|(node, job)| {
        let trend = job.job_duration_trend.as_ref()?;
        let way = match trend.direction {
            TrendDirection::Rising => "Rising",
            TrendDirection::Falling => "Falling",
            TrendDirection::Steady | TrendDirection::Unclear => return None,
        };
        Some((node, way, trend))
    });
    let mut trends: Vec<(&String, &str, &Trend)> = trends.collect();
    sort_by(&mut trends, |(_, _, one), (_, _, other)| {
        let by_size = other.percent.abs().total_cmp(&one.percent.abs());
        one.certainty.cmp(&other.certainty).then(by_size)
    });
    let lines = trends.iter().map(|(node, way, trend)| {
        let node = printable(node);
        let change = percents(trend.percent, " % a batch");
        let interval = interval(Some(trend.low_percent), Some(trend.high_percent));
        let certainty = match trend.certainty {
            Some(Certainty::Likely) => ", likely",
            Some(Certainty::Sure) | None => "",
        };
        format!("{way}: job {node}, avg_job_duration {change} {interval}{certainty}\n")
    });
    let lines: Vec<String> = lines.collect();
    list(text, &lines, 0);
}

/// The first lines, and how many there are besides, with those that are not among them.
fn list(text: &mut String, lines: &[String], unnamed: usize) {
    for line in lines.iter().take(MOST) {
        text.push_str(line);
    }
    let more = lines.len().saturating_sub(MOST) + unnamed;
    if more > 0 {
        text.push_str(&format!("and {more} more\n"));
    }
}

/// A verdict with what is to be known of it, for a column.
pub(super) fn words(
    verdict: Verdict,
    certainty: Option<Certainty>,
    reason: Option<VerdictReason>,
) -> String {
    match (reason, certainty) {
        (Some(VerdictReason::SameJobs), _) => "same jobs".to_owned(),
        (Some(VerdictReason::Unfinished), _) => "unfinished".to_owned(),
        (Some(VerdictReason::TooFewJobs), _) => "too few jobs".to_owned(),
        (_, Some(Certainty::Likely)) => format!("likely {}", verdict.as_str()),
        (_, Some(Certainty::Sure) | None) => verdict.as_str().to_owned(),
    }
}

/// From where to where a change lies; empty where that is not known, or nothing can have changed.
pub(super) fn interval(low: Option<f64>, high: Option<f64>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low < high => format!("({} to {})", bound(low), bound(high)),
        _ => String::new(),
    }
}

fn in_sentence(interval: String) -> String {
    if interval.is_empty() {
        interval
    } else {
        format!(" {interval}")
    }
}

/// One end of an interval: no more digits than tell it from 0.
fn bound(number: f64) -> String {
    if number.abs() >= 1.0 {
        return signed(number, |size| whole(size).to_string());
    }
    match tenths(number.abs()).as_str() {
        "0.0" => "0".to_owned(),
        _ => signed(number, tenths),
    }
}

/// A change with its sign and unit.
pub(super) fn percents(percent: f64, unit: &str) -> String {
    if percent == 0.0 {
        return format!("0.0{unit}");
    }
    format!("{}{unit}", signed(percent, tenths))
}

fn signed(number: f64, digits: fn(f64) -> String) -> String {
    let is_above = number > 0.0;
    if number.abs() >= 10_000.0 {
        return if is_above { ">9999" } else { "<-9999" }.to_owned();
    }
    let sign = if is_above { '+' } else { '-' };
    format!("{sign}{}", digits(number.abs()))
}

/// A number that is not negative, with one digit after the point.
///
/// Formatting of floats would bring all of it into the WebAssembly module, for the few numbers of a table.
pub(super) fn tenths(number: f64) -> String {
    let tenths = whole(number * 10.0);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "A number too large for a column may as well be the largest there is."
)]
fn whole(number: f64) -> u64 {
    number.round() as u64
}

#[cfg(test)]
mod tests {
    use crate::compare::CompareOptions;
    use crate::documents::{Comparison, Reader};
    use crate::text::{Style, comparison};

    /// A node, how many of its jobs are completed and failed in each batch, and its shortest, average and longest
    /// duration in milliseconds.
    type Job<'n> = (&'n str, [u64; 3], [u64; 3], [[u64; 3]; 3]);

    /// The text below the table.
    fn below(jobs: &[Job<'_>]) -> String {
        let jobs = jobs.iter().map(|(node, completed, failed, times)| {
            let durations = |which: usize| {
                let written = times.iter().filter_map(|time| time.get(which));
                let written = written.map(|time| format!("\"PT{}.{:03}S\"", time / 1000, time % 1000));
                written.collect::<Vec<_>>().join(",")
            };
            let [shortest, average, longest] = [0, 1, 2].map(durations);
            format!(
                r#""{node}": {{"jobs_completed": {completed:?}, "jobs_failed": {failed:?}, "jobs_canceled": [0, 0, 0],
                    "min_job_duration": [{shortest}], "avg_job_duration": [{average}],
                    "max_job_duration": [{longest}]}}"#
            )
        });
        let text = format!(
            r#"{{"batches": [{{"id": 1}}, {{"id": 2}}, {{"id": 3}}], "metrics": {{"job_metrics": {{{}}}}}}}"#,
            jobs.collect::<Vec<_>>().join(",")
        );
        let compared: Comparison = Reader::new().text(&text).into_result().unwrap();
        let analysis = compared.analyse(CompareOptions::default()).unwrap();
        let table = comparison(&compared, &analysis, Style::Plain);
        let start = table.find("On average").unwrap();
        table.get(start..).unwrap().to_owned()
    }

    #[test]
    fn chance_is_not_called_a_change() {
        let noisy = [
            [2_100, 10_100, 40_100],
            [2_200, 10_300, 41_000],
            [2_000, 11_400, 43_000],
        ];
        let found = below(&[("noisy", [50; 3], [0; 3], noisy)]);
        let expected = "On average a job of batch 3 took 10.7 % longer than in batch 2.
Most of that came from noisy.
That may be chance (-47 to +68 %).
Unclear: avg_job_duration of noisy (about 2500 jobs a batch would tell).
";
        assert_eq!(found, expected);
    }

    #[test]
    fn what_changed_is_named_with_how_sure_it_is() {
        let slower = [
            [9_000, 10_100, 11_300],
            [10_900, 12_100, 13_500],
            [13_000, 14_600, 16_100],
        ];
        let noisy = [
            [9_000, 12_000, 60_000],
            [9_000, 12_000, 60_000],
            [2_000, 6_000, 50_000],
        ];
        let found = below(&[
            ("failing", [400; 3], [0, 0, 100], slower),
            ("noisy", [60; 3], [0, 1, 0], noisy),
        ]);
        let expected = "On average a job of batch 3 took 11.5 % longer than in batch 2.
Most of that came from failing.
Jobs of this kind take longer now (+4 to +19 %).
Worse: job failing, failed_share +20.0 points (+15 to +25)
Worse: the batch, avg_job_duration +11.5 % (+4 to +19)
Worse: job failing, avg_job_duration +20.7 % (+20 to +22), likely
Unclear: avg_job_duration of noisy (about 140 jobs a batch would tell).
Rising: job failing, avg_job_duration +18.3 % a batch (+18 to +19)
";
        assert_eq!(found, expected);
    }

    #[test]
    fn a_list_ends() {
        let names = ["a", "b", "c", "d", "e", "f", "g"];
        let times = [
            [9_000, 10_100, 11_300],
            [10_900, 12_100, 13_500],
            [13_000, 14_600, 16_100],
        ];
        let found = below(&names.map(|name| (name, [400; 3], [0; 3], times)));
        assert_eq!(found.matches("Worse: ").count(), 5, "{found}");
        assert_eq!(found.matches("Rising: ").count(), 5);
        assert!(found.contains("and 3 more\nRising"), "{found}");
        assert!(found.ends_with("and 2 more\n"));
    }
}
