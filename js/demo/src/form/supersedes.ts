/** Whether the recipes of the batch replace existing ones. */
import { html, setText, uniqueId } from "../elements.js";
import type { Places } from "../places.js";
import { valueAt } from "../pointer.js";
import type { Session } from "../session.js";

/** What superseding affects. No document lists the superseded recipes, so there can be no warning. */
const reach = {
  dataset:
    "The new recipes replace every recipe that used the same files, including those of other recipe types. If unchecked, the old recipes are kept.",
  previous: "The new recipes replace those of the previous batch. If unchecked, the old recipes are kept.",
};

const pointer = "/definition/supersedes";

/** A checkbox, checked by default as on the server. */
export function supersedesField(session: Session, places: Places): HTMLElement {
  const id = uniqueId("field");
  const box = html("input", {
    type: "checkbox",
    id,
    "aria-describedby": `${id}-problems ${id}-hint`,
  });
  box.addEventListener("change", () => session.edit(pointer, box.checked ? undefined : false));
  const hint = html("p", { class: "hint", id: `${id}-hint` });
  session.subscribe(({ request }) => {
    const isAgain = valueAt(request, "/definition/previous_batch") !== undefined;
    setText(hint, isAgain ? reach.previous : reach.dataset);
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
    hint,
    list,
  );
}
