/** The progress of each batch of a chain. */
import { batchProgress, type BatchSummary, type Progress, type StatusShares } from "scale-batch";

import { html, svg } from "../elements.js";

const statuses = ["completed", "running", "queued", "pending", "blocked", "failed", "canceled"] as const;

/** A card for each batch: its jobs by status, and its recipes. */
export function progressCards(
  batches: readonly { summary: BatchSummary; document: object }[],
): HTMLElement[] {
  return batches.map(({ summary, document }) => {
    const { progress } = batchProgress(document);
    return card(summary, progress);
  });
}

function card(summary: BatchSummary, progress: Progress | null): HTMLElement {
  const created = summary.created?.slice(0, 10) ?? "";
  return html(
    "li",
    { class: "progress-card" },
    html("div", { class: "progress-head" }, html("b", {}, summary.id), html("span", {}, summary.title ?? "")),
    progress?.jobs ? statusBar(progress.jobs) : null,
    html("p", { class: "hint" }, [progressText(progress), created].filter(Boolean).join(" · ")),
  );
}

function progressText(progress: Progress | null): string {
  if (progress === null) return "";
  const { recipes_done, recipes_expected, is_creation_done, share } = progress;
  const known = (value: number | null | undefined): string => value?.toLocaleString("en") ?? "?";
  const what = is_creation_done === false ? "created" : "completed";
  const percent = share === null ? "" : ` (${Math.floor(share * 100)} %)`;
  return `${known(recipes_done)} of ${known(recipes_expected)} recipes ${what}${percent}`;
}

/** The jobs by status, as parts of one bar. */
function statusBar(shares: StatusShares): HTMLElement {
  let start = 0;
  const present = statuses.filter((status) => shares[status] > 0);
  const parts = present.map((status) => {
    const share = shares[status] * 100;
    // A status with few jobs must not be too narrow to see.
    const part = svg("rect", {
      x: start,
      y: 0,
      width: Math.max(share, 0.8),
      height: 8,
      "data-status": status,
    });
    start += share;
    return part;
  });
  const text = present
    .map((status) => `${(shares[status] * 100).toFixed(1).replace(/\.0$/, "")} % ${status}`)
    .join(", ");
  return html(
    "div",
    { class: "status" },
    svg(
      "svg",
      {
        class: "status-bar",
        viewBox: "0 0 100 8",
        preserveAspectRatio: "none",
        role: "img",
        "aria-label": `Jobs: ${text}`,
      },
      ...parts,
    ),
    html(
      "ul",
      { class: "status-legend", "aria-hidden": "true" },
      ...present.map((status) =>
        html(
          "li",
          { "data-status": status },
          `${(shares[status] * 100).toFixed(1).replace(/\.0$/, "")} % ${status}`,
        ),
      ),
    ),
  );
}
