/** One metric of one job over the batches, as bars. */
import type { MetricChanges, Verdict } from "scale-batch";

import { html, svg } from "../elements.js";
import { figure, metricLabel, percents, verdictSigns } from "./metric.js";

const width = 300;
const height = 132;
const top = 30;
const bottom = 26;

/** A chart with a bar for each batch, its figure above it and its verdict below. */
export function barChart(
  title: string,
  metric: string,
  changes: MetricChanges,
  batchIds: readonly number[],
): HTMLElement {
  const highest = Math.max(...changes.value.map((value) => value ?? 0), 0);
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
    const size = value === null || highest === 0 ? 0 : (value / highest) * (height - top - bottom);
    const verdict = changes.verdict[index] ?? null;
    const isShort = step < 56;
    drawing.append(
      svg(
        "g",
        { class: "chart-bar", "data-verdict": verdict ?? "none" },
        svg("title", {}, `Batch ${id}: ${figure(metric, value)} ${percents(changes.percent[index])}`),
        svg("rect", {
          x: middle - barWidth / 2,
          y: height - bottom - size,
          width: barWidth,
          height: Math.max(size, value === null ? 0 : 1.5),
          rx: 3,
        }),
        svg(
          "text",
          { class: "chart-figure", x: middle, y: height - bottom - size - 6, "text-anchor": "middle" },
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
          below(verdict, changes.percent[index]),
        ),
      ),
    );
  }
  return html("figure", { class: "chart-frame" }, html("figcaption", {}, title), drawing);
}

function below(verdict: Verdict | null, percent: number | null | undefined): string {
  if (verdict === null) return "";
  return verdict === "same" ? verdictSigns.same : `${verdictSigns[verdict]} ${percents(percent)}`.trim();
}

function spoken(metric: string, changes: MetricChanges, batchIds: readonly number[]): string {
  return batchIds
    .map((id, index) => {
      const verdict = changes.verdict[index];
      return `batch ${id} ${figure(metric, changes.value[index])}${verdict ? `, ${verdict}` : ""}`;
    })
    .join("; ");
}
