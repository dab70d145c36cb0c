/** Buttons that fill in the id of the chosen document. */
import { rootIds } from "../documents/chains.js";
import { button, html } from "../elements.js";
import { valueAt, type Json } from "../pointer.js";
import type { Choice, Part, Session } from "../session.js";

/** The maximum number of chains on offer. */
const mostOffers = 4;

/** Offers the id of the chosen document if the request has another, or none. */
export function suggestion(
  session: Session,
  part: Part,
  pointer: string,
  use: (id: number) => void,
): HTMLElement {
  const line = html("div", { class: "suggestion" });
  let offered = "";
  session.subscribe(({ documents, request }) => {
    const choice = documents[part];
    const ids = choice === null ? [] : idsOf(part, choice);
    const named = valueAt(request, pointer);
    const isWanted = choice !== null && !ids.some((id) => id === named);
    const key = isWanted ? JSON.stringify([ids, choice.label]) : "";
    if (key === offered) return;
    offered = key;
    line.replaceChildren();
    if (!isWanted || ids.length === 0) return;
    line.append(
      ...ids.slice(0, mostOffers).map((id) => {
        const take = (): void => {
          use(id);
          // The focused button is gone: keep the focus in the field.
          line.closest(".field")?.querySelector("input")?.focus();
        };
        return button({ class: "button button-small" }, take, `Use ${id}`);
      }),
      html("span", { class: "suggestion-label" }, choice.label),
    );
  });
  return line;
}

/** The ids that a request may use for a document; for batches, those of the roots of their chains. */
function idsOf(part: Part, choice: Choice): number[] {
  if (part === "batches") return rootIds(choice.document);
  const id = valueAt(choice.document as Json, "/id");
  return typeof id === "number" ? [id] : [];
}
