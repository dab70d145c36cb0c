/** A bar that shows where the recipes of an estimate come from. */
import type { Estimate } from "scale-batch";

import { html, svg } from "../elements.js";

/** Files first, then the nodes that create sub-recipes; the outline is the number if all files are new. */
export function shareBar(estimate: Estimate): HTMLElement {
  const whole = Math.max(estimate.if_all_new ?? 0, estimate.total ?? 0, 1);
  const parts = [
    { name: "recipes of the batch", amount: estimate.top_level ?? 0 },
    ...estimate.nodes.map((node) => ({ name: node.name, amount: node.recipes })),
  ].filter((part) => part.amount > 0);
  let start = 0;
  const bars = parts.map(({ name, amount }, index) => {
    const width = (amount / whole) * 100;
    const bar = svg(
      "rect",
      { x: start, y: 0, width, height: 10, "data-part": index === 0 ? "files" : "node" },
      svg("title", {}, `${name}: ${amount.toLocaleString("en")}`),
    );
    start += width;
    return bar;
  });
  return html(
    "div",
    { class: "share-bar" },
    svg(
      "svg",
      {
        viewBox: "0 0 100 10",
        preserveAspectRatio: "none",
        role: "img",
        "aria-label": "Shares of the estimate",
      },
      ...bars,
    ),
  );
}
