/** Comparing batches: metrics, durations, progress and chains. */
import { callFull } from "./engine.js";
import type {
  Batch,
  BatchChain,
  ComparisonCsv,
  ComparisonReport,
  ComparisonRows,
  Microseconds,
  ProgressReport,
  Row,
} from "./generated/documents.js";
import type {
  BatchChainInputs,
  BatchesInput,
  CompareBatchesInputs,
  CompareOptions,
  ComparisonCsvInputs,
  ComparisonInput,
  DurationStyle,
} from "./generated/inputs.js";
import { hasOwn, merged } from "./objects.js";
import type { CallOptions, DocumentOrText, Result } from "./types.js";

export type {
  BatchChainInputs,
  BatchesInput,
  ChainRoot,
  CompareBatchesInputs,
  CompareOptions,
  ComparisonCsvInputs,
  ComparisonInput,
  ComparisonOptions,
  CsvStyle,
  DurationStyle,
  Thresholds,
} from "./generated/inputs.js";

/** The batches to compare, as details or as the server's comparison. */
export type CompareInputs = CompareBatchesInputs;

/** One figure of one batch, for plotting. */
export type ComparisonRow = Row;

/**
 * Compares batches: every metric of every batch with a baseline. A verdict follows from an interval of the change, in which
 * it lies with the `confidence` of the options (99 %); where that holds both a change and none, the verdict is `unclear`.
 * `headline` holds what is hardly chance although many jobs are compared at once.
 *
 * @example
 * ```ts
 * const { comparison, analysis } = compareBatches({ batches, options: { baseline: "root" } });
 * comparison?.metrics.jobs_failed; // [13, 10, 9, 3]
 * analysis?.metrics.jobs_failed?.delta; // [null, -3, -4, -10]
 * analysis?.avg_job_duration.verdict; // [null, "same", "better", "better"]
 * analysis?.avg_job_duration.certainty; // [null, "SURE", "SURE", "SURE"]
 * analysis?.batches[3]?.headline[0]?.node; // screen-clouds
 * ```
 */
export function compareBatches(inputs: CompareInputs): ComparisonReport;
export function compareBatches(
  inputs: BatchesInput | ComparisonInput,
  options: CompareOptions | undefined,
): ComparisonReport;
export function compareBatches(inputs: CompareInputs, options?: CompareOptions): ComparisonReport {
  return callFull(
    "compareBatches",
    options === undefined ? inputs : (merged(inputs, { options }) as CompareInputs),
  );
}

/**
 * Returns the same comparison as tidy rows: one figure of one batch per row.
 *
 * @example
 * ```ts
 * const { rows } = comparisonRows({ batches });
 * rows?.filter(({ node, metric }) => node === null && metric === "jobs_failed").map(({ value }) => value);
 * // [13, 10, 9, 3]
 * ```
 */
export function comparisonRows(inputs: CompareInputs): ComparisonRows {
  return callFull("comparisonRows", inputs);
}

/**
 * Returns the tidy rows as comma-separated values, with the interval of each change in `low_percent` and `high_percent`. With `spreadsheet: true`, names are written so that a spreadsheet takes
 * none for a formula.
 *
 * @example
 * ```ts
 * const { csv } = comparisonCsv({ batches });
 * csv?.split("\n")[1]; // 301,,jobs_total,count,672,,,,,,,,,,
 * ```
 */
export function comparisonCsv(inputs: ComparisonCsvInputs): ComparisonCsv {
  return callFull("comparisonCsv", inputs);
}

/**
 * Parses an ISO-8601 duration exactly, in microseconds.
 *
 * @example
 * ```ts
 * parseDuration("PT10M12S"); // { microseconds: 612000000 }
 * ```
 */
export function parseDuration(text: string, options?: CallOptions): Result<Microseconds> {
  return callFull("parseDuration", { text }, options);
}

/**
 * Formats a duration as an ISO-8601 string: canonically, or as the server would.
 *
 * @example
 * ```ts
 * formatDuration({ microseconds: 612_000_000 }); // "PT10M12S"
 * formatDuration({ microseconds: 86_400_000_000 }, { style: "server" }); // "P1DT0S"
 * ```
 * @throws RangeError if a duration cannot have that number of microseconds.
 */
export function formatDuration(duration: Microseconds, options?: DurationStyle & CallOptions): string {
  const result: Result<{ text: string }> = callFull("formatDuration", duration, options);
  if (hasOwn(result, "errors")) throw new RangeError(result.errors?.[0]?.description);
  return (result as { text: string }).text;
}

/**
 * Returns the progress of a batch: recipes done and expected, and the shares of its jobs by status. Counts that cannot be
 * right, such as statuses that do not add up to the total, are warnings.
 *
 * @example
 * ```ts
 * const { progress } = batchProgress(batch);
 * progress?.share; // 0.984375
 * ```
 */
export function batchProgress(batch: DocumentOrText<Batch | object>, options?: CallOptions): ProgressReport {
  return callFull("batchProgress", { batch }, options);
}

/**
 * Returns the chain of a root batch, oldest first, and its latest batch that is not superseded. If the batches are only
 * part of a list, the warning `INCOMPLETE_CHAIN` names the missing ones and the query that returns all.
 *
 * @example
 * ```ts
 * const chain = batchChain({ batches, root_batch_id: 301 });
 * chain.batches.map(({ id }) => id); // [301, 305, 309, 314]
 * chain.latest?.title; // Coastline, tuned quality check
 * ```
 */
export function batchChain(inputs: BatchChainInputs): BatchChain {
  return callFull("batchChain", inputs);
}
