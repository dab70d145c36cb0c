/** Buttons that fill in the id of the document that was picked. */
import { rootIds } from "../documents/chains.js";
import { button, html } from "../elements.js";
import { valueAt, type Json } from "../pointer.js";
import type { Choice, Part, Session } from "../session.js";

/** How many chains are offered at most. */
const mostOffers = 4;

/** Offers the id of a picked document where the request names another, or none. */
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
          // The button is gone, and the focus must not be lost with it.
          line.closest(".field")?.querySelector("input")?.focus();
        };
        return button({ class: "button button-small" }, take, `Use ${id}`);
      }),
      html("span", { class: "suggestion-label" }, choice.label),
    );
  });
  return line;
}

/** The ids by which a request may name a document; of batches, those of the roots of their chains. */
function idsOf(part: Part, choice: Choice): number[] {
  if (part === "batches") return rootIds(choice.document);
  const id = valueAt(choice.document as Json, "/id");
  return typeof id === "number" ? [id] : [];
}
