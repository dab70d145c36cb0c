//! Comparisons agree with the reference server, and what is said about them is exact.

#[path = "../src/properties.rs"]
mod properties;

use properties::properties;
use proptest::prelude::*;
use scale_batch::compare::{
    Analysis, Baseline, Certainty, CompareOptions, Confidence, JudgedMetric, Thresholds, Verdict,
    VerdictReason, check_batches,
};
use scale_batch::documents::{Batch, Duration, Metric, MetricUnit};
use scale_batch::{Comparison, Problem, ProblemName, Reader};
use serde_json::{Value, json};

fn batches(value: &Value) -> Vec<Batch> {
    serde_json::from_value(value.clone()).unwrap()
}

fn comparison(value: &Value) -> Comparison {
    Reader::new().value(value).into_result().unwrap()
}

fn analyse(comparison: &Comparison) -> Analysis {
    comparison.analyse(CompareOptions::default()).unwrap()
}

fn places(problems: &[Problem]) -> Vec<(ProblemName, &str)> {
    problems
        .iter()
        .map(|problem| (problem.name, problem.path.as_str()))
        .collect()
}

#[test]
fn agrees_with_the_server_on_every_case() {
    let mut cases = 0;
    for line in include_str!("data/comparison.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let built = Comparison::of(&batches(&case["input"]["batches"]));
        assert_eq!(
            serde_json::to_value(&built).unwrap(),
            case["expect"],
            "{case}"
        );
        let read = Reader::new().value::<Comparison>(&case["expect"]);
        assert_eq!((read.errors, read.warnings), (vec![], vec![]));
        assert_eq!(read.document.unwrap(), built);
        cases += 1;
    }
    assert_eq!(cases, 100);
}

/// The comparison of the API's documentation.
fn example() -> Value {
    serde_json::from_str(include_str!("data/seed/batch-comparison.json")).unwrap()
}

/// The details of one of its batches.
fn details(example: &Value, place: usize) -> Value {
    let mut batch = example["batches"][place].clone();
    let value = |lists: &Value| -> serde_json::Map<String, Value> {
        let lists = lists
            .as_object()
            .unwrap()
            .iter()
            .filter(|(_, list)| list.is_array());
        lists
            .map(|(metric, list)| (metric.clone(), list[place].clone()))
            .collect()
    };
    let metrics = &example["metrics"];
    batch.as_object_mut().unwrap().extend(value(metrics));
    let jobs = metrics["job_metrics"].as_object().unwrap().iter();
    batch["job_metrics"] = jobs
        .map(|(node, lists)| (node.clone(), Value::from(value(lists))))
        .collect();
    batch
}

#[test]
fn the_example_of_the_api_is_built_from_details() {
    let example = example();
    let details = json!([details(&example, 1), details(&example, 0)]);
    let built = Comparison::of(&batches(&details));
    assert_eq!(serde_json::to_value(&built).unwrap(), example);
    assert_eq!(comparison(&example), built);
    assert_eq!(built.check(), []);
}

#[test]
fn the_example_of_the_api_got_faster() {
    let analysis = analyse(&comparison(&example()));
    let change = |node: &str, metric| {
        let change = analysis.jobs[node].metrics[&metric].get(1).unwrap();
        (
            change.value.unwrap(),
            change.delta.unwrap(),
            change.percent.unwrap(),
            change.verdict.unwrap(),
        )
    };
    let (value, delta, percent, verdict) = change("job_a", Metric::AvgJobDuration);
    // The second batch still runs: its slow jobs may be missing.
    assert_eq!(
        (value, delta, verdict),
        (20_000_000, -1_000_000, Verdict::Unclear)
    );
    assert_eq!(format!("{percent:.2}"), "-4.76");
    let (_, delta, percent, verdict) = change("job_b", Metric::AvgJobDuration);
    assert_eq!((delta, verdict), (-5_000_000, Verdict::Unclear));
    assert_eq!(format!("{percent:.2}"), "-9.62");

    // 5 x 21 s + 5 x 52 s, then 3 x 20 s + 3 x 47 s.
    assert_eq!(
        analysis.total_job_time.value,
        [Some(365_000_000), Some(201_000_000)]
    );
    assert_eq!(
        analysis.avg_job_duration.value,
        [Some(36_500_000), Some(33_500_000)]
    );
    let average = analysis.avg_job_duration.get(1).unwrap();
    assert_eq!(average.contribution.unwrap().node, "job_b");
    assert!((average.contribution.unwrap().share - 2.5 / 3.0).abs() < 1e-12);

    assert_eq!(
        (average.verdict, average.reason),
        (Some(Verdict::Unclear), Some(VerdictReason::Unfinished))
    );
    // What is known so far has an interval all the same.
    assert!(average.low_percent < average.percent && average.percent < average.high_percent);
    let completed = analysis.metrics[&Metric::JobsCompleted].get(1).unwrap();
    assert_eq!((completed.delta, completed.verdict), (Some(-4), None));
    assert_eq!(
        analysis.failed_share.reason,
        [None, Some(VerdictReason::Unfinished)]
    );
    assert_eq!(analysis.batches[0].failure_rate, Some(0.0));
    assert!((analysis.batches[1].jobs.unwrap().running - 0.3).abs() < 1e-12);
    // The first batch has no baseline.
    assert_eq!(
        analysis.metrics[&Metric::JobsTotal].get(0).unwrap().verdict,
        None
    );
}

/// Two batches of 50 jobs whose durations are these in milliseconds: shortest, average, longest.
fn two(before: [u64; 3], after: [u64; 3]) -> Value {
    let text =
        |milliseconds: u64| format!("PT{}.{:03}S", milliseconds / 1_000, milliseconds % 1_000);
    let list = |place: usize| json!([text(before[place]), text(after[place])]);
    json!({"batches": [{"id": 1}, {"id": 2}], "metrics": {
        "jobs_completed": [50, 50], "jobs_failed": [0, 0], "jobs_canceled": [0, 0],
        "job_metrics": {"job": {
            "jobs_completed": [50, 50], "jobs_failed": [0, 0], "jobs_canceled": [0, 0],
            "min_job_duration": list(0), "avg_job_duration": list(1), "max_job_duration": list(2),
        }},
    }})
}

type Judged = (Option<Verdict>, Option<Certainty>, Option<VerdictReason>);

/// What is said of the average duration of the job, and of that of the second batch.
fn judged(document: &Value, thresholds: Thresholds) -> [Judged; 2] {
    let options = CompareOptions {
        thresholds,
        ..CompareOptions::default()
    };
    let analysis = comparison(document).analyse(options).unwrap();
    let of_job = &analysis.jobs["job"].metrics[&Metric::AvgJobDuration];
    [of_job, &analysis.avg_job_duration].map(|changes| {
        let change = changes.get(1).unwrap();
        (change.verdict, change.certainty, change.reason)
    })
}

const SURE: Option<Certainty> = Some(Certainty::Sure);
const LIKELY: Option<Certainty> = Some(Certainty::Likely);

fn unclear(reason: VerdictReason) -> [Judged; 2] {
    [(Some(Verdict::Unclear), None, Some(reason)); 2]
}

#[test]
fn a_verdict_follows_from_the_interval() {
    let usual = Thresholds::default();
    let found = |before, after| judged(&two(before, after), usual);
    for (before, after, verdict, certainty) in [
        (
            [18_001, 21_000, 25_000],
            [13_001, 16_000, 19_000],
            Verdict::Better,
            SURE,
        ),
        (
            [13_001, 16_000, 19_000],
            [18_001, 21_000, 25_000],
            Verdict::Worse,
            SURE,
        ),
        // More than 5 %, as far as such durations usually spread.
        (
            [12_001, 20_000, 28_000],
            [14_001, 23_000, 32_000],
            Verdict::Worse,
            LIKELY,
        ),
        (
            [19_901, 20_000, 20_100],
            [19_951, 20_050, 20_150],
            Verdict::Same,
            SURE,
        ),
    ] {
        assert_eq!(
            found(before, after),
            [(Some(verdict), certainty, None); 2],
            "{after:?}"
        );
    }
    // The averages lie close together, in ranges that hold both.
    assert_eq!(
        found([10_001, 60_000, 110_000], [11_001, 58_000, 110_000]),
        unclear(VerdictReason::NotEnoughEvidence)
    );
    // Only the mix of quick and slow jobs may have changed.
    assert_eq!(
        found([10_001, 20_000, 30_000], [10_101, 23_000, 30_100]),
        unclear(VerdictReason::NotEnoughEvidence)
    );
    // An average that is not between the extremes.
    assert_eq!(
        found([110_001, 60_000, 10_000], [110_001, 58_000, 10_000]),
        unclear(VerdictReason::NotKnown)
    );
}

#[test]
fn thresholds_move_the_verdict() {
    let usual = Thresholds::default();
    let slower = two([19_001, 20_000, 21_000], [20_001, 21_100, 22_000]);
    let verdict = |thresholds| judged(&slower, thresholds)[0].0;
    assert_eq!(verdict(usual), Some(Verdict::Worse));
    let wide = Thresholds {
        same_percent: 10,
        ..usual
    };
    assert_eq!(verdict(wide), Some(Verdict::Same));
    let noisy = two([12_001, 20_000, 28_000], [12_001, 21_500, 30_000]);
    assert_eq!(judged(&noisy, usual)[0].0, Some(Verdict::Unclear));
    let lax = Thresholds {
        confidence: Confidence::from_percent(80).unwrap(),
        ..usual
    };
    assert_eq!(judged(&noisy, lax)[0].0, Some(Verdict::Worse));
}

#[test]
fn the_number_of_jobs_that_would_tell() {
    let noisy = two([12_001, 20_000, 28_000], [12_001, 21_500, 30_000]);
    let analysis = analyse(&comparison(&noisy));
    let needed = analysis.jobs["job"].metrics[&Metric::AvgJobDuration].jobs_needed[1].unwrap();
    assert!((51..500).contains(&needed), "{needed}");
    assert_eq!(analysis.avg_job_duration.jobs_needed[1], Some(needed));
    let mut many = noisy;
    for count in [needed, needed / 3] {
        many["metrics"]["job_metrics"]["job"]["jobs_completed"] = json!([count, count]);
        // Twice as many jobs have a wider range.
        let expected = if count == needed {
            Verdict::Worse
        } else {
            Verdict::Unclear
        };
        assert_eq!(
            judged(&many, Thresholds::default())[0].0,
            Some(expected),
            "{count}"
        );
    }
}

#[test]
fn what_keeps_a_verdict_from_being_reached() {
    let usual = Thresholds::default();
    let faster = two([18_001, 21_000, 25_000], [13_001, 16_000, 19_000]);
    let with = |metric: &str, values: [u64; 2]| {
        let mut changed = faster.clone();
        changed["metrics"][metric] = json!(values);
        changed["metrics"]["job_metrics"]["job"][metric] = json!(values);
        judged(&changed, usual)
    };
    assert_eq!(
        with("jobs_completed", [50, 1]),
        unclear(VerdictReason::TooFewJobs)
    );
    assert_eq!(
        with("jobs_running", [0, 1]),
        unclear(VerdictReason::Unfinished)
    );
    assert_eq!(
        with("jobs_pending", [2, 0]),
        unclear(VerdictReason::Unfinished)
    );
    let better = Some(Verdict::Better);
    assert_eq!(with("jobs_blocked", [0, 3]), [(better, SURE, None); 2]);
    assert_eq!(
        with("jobs_failed", [0, 25]),
        [(better, LIKELY, Some(VerdictReason::FailuresDiffer)); 2]
    );
    let mut none = faster.clone();
    none["metrics"]["job_metrics"]["job"]["min_job_duration"] = json!(["PT18S", null]);
    assert_eq!(judged(&none, usual), unclear(VerdictReason::NotKnown));
    // Only the whole batch has jobs to run: those of this node may not have been made.
    let mut other = faster;
    other["metrics"]["jobs_queued"] = json!([0, 1]);
    assert_eq!(judged(&other, usual), unclear(VerdictReason::Unfinished));
}

#[test]
fn jobs_that_were_copied_are_the_same() {
    let copied = two([18_001, 21_000, 25_000], [18_001, 21_000, 25_000]);
    let same = (Some(Verdict::Same), SURE, Some(VerdictReason::SameJobs));
    assert_eq!(judged(&copied, Thresholds::default()), [same; 2]);
    let analysis = analyse(&comparison(&copied));
    assert_eq!(
        analysis.failed_share.reason,
        [None, Some(VerdictReason::SameJobs)]
    );
    assert_eq!(analysis.avg_job_duration.low_percent, [None, Some(0.0)]);
    let longest = &analysis.jobs["job"].metrics[&Metric::MaxJobDuration];
    assert_eq!(
        (longest.verdict[1], longest.reason[1]),
        (None, Some(VerdictReason::ExtremeValue))
    );
    assert_eq!(
        analysis.total_job_time.reason[1],
        Some(VerdictReason::NoDirection)
    );
    assert_eq!(analysis.total_job_time.high_percent[1], Some(0.0));
}

#[test]
fn whole_seconds_may_be_no_difference_at_all() {
    let seconds = |value: u64| [value * 1_000; 3];
    let found =
        |before, after| judged(&two(seconds(before), seconds(after)), Thresholds::default());
    assert_eq!(found(3, 4), unclear(VerdictReason::NotEnoughEvidence));
    assert_eq!(found(3, 5), [(Some(Verdict::Worse), SURE, None); 2]);
    assert_eq!(found(0, 5), [(Some(Verdict::Worse), SURE, None); 2]);
}

#[test]
fn a_headline_names_what_is_hardly_chance() {
    let mut document = two([18_001, 21_000, 25_000], [13_001, 16_000, 19_000]);
    let job = document["metrics"]["job_metrics"]["job"].clone();
    for number in 0..40 {
        let mut other = job.clone();
        for metric in ["min_job_duration", "avg_job_duration", "max_job_duration"] {
            let before = job[metric][0].clone();
            other[metric] = json!([before.clone(), before.as_str().unwrap().replace('S', "1S")]);
        }
        document["metrics"]["job_metrics"][format!("other_{number}")] = other;
    }
    let analysis = analyse(&comparison(&document));
    let batch = &analysis.batches[1];
    let named: Vec<_> = batch
        .headline
        .iter()
        .map(|finding| (finding.node.as_deref(), finding.metric, finding.verdict))
        .collect();
    assert_eq!(
        named,
        [(Some("job"), JudgedMetric::AvgJobDuration, Verdict::Better)]
    );
    assert_eq!(batch.headline_count, 1);
    assert_eq!(analysis.batches[0].headline, []);
}

#[test]
fn what_was_a_threshold_has_no_effect() {
    let text = r#"{"thresholds": {"same_percent": 2, "overlap_percent": 90, "shift_percent": 10}}"#;
    let reading = Reader::new().text::<CompareOptions>(text);
    let paths: Vec<_> = places(&reading.warnings);
    assert_eq!(
        paths,
        [
            (ProblemName::IgnoredField, "/thresholds/overlap_percent"),
            (ProblemName::IgnoredField, "/thresholds/shift_percent"),
        ]
    );
    assert_eq!(reading.errors, []);
    assert_eq!(reading.document.unwrap().thresholds.same_percent, 2);
    for confidence in ["49", "100", "-1", "\"99\"", "99.5"] {
        let text = format!(r#"{{"thresholds": {{"confidence": {confidence}}}}}"#);
        let reading = Reader::new().text::<CompareOptions>(&text);
        assert_eq!(
            places(&reading.errors),
            [(ProblemName::InvalidRequest, "/thresholds/confidence")]
        );
    }
}

#[test]
fn nulls_and_missing_jobs_are_not_known() {
    let built = Comparison::of(&batches(&json!([
        {"id": 1, "jobs_failed": null, "job_metrics": {
            "gone": {"jobs_completed": 2, "avg_job_duration": "PT1S"},
            "stays": {"jobs_completed": 2, "avg_job_duration": null},
        }},
        {"id": 2, "jobs_failed": 1, "job_metrics": {"stays": {"jobs_completed": 2, "avg_job_duration": "PT0S"}}},
    ])));
    assert_eq!(
        built.metrics.job_metrics["gone"].jobs_completed,
        [Some(2), None]
    );
    let text = serde_json::to_value(&built).unwrap();
    assert_eq!(
        text["metrics"]["job_metrics"]["gone"]["max_job_duration"],
        json!([null, null])
    );
    assert_eq!(
        text["metrics"]["job_metrics"]["stays"]["avg_job_duration"],
        json!([null, "PT0S"])
    );

    let analysis = analyse(&built);
    for changes in [
        &analysis.metrics[&Metric::JobsFailed],
        &analysis.jobs["gone"].metrics[&Metric::JobsCompleted],
    ] {
        let change = changes.get(1).unwrap();
        assert_eq!(
            (change.delta, change.ratio, change.percent),
            (None, None, None)
        );
        assert_eq!((change.verdict, change.reason), (None, None));
    }
    let average = analysis.jobs["stays"].metrics[&Metric::AvgJobDuration]
        .get(1)
        .unwrap();
    assert_eq!(
        (average.verdict, average.reason),
        (Some(Verdict::Unclear), Some(VerdictReason::NotKnown))
    );
    // How long the jobs of the first batch took together is not known; what is known still has an average.
    assert_eq!(analysis.total_job_time.value, [None, Some(0)]);
    assert_eq!(analysis.avg_job_duration.value, [Some(1_000_000), Some(0)]);
}

#[test]
fn one_batch_and_no_batch_have_nothing_to_compare() {
    let one = Comparison::of(&[Batch::new(1)]);
    let analysis = analyse(&one);
    assert_eq!(
        analysis.metrics[&Metric::JobsTotal].get(0).unwrap().verdict,
        None
    );
    assert_eq!(analysis.metrics[&Metric::JobsTotal].get(1), None);

    let none = Comparison::of(&[]);
    assert_eq!(none.check(), []);
    assert_eq!(analyse(&none).rows().count(), 0);
    let written = serde_json::to_value(&none).unwrap();
    assert_eq!(written["batches"], json!([]));
    assert_eq!(written["metrics"]["jobs_total"], json!([]));
    assert!(
        none.analyse(CompareOptions {
            baseline: Baseline::Root,
            ..CompareOptions::default()
        })
        .is_ok()
    );
}

#[test]
fn nothing_is_divided_by_zero() {
    let analysis = analyse(&comparison(&json!({
        "batches": [{"id": 1}, {"id": 2}],
        "metrics": {
            "jobs_failed": [0, 3], "jobs_completed": [0, 0],
            "job_metrics": {"job": {"jobs_completed": [0, 0], "avg_job_duration": ["PT0S", "PT1S"]}},
        },
    })));
    let failed = analysis.metrics[&Metric::JobsFailed].get(1).unwrap();
    assert_eq!(
        (failed.delta, failed.ratio, failed.percent),
        (Some(3), None, None)
    );
    assert_eq!(failed.verdict, None);
    assert_eq!(analysis.failed_share.value, [None, None]);
    let average = analysis.jobs["job"].metrics[&Metric::AvgJobDuration]
        .get(1)
        .unwrap();
    assert_eq!((average.delta, average.ratio), (Some(1_000_000), None));
    assert_eq!(analysis.avg_job_duration.value, [None, None]);
    assert_eq!(analysis.total_job_time.value, [Some(0), Some(0)]);
    assert_eq!(analysis.batches[0].failure_rate, None);
    assert_eq!(analysis.batches[0].jobs, None);
}

#[test]
fn an_odd_comparison_is_of_use_all_the_same() {
    let reading = Reader::new().value::<Comparison>(&json!({
        "batches": [{"id": 3}, {"id": 1}, {"title": "no id"}, {"id": 3}],
        "metrics": {
            "jobs_total": [30, 10],
            "jobs_failed": [3, 1, 9, 9, 9],
            "jobs_lost": [0, 0, 0, 0],
            "jobs_queued": 5,
            "jobs_running": [1.5, -1, 0, 0],
            "job_metrics": {
                "job": {"avg_job_duration": ["P1W", "PT1S", null, null], "recipes_total": [1, 1, 1, 1]},
                "other": [],
            },
        },
    }));
    assert_eq!(reading.errors, []);
    assert_eq!(
        places(&reading.warnings),
        [
            (ProblemName::InvalidResponse, "/batches/2"),
            (ProblemName::DuplicateBatch, "/batches/3"),
            (
                ProblemName::InvalidDuration,
                "/metrics/job_metrics/job/avg_job_duration/0"
            ),
            (
                ProblemName::UnknownMetric,
                "/metrics/job_metrics/job/recipes_total"
            ),
            (ProblemName::InvalidResponse, "/metrics/job_metrics/other"),
            (ProblemName::WrongLength, "/metrics/jobs_failed"),
            (ProblemName::UnknownMetric, "/metrics/jobs_lost"),
            (ProblemName::InvalidResponse, "/metrics/jobs_queued"),
            (ProblemName::InvalidResponse, "/metrics/jobs_running/0"),
            (ProblemName::InvalidResponse, "/metrics/jobs_running/1"),
            (ProblemName::WrongLength, "/metrics/jobs_total"),
        ]
    );
    let read = reading.document.unwrap();
    assert_eq!(
        read.batches
            .iter()
            .map(|batch| batch.id.0)
            .collect::<Vec<_>>(),
        [1, 3]
    );
    assert_eq!(read.metrics.counts.jobs_total, [Some(10), Some(30)]);
    assert_eq!(read.metrics.counts.jobs_queued, [None, None]);
    let second = "PT1S".parse::<Duration>().ok();
    assert_eq!(
        read.metrics.job_metrics["job"].avg_job_duration,
        [second, None]
    );
    assert_eq!(
        Reader::new()
            .value::<Comparison>(&json!({"metrics": {}}))
            .errors
            .len(),
        1
    );
}

#[test]
fn large_counts_stay_exact() {
    let large: u64 = (1 << 53) - 1;
    let analysis = analyse(&comparison(&json!({
        "batches": [{"id": 1}, {"id": 2}],
        "metrics": {
            "jobs_total": [large - 2, large], "recipes_total": [1_u64 << 31, (1_u64 << 31) + 1],
            "job_metrics": {"job": {"jobs_completed": [large, 1], "avg_job_duration": ["PT1S", "PT1S"]}},
        },
    })));
    assert_eq!(
        analysis.metrics[&Metric::JobsTotal].get(1).unwrap().delta,
        Some(2)
    );
    assert_eq!(
        analysis.metrics[&Metric::RecipesTotal]
            .get(1)
            .unwrap()
            .delta,
        Some(1)
    );
    // So many seconds are more than a duration can have.
    assert_eq!(analysis.total_job_time.value, [None, Some(1_000_000)]);
    assert_eq!(
        analysis.avg_job_duration.value,
        [Some(1_000_000), Some(1_000_000)]
    );
}

#[test]
fn what_cannot_be_right_is_told() {
    let found = comparison(&json!({
        "batches": [{"id": 1}, {"id": 2}],
        "metrics": {
            "jobs_total": [3, 3], "jobs_pending": [0, 0], "jobs_blocked": [0, 0], "jobs_queued": [0, 0],
            "jobs_running": [0, 0], "jobs_failed": [0, 0], "jobs_completed": [3, 4], "jobs_canceled": [0, 0],
            "recipes_total": [2, 2], "recipes_completed": [2, 3],
            "job_metrics": {"job/1": {
                "jobs_total": [3, 4],
                "min_seed_duration": ["PT1S", "PT3S"], "avg_seed_duration": ["PT1S", null],
                "max_seed_duration": ["PT1S", "PT2S"],
                "min_job_duration": ["PT3S", "PT1S"], "avg_job_duration": ["PT2S", "PT2S"],
            }},
        },
    }))
    .check();
    assert_eq!(
        places(&found),
        [
            (ProblemName::StatusesDoNotAddUp, "/metrics/jobs_total/1"),
            (
                ProblemName::MoreCompletedThanTotal,
                "/metrics/jobs_completed/1"
            ),
            (
                ProblemName::MoreCompletedThanTotal,
                "/metrics/recipes_completed/1"
            ),
            (ProblemName::FewerJobsThanListed, "/metrics/jobs_total/1"),
            (
                ProblemName::DurationsOutOfOrder,
                "/metrics/job_metrics/job~11/avg_job_duration/0"
            ),
            (
                ProblemName::DurationsOutOfOrder,
                "/metrics/job_metrics/job~11/max_seed_duration/1"
            ),
        ]
    );
}

#[test]
fn batches_that_do_not_belong_together_are_told() {
    let found = batches(&json!([
        {"id": 1, "recipe_type": {"id": 7}},
        {"id": 2, "root_batch": {"id": 1}, "recipe_type": {"id": 8}},
        {"id": 3},
        {"id": 1},
    ]));
    assert_eq!(
        places(&check_batches(&found)),
        [
            (ProblemName::DifferentRecipeTypes, "/1/recipe_type"),
            (ProblemName::DifferentChains, "/2"),
            (ProblemName::DuplicateBatch, "/3"),
        ]
    );
}

#[test]
fn the_baseline_can_be_chosen() {
    let all = comparison(&json!({
        "batches": [{"id": 1}, {"id": 2}, {"id": 3}], "metrics": {"jobs_failed": [5, 7, 4], "job_metrics": {}},
    }));
    let deltas = |baseline| {
        let options = CompareOptions {
            baseline,
            ..CompareOptions::default()
        };
        all.analyse(options).unwrap().metrics[&Metric::JobsFailed]
            .delta
            .clone()
    };
    assert_eq!(deltas(Baseline::Previous), [None, Some(2), Some(-3)]);
    assert_eq!(deltas(Baseline::Root), [None, Some(2), Some(-1)]);
    assert_eq!(
        deltas(Baseline::Batch(2.into())),
        [Some(-2), None, Some(-3)]
    );
    let options = CompareOptions {
        baseline: Baseline::Batch(9.into()),
        ..CompareOptions::default()
    };
    let problems = all.analyse(options).unwrap_err().into_vec();
    assert_eq!(
        places(&problems),
        [(ProblemName::InvalidRequest, "/baseline")]
    );
}

#[test]
fn the_csv_quotes_what_needs_it() {
    let csv = analyse(&comparison(&json!({
        "batches": [{"id": 1}, {"id": 2}],
        "metrics": {"job_metrics": {"a,\"b\"": {"avg_job_duration": ["PT2S", "PT1S"]}}},
    })))
    .csv();
    let line = "2,\"a,\"\"b\"\"\",avg_job_duration,microseconds,1000000,2000000,-1000000,0.5,-50,unclear,NOT_KNOWN,,,,";
    assert!(csv.lines().any(|found| found == line), "{csv}");
}

#[test]
fn no_name_is_a_formula_in_the_csv_for_spreadsheets() {
    let names = [
        "=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "＝1", "a;=1", "a-b", "\"=1",
    ];
    let metrics: serde_json::Map<String, Value> = names
        .iter()
        .map(|name| ((*name).to_owned(), json!({"jobs_total": [1]})))
        .collect();
    let analysis = analyse(&comparison(
        &json!({"batches": [{"id": 1}], "metrics": {"job_metrics": metrics}}),
    ));
    let (exact, safe) = (analysis.csv(), analysis.csv_for_spreadsheets());
    for (name, field) in [
        ("=1+1", r#""'=1+1""#),
        ("+1", r#""'+1""#),
        ("-1", r#""'-1""#),
        ("@sum", r#""'@sum""#),
        ("\t=1", "\"'\t=1\""),
        ("\"\r=1\"", "\"'\r=1\""),
        ("＝1", r#""'＝1""#),
        ("a;=1", r#""a;=1""#),
        ("a-b", r#""a-b""#),
        (r#""""=1""#, r#""""=1""#),
    ] {
        assert!(
            exact.contains(&format!("\n1,{name},jobs_total,count,1,")),
            "{exact}"
        );
        assert!(
            safe.contains(&format!("\n1,{field},jobs_total,count,1,")),
            "{safe}"
        );
    }
}

/// Batch details with a few jobs, some of them missing, with unlikely figures.
fn any_batches() -> impl Strategy<Value = Vec<Value>> {
    let count = || {
        prop_oneof![
            Just(json!(null)),
            (0_u64..5).prop_map(Value::from),
            (0_u64..1 << 53).prop_map(Value::from)
        ]
    };
    let duration = || {
        prop_oneof![
            Just(json!(null)),
            (0_i64..10_000_000)
                .prop_map(|microseconds| json!(Duration::from_microseconds(microseconds))),
        ]
    };
    let metrics = |known: &'static [Metric]| {
        (
            prop::collection::vec(count(), known.len()),
            prop::collection::vec(duration(), known.len()),
        )
            .prop_map(
                move |(counts, durations)| -> serde_json::Map<String, Value> {
                    let values = known.iter().zip(counts.into_iter().zip(durations));
                    values
                        .map(|(metric, (count, duration))| {
                            let name = metric.as_str();
                            (
                                name.to_owned(),
                                if name.ends_with("duration") {
                                    duration
                                } else {
                                    count
                                },
                            )
                        })
                        .collect()
                },
            )
    };
    let job = prop::option::of(metrics(Metric::OF_JOB));
    let batch =
        (metrics(Metric::OF_BATCH), job.clone(), job).prop_map(|(mut batch, first, second)| {
            let jobs = [("first", first), ("second", second)];
            let jobs: serde_json::Map<_, _> = jobs
                .into_iter()
                .filter_map(|(node, job)| Some((node.to_owned(), job?.into())))
                .collect();
            batch.insert("job_metrics".to_owned(), jobs.into());
            batch
        });
    prop::collection::vec(batch, 0..6).prop_map(|all| {
        let numbered = all.into_iter().enumerate().map(|(place, mut batch)| {
            batch.insert("id".to_owned(), (100 + place).into());
            Value::from(batch)
        });
        numbered.collect()
    })
}

/// Turns every list round.
fn turn(value: &mut Value) {
    match value {
        Value::Array(list) => list.reverse(),
        Value::Object(members) => members.values_mut().for_each(turn),
        _ => {}
    }
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn delta_and_baseline_make_the_value(all in any_batches()) {
        let analysis = analyse(&Comparison::of(&batches(&json!(all))));
        for row in analysis.rows() {
            let is_share = row.unit == MetricUnit::Share;
            if let (Some(value), Some(baseline), Some(delta)) = (&row.value, &row.baseline, &row.delta) {
                if let (Some(value), Some(baseline), Some(delta)) = (value.figure(), baseline.figure(), delta.as_i64()) {
                    prop_assert_eq!(i128::from(baseline) + i128::from(delta), i128::from(value));
                    prop_assert_eq!(row.ratio.is_some(), baseline > 0);
                } else {
                    prop_assert!(is_share);
                }
            } else {
                prop_assert_eq!((&row.delta, row.ratio, row.percent), (&None, None, None));
            }
            prop_assert!(is_share || row.ratio.is_some() == row.percent.is_some());
            if let (Some(low), Some(percent), Some(high)) = (row.low_percent, row.percent, row.high_percent) {
                prop_assert!(low <= percent && percent <= high, "{row:?}");
            }
            prop_assert!(row.certainty.is_none() || row.verdict.is_some_and(|verdict| verdict != Verdict::Unclear));
            prop_assert!(row.verdict != Some(Verdict::Unclear) || row.reason.is_some());
            prop_assert!(row.ratio.is_none_or(f64::is_finite) && row.percent.is_none_or(f64::is_finite));
        }
    }

    #[test]
    fn shares_sum_to_one(all in any_batches()) {
        let analysis = analyse(&Comparison::of(&batches(&json!(all))));
        for shares in analysis.batches.iter().filter_map(|batch| batch.jobs) {
            let sum = shares.pending + shares.blocked + shares.queued + shares.running + shares.failed
                + shares.completed + shares.canceled;
            prop_assert!((sum - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn neither_the_order_of_batches_nor_the_way_they_came_matters(all in any_batches()) {
        let built = Comparison::of(&batches(&json!(all)));
        let backward: Vec<_> = all.iter().rev().collect();
        prop_assert_eq!(&Comparison::of(&batches(&json!(backward))), &built);

        let mut written = serde_json::to_value(&built).unwrap();
        let reading = Reader::new().value::<Comparison>(&written);
        prop_assert_eq!(reading.warnings.len(), 0);
        let read = reading.document.unwrap();
        prop_assert_eq!(analyse(&read), analyse(&built));
        prop_assert_eq!(&read, &built);

        // A comparison whose batches come in another order is the same, too.
        turn(&mut written);
        prop_assert_eq!(comparison(&written), built);
    }
}
