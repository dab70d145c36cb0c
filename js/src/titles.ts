/** Metrics and durations in words. */
import { parseDuration } from "./comparison.js";

/**
 * The titles of all metrics, in the order of the API: of those of batches and jobs, and of those that a comparison adds.
 *
 * @example
 * ```ts
 * const { rows } = comparisonRows({ batches });
 * metricTitles[rows?.[0]?.metric ?? ""]; // Total jobs
 * ```
 */
export const metricTitles: Readonly<Record<string, string>> = {
  jobs_total: "Total jobs",
  jobs_pending: "Jobs pending",
  jobs_blocked: "Jobs blocked",
  jobs_queued: "Jobs queued",
  jobs_running: "Jobs running",
  jobs_failed: "Jobs failed",
  jobs_completed: "Jobs completed",
  jobs_canceled: "Jobs canceled",
  recipes_estimated: "Recipes estimated",
  recipes_total: "Total recipes",
  recipes_completed: "Recipes completed",
  min_seed_duration: "Shortest algorithm time",
  avg_seed_duration: "Average algorithm time",
  max_seed_duration: "Longest algorithm time",
  min_job_duration: "Shortest job time",
  avg_job_duration: "Average job time",
  max_job_duration: "Longest job time",
  total_job_time: "Total job time",
  failed_share: "Share of jobs failed",
  canceled_share: "Share of jobs canceled",
};

/** How a duration is said. */
export interface DurationWords {
  /** The language, such as `de` or `["pt-BR", "en"]`. Default: that of the user. */
  locale?: string | string[];
  /** How long the words are: `10 minutes, 12 seconds` (the default), `10 min, 12 sec` or `10m 12s`. */
  style?: "long" | "short" | "narrow";
}

/** The units of a duration, with their microseconds. */
const UNITS = [
  ["day", 86_400e6],
  ["hour", 3_600e6],
  ["minute", 60e6],
  ["second", 1e6],
  ["millisecond", 1e3],
] as const;

/**
 * Returns a duration in the words of a language, in its two largest units: for people, not exact.
 *
 * @param duration - Microseconds, as in the results of this package, or an ISO-8601 duration, as in the API's.
 *
 * @example
 * ```ts
 * durationInWords("PT10M12S", { locale: "en" }); // 10 minutes, 12 seconds
 * durationInWords(93_600_000_000, { locale: "de" }); // 1 Tag, 2 Stunden
 * durationInWords(1_250_000, { locale: "en", style: "narrow" }); // 1.3s
 * ```
 * @throws RangeError if it is no duration.
 */
export function durationInWords(duration: number | string, options: DurationWords = {}): string {
  const { locale, style = "long" } = options;
  const say = (value: number, unit: string, digits: number): string =>
    new Intl.NumberFormat(locale, {
      style: "unit",
      unit,
      unitDisplay: style,
      maximumFractionDigits: digits,
    }).format(value);
  const microseconds = typeof duration === "string" ? parsed(duration) : duration;
  if (!(microseconds >= 0 && microseconds < Infinity)) throw new RangeError("This is no duration.");
  if (microseconds < 1e6 && microseconds > 0) return say(microseconds / 1e3, "millisecond", 1);
  if (microseconds < 59.95e6) return say(microseconds / 1e6, "second", 1);
  const whole = Math.round(microseconds / 1e6) * 1e6;
  const first = UNITS.findIndex(([, size]) => whole >= size);
  const said = UNITS.slice(first, first + 2).map(
    ([unit, size], place) =>
      [unit, Math.floor(place === 0 ? whole / size : (whole % (UNITS[first]?.[1] ?? size)) / size)] as const,
  );
  const words = said.filter(([, value]) => value > 0).map(([unit, value]) => say(value, unit, 0));
  return new Intl.ListFormat(locale, { type: "unit", style }).format(words);
}

function parsed(text: string): number {
  const result = parseDuration(text);
  if (result.errors !== undefined) throw new RangeError(result.errors[0]?.description);
  return result.microseconds;
}
