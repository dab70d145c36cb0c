/** Whether the recipes of the batch replace existing ones. */
import { html, uniqueId } from "../elements.js";
import type { Places } from "../places.js";
import { valueAt } from "../pointer.js";
import type { Session } from "../session.js";

const pointer = "/definition/supersedes";

/** A check box, checked by default as on the server. */
export function supersedesField(session: Session, places: Places): HTMLElement {
  const id = uniqueId("field");
  const box = html("input", {
    type: "checkbox",
    id,
    "aria-describedby": `${id}-problems ${id}-hint`,
  });
  box.addEventListener("change", () => session.edit(pointer, box.checked ? undefined : false));
  session.subscribe(({ request }) => {
    const value = valueAt(request, pointer);
    box.checked = value === undefined || value === true;
    box.indeterminate = value !== undefined && typeof value !== "boolean";
  });
  const list = html("ul", { class: "problems", id: `${id}-problems` });
  places.add(pointer, { list, control: box });
  return html(
    "div",
    { class: "field field-check" },
    box,
    html("label", { for: id }, "Supersede"),
    html(
      "p",
      { class: "hint", id: `${id}-hint` },
      "The recipes replace existing ones instead of standing beside them.",
    ),
    list,
  );
}
