/** Metrics and durations in words. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { comparisonRows, durationInWords, metricTitles } from "scale-batch";

import { batches } from "./story.js";

test("every metric has a title", () => {
  const { rows } = comparisonRows({ batches });
  const metrics = new Set(rows?.map(({ metric }) => metric));
  assert.ok(metrics.size > 15);
  assert.deepEqual(
    [...metrics].filter((metric) => !Object.hasOwn(metricTitles, metric)),
    [],
  );
  assert.equal(new Set(Object.values(metricTitles)).size, Object.keys(metricTitles).length);
});

test("durations are said in their two largest units", () => {
  const said = (duration: number | string, locale = "en"): string => durationInWords(duration, { locale });
  for (const [duration, words] of [
    [0, "0 seconds"],
    [250, "0.3 milliseconds"],
    [250_000, "250 milliseconds"],
    [1_000_000, "1 second"],
    [59_949_999, "59.9 seconds"],
    [59_950_000, "1 minute"],
    [3_599_600_000, "1 hour"],
    [3_661_000_000, "1 hour, 1 minute"],
    [86_399_999_999, "1 day"],
    [90_061_000_000, "1 day, 1 hour"],
    [86_461_000_000, "1 day"],
    ["P1DT0S", "1 day"],
    ["PT0.5S", "500 milliseconds"],
    [Number.MAX_SAFE_INTEGER, "104,249 days, 23 hours"],
  ] as const) {
    assert.equal(said(duration), words, String(duration));
  }
  assert.equal(said("PT1H30M", "de"), "1 Stunde, 30 Minuten");
  assert.equal(durationInWords("PT90M", { locale: ["en"], style: "short" }), "1 hr, 30 min");
  for (const wrong of [-1, NaN, Infinity, "soon"]) assert.throws(() => durationInWords(wrong), RangeError);
});
