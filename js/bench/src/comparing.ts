/** The comparison of batches, compared with the same analysis in plain TypeScript. */
import { compareBatches } from "scale-batch";

import { batches } from "./batches.js";
import { checkComparison } from "./checks.js";
import { comparison } from "./comparison.js";
import { race, shown, type Work } from "./measure.js";

/** Prints how many times as long the library takes, and how it grows with the number of batches. */
export function comparing(): void {
  checkComparison();
  console.log("Comparing batches: time compared with plain TypeScript, objects in and out");
  for (const [count, nodes, most] of [
    [10, 10, undefined],
    [100, 100, undefined],
    [1_000, 100, 1],
  ] as const) {
    const input = batches(count, nodes);
    const times = race(
      { ours: () => compareBatches({ batches: input }), plain: () => comparison(input) },
      11,
    );
    console.log(`  ${count} batches of ${nodes} jobs: ${shown(times.ratio("ours", "plain"), most)}`);
  }
  const competitors: Record<string, Work> = {};
  for (const count of [10, 100, 1_000, 10_000]) {
    const input = batches(count, 10);
    competitors[count] = () => compareBatches({ batches: input });
  }
  const times = race(competitors, 7);
  for (const count of [100, 1_000, 10_000]) {
    const growth = shown(times.ratio(String(count), "10", 10 / count));
    console.log(`  ${count} batches of 10 jobs, cost of each compared with that of 10: ${growth}`);
  }
}
