/** The chain of batches: the progress of each, and the request for the next. */
import { batchChain, nextBatch, type BatchSummary, type Problem } from "scale-batch";

import { batchesIn, rootIds } from "../documents/chains.js";
import { button, html } from "../elements.js";
import { valueAt, type Json } from "../pointer.js";
import type { Session } from "../session.js";
import { chooser } from "./chooser.js";
import { progressCards } from "./progress.js";
import type { Choose } from "./settings.js";

/** A batch of the chain. */
export interface Member {
  summary: BatchSummary;
  document: object;
}

/** A chain among the chosen batches. */
export interface Chain {
  root: number;
  /** The roots of all chains. */
  roots: number[];
  /** Its batches, oldest first. */
  members: Member[];
  /** The last one that is not superseded. */
  latest: Member | null;
  /** Problems with the chain. */
  errors: Problem[];
  warnings: Problem[];
}

/** The chain of a root, or of the first root. */
export function chainOf(document: object, root: number | null): Chain | null {
  const batches = batchesIn(document);
  const roots = rootIds(document);
  const chosen = root ?? roots[0];
  if (chosen === undefined) return null;
  const chain = batchChain({ batches, root_batch_id: chosen });
  const members = chain.batches.flatMap((summary) => {
    const found = batches.find((batch) => valueAt(batch as Json, "/id") === summary.id);
    return found === undefined ? [] : [{ summary, document: found }];
  });
  const latest = members.find(({ summary }) => summary.id === chain.latest?.id) ?? null;
  return { root: chosen, roots, members, latest, errors: chain.errors, warnings: chain.warnings };
}

/** The panel of the chain. `revise` shows the form, after the request was replaced. */
export function chainPanel(
  session: Session,
  { root, roots, members, latest }: Chain,
  chosen: Choose,
  revise: () => void,
): HTMLElement {
  return html(
    "section",
    { class: "panel" },
    html(
      "div",
      { class: "panel-head" },
      html("h2", {}, "The chain"),
      html(
        "div",
        { class: "panel-tools" },
        roots.length > 1 &&
          chooser(
            "Root",
            "compare-root",
            String(root),
            roots.map((id) => [String(id), `Batch ${id}`]),
            (value) => chosen("root", value),
          ),
        latest !== null && nextButton(session, latest, revise),
      ),
    ),
    html("ol", { class: "progress-cards" }, ...progressCards(members)),
  );
}

/** A button that writes the request for the next batch of the chain. */
function nextButton(session: Session, latest: Member, revise: () => void): HTMLElement | null {
  const { request } = nextBatch({ batch: latest.document });
  if (request === null) return null;
  return button(
    { class: "button button-primary" },
    () => {
      session.replace(request as unknown as Json);
      revise();
    },
    "Create the next request",
  );
}
