/** The legend of the drawing: only the marks that it uses, with the number of nodes for each. */
import { html } from "../elements.js";
import { icon } from "../icons.js";
import type { PlacedNode } from "scale-batch";
import { markOf, marks, type Mark } from "./marks.js";

/** The items of the legend. */
export function legendItems(nodes: readonly PlacedNode[]): HTMLElement[] {
  const counts = new Map<Mark, number>();
  for (const node of nodes) counts.set(markOf(node), (counts.get(markOf(node)) ?? 0) + 1);
  return (Object.keys(marks) as Mark[])
    .filter((mark) => counts.has(mark))
    .map((mark) =>
      html(
        "li",
        { "data-mark": mark, title: marks[mark].meaning },
        html("span", { class: "legend-sign" }, icon(marks[mark].icon)),
        html("b", {}, counts.get(mark) ?? 0),
        ` ${marks[mark].label}`,
      ),
    );
}
