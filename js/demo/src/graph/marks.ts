/** How the drawing and its legend show what happens to a node: with a colour, a sign and an outline. */
import type { PlacedNode } from "scale-batch";

import type { IconName } from "../icons.js";

/** The mark of a node. */
export type Mark = "new" | "changed" | "forced" | "below-forced" | "copied" | "deleted" | "untouched";

/** Each mark: its sign, its name, and what it means. */
export const marks: Record<Mark, { icon: IconName; label: string; meaning: string }> = {
  new: { icon: "add", label: "New", meaning: "runs: not in the previous revision" },
  changed: { icon: "changed", label: "Changed", meaning: "runs: it or a node before it is different" },
  forced: { icon: "bolt", label: "Forced", meaning: "runs, although nothing changed" },
  "below-forced": {
    icon: "down",
    label: "Below forced",
    meaning: "runs, because a node before it is forced",
  },
  copied: { icon: "equal", label: "Copied", meaning: "does not run: the previous results are kept" },
  deleted: { icon: "close", label: "Deleted", meaning: "its previous results are unpublished" },
  untouched: { icon: "minus", label: "Not re-processed", meaning: "nothing happens; the reason is above" },
};

/** The mark of a node of a drawing. */
export function markOf(node: PlacedNode): Mark {
  if (node.outcome === "NOT_REPROCESSED") return "untouched";
  switch (node.status) {
    case "NEW":
      return "new";
    case "CHANGED":
      return "changed";
    case "DELETED":
      return "deleted";
    case "UNCHANGED":
      return node.forced_directly ? "forced" : node.forced ? "below-forced" : "copied";
  }
}
