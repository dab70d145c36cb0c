/** One metric of one job over the batches, as bars. */
import type { MetricChanges, Verdict } from "scale-batch";

import { html, svg } from "../elements.js";
import {
  change,
  figure,
  interval,
  metricLabel,
  valueInterval,
  verdictSigns,
  verdictWords,
} from "./metric.js";

const width = 300;
const height = 132;
const top = 30;
const bottom = 26;
/** How many times as high as the highest bar an interval may reach; it is cut off there. */
const reach = 1.5;
/** Half the width of the ends of an interval. */
const halfEnd = 4;

/** A chart with a bar for each batch, its figure above it, its interval across it and its verdict below. */
export function barChart(
  title: string,
  metric: string,
  changes: MetricChanges,
  batchIds: readonly number[],
  trend: string,
): HTMLElement {
  const highestBar = Math.max(...changes.value.map((value) => value ?? 0), 0);
  const intervals = batchIds.map((_, index) => valueInterval(metric, changes, index));
  const highest = Math.min(
    Math.max(highestBar, ...intervals.map((interval) => interval?.high ?? 0)),
    highestBar * reach,
  );
  const sizeOf = (value: number): number =>
    highest === 0 ? 0 : Math.min(value / highest, 1) * (height - top - bottom);
  const step = width / Math.max(batchIds.length, 1);
  const barWidth = Math.min(step * 0.62, 44);
  const drawing = svg("svg", {
    viewBox: `0 0 ${width} ${height}`,
    class: "chart",
    role: "img",
    "aria-label": `${title}, ${metricLabel(metric).toLowerCase()}: ${spoken(metric, changes, batchIds)}`,
  });
  drawing.append(
    svg("line", { class: "chart-ground", x1: 0, x2: width, y1: height - bottom, y2: height - bottom }),
  );
  for (const [index, id] of batchIds.entries()) {
    const value = changes.value[index] ?? null;
    const middle = step * (index + 0.5);
    const size = value === null ? 0 : sizeOf(value);
    const range = value === null ? null : (intervals[index] ?? null);
    const labelled = Math.max(size, range === null ? 0 : sizeOf(range.high));
    const verdict = changes.verdict[index] ?? null;
    const isShort = step < 56;
    drawing.append(
      svg(
        "g",
        {
          class: "chart-bar",
          "data-verdict": verdict ?? "none",
          "data-certainty": changes.certainty?.[index] ?? "none",
        },
        svg("title", {}, titleOf(metric, changes, index, id)),
        svg("rect", {
          x: middle - barWidth / 2,
          y: height - bottom - size,
          width: barWidth,
          height: Math.max(size, value === null ? 0 : 1.5),
          rx: 3,
        }),
        ...(range === null
          ? []
          : [errorBar(middle, sizeOf(range.low), sizeOf(range.high), range.high <= highest)]),
        svg(
          "text",
          { class: "chart-figure", x: middle, y: height - bottom - labelled - 6, "text-anchor": "middle" },
          isShort && index % 2 === 1 && batchIds.length > 6 ? "" : figure(metric, value),
        ),
        svg(
          "text",
          { class: "chart-batch", x: middle, y: height - bottom + 13, "text-anchor": "middle" },
          id,
        ),
        svg(
          "text",
          { class: "chart-verdict", x: middle, y: height - 2, "text-anchor": "middle" },
          below(metric, verdict, changes.percent[index]),
        ),
      ),
    );
  }
  return html(
    "figure",
    { class: "chart-frame" },
    html("figcaption", {}, html("b", {}, title), trend === "" ? null : html("span", {}, trend)),
    drawing,
  );
}

/** The interval as a line across the end of its bar; without its upper end where it is cut off. */
function errorBar(middle: number, low: number, high: number, hasEnd: boolean): SVGElement {
  const [from, to] = [height - bottom - low, height - bottom - high];
  const end = (y: number): string => `M${middle - halfEnd} ${y}h${2 * halfEnd}`;
  return svg("path", {
    class: "chart-interval",
    d: `M${middle} ${from}V${to}${end(from)}${hasEnd ? end(to) : ""}`,
  });
}

function titleOf(metric: string, changes: MetricChanges, index: number, id: number): string {
  const range = interval(metric, changes.low_percent?.[index], changes.high_percent?.[index]);
  const percent = change(metric, changes.percent[index]);
  return [
    `Batch ${id}: ${figure(metric, changes.value[index])}`,
    percent + (range === "" ? "" : ` (${range})`),
    verdictWords(changes, index),
  ]
    .filter(Boolean)
    .join(" ");
}

function below(metric: string, verdict: Verdict | null, percent: number | null | undefined): string {
  if (verdict === null) return "";
  return verdict === "same"
    ? verdictSigns.same
    : `${verdictSigns[verdict]} ${change(metric, percent)}`.trim();
}

function spoken(metric: string, changes: MetricChanges, batchIds: readonly number[]): string {
  return batchIds
    .map((id, index) => {
      const verdict = verdictWords(changes, index);
      return `batch ${id} ${figure(metric, changes.value[index])}${verdict ? `, ${verdict}` : ""}`;
    })
    .join("; ");
}
