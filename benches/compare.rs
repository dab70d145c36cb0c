//! How comparing grows with the number of batches: `cargo bench --bench compare`.

mod measure;

use measure::{shortest, show};
use scale_batch::compare::CompareOptions;
use scale_batch::documents::Batch;
use scale_batch::{Comparison, Reader};

fn main() {
    println!("Comparing and analysing, cost per batch of 10 jobs against that of 10 batches:");
    let first = per_batch(&batches(10, 10));
    for count in [100, 1_000, 10_000] {
        let cost = per_batch(&batches(count, 10));
        show(&format!("{count} batches"), cost / first, None);
    }

    let batches = batches(1_000, 100);
    println!("1,000 batches of 100 jobs, against building the comparison alone:");
    let build = shortest(|| Comparison::of(&batches));
    let comparison = Comparison::of(&batches);
    let text = serde_json::to_string(&comparison).unwrap_or_default();
    let analyse = shortest(|| comparison.analyse(CompareOptions::default()));
    let check = shortest(|| comparison.check());
    let read = shortest(|| Reader::new().text::<Comparison>(&text));
    let parse = shortest(|| serde_json::from_str::<serde_json::Value>(&text));
    let written = comparison.analyse(CompareOptions::default());
    let rows = shortest(|| {
        written
            .as_ref()
            .map_or(0, |analysis| analysis.rows().count())
    });
    for (what, time) in [
        ("analyse", analyse),
        ("check", check),
        ("as rows", rows),
        ("read from text", read),
        ("parse the same text with serde_json, no document", parse),
    ] {
        show(what, time / build, None);
    }
}

/// What a batch costs, on average, when all of them are compared.
#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn per_batch(batches: &[Batch]) -> f64 {
    let time = shortest(|| {
        let comparison = Comparison::of(batches);
        let analysis = comparison.analyse(CompareOptions::default());
        (comparison, analysis)
    });
    time / batches.len() as f64
}

/// A chain of batches that all run the same jobs.
fn batches(count: u64, jobs: u64) -> Vec<Batch> {
    let batch = |number: u64| {
        let mut metrics = serde_json::Map::new();
        for job in 0..jobs {
            let seconds = 600 + (number * 7 + job * 13) % 97;
            let job_metrics = serde_json::json!({
                "jobs_total": 10, "jobs_pending": 0, "jobs_blocked": 0, "jobs_queued": 0, "jobs_running": 0,
                "jobs_failed": number % 3, "jobs_completed": 10 - number % 3, "jobs_canceled": 0,
                "min_seed_duration": format!("PT{}S", seconds - 60),
                "avg_seed_duration": format!("PT{seconds}S"),
                "max_seed_duration": format!("PT{}S", seconds + 60),
                "min_job_duration": format!("PT{}S", seconds - 30),
                "avg_job_duration": format!("PT{}S", seconds + 30),
                "max_job_duration": format!("PT{}S", seconds + 90),
            });
            metrics.insert(format!("job_{job}"), job_metrics);
        }
        let details = serde_json::json!({
            "id": 1_000 + number, "root_batch": {"id": 1_000}, "is_creation_done": true,
            "jobs_total": 10 * jobs, "jobs_failed": jobs * (number % 3), "jobs_completed": jobs * (10 - number % 3),
            "recipes_total": 10, "recipes_completed": 10 - number % 3, "job_metrics": metrics,
        });
        Reader::new().value::<Batch>(&details).document
    };
    (0..count).filter_map(batch).collect()
}
