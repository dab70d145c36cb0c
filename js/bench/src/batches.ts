/** Batches to compare, as in `benches/compare.rs`. */
import type { BatchDetails } from "./comparison.js";

/** A chain of batches that all run the same jobs; `jobsEach` jobs a node. */
export function batches(count: number, nodes: number, jobsEach = 10): BatchDetails[] {
  return Array.from({ length: count }, (_, number) => {
    const failed = number % 3;
    const counts = (times: number): Record<string, number> => ({
      jobs_total: times * jobsEach,
      jobs_pending: 0,
      jobs_blocked: 0,
      jobs_queued: 0,
      jobs_running: 0,
      jobs_failed: times * failed,
      jobs_completed: times * (jobsEach - failed),
      jobs_canceled: 0,
    });
    const job_metrics = Object.fromEntries(
      Array.from({ length: nodes }, (_, node) => {
        const seconds = 600 + ((number * 7 + node * 13) % 97);
        const durations = {
          min_seed_duration: `PT${seconds - 60}S`,
          avg_seed_duration: `PT${seconds}S`,
          max_seed_duration: `PT${seconds + 60}S`,
          min_job_duration: `PT${seconds - 30}S`,
          avg_job_duration: `PT${seconds + 30}S`,
          max_job_duration: `PT${seconds + 90}S`,
        };
        return [`job_${node}`, { ...counts(1), ...durations }];
      }),
    );
    return {
      id: 1_000 + number,
      title: `Batch ${number}`,
      description: null,
      created: "2020-01-01T00:00:00Z",
      root_batch: { id: 1_000 },
      recipe_type: { id: 1 },
      is_creation_done: true,
      ...counts(nodes),
      recipes_estimated: 10,
      recipes_total: 10,
      recipes_completed: 10 - failed,
      job_metrics,
    };
  });
}
