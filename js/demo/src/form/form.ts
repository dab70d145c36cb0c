/** The form of a batch: every field of the request, and a section for the input map and the forced nodes. */
import { button, html, setAttribute, setText, uniqueId } from "../elements.js";
import { forcedNodesSection } from "../forced-nodes/section.js";
import { valueAt, type Json } from "../pointer.js";
import type { Places } from "../places.js";
import type { Session, View } from "../session.js";
import { field, showIn, typedNumber, type FieldOptions } from "./field.js";
import { inputMapSection } from "./input-map.js";
import { suggestion } from "./suggestion.js";
import { supersedesField } from "./supersedes.js";

/** The longest title that the server stores. */
const longestTitle = 50;

type Control = HTMLInputElement | HTMLTextAreaElement;

/** Makes the form, and keeps it up to date. */
export function batchForm(session: Session, places: Places): HTMLElement {
  const typedText = (text: string): Json | undefined => (text === "" ? undefined : text);

  /** A field whose value is what was typed. */
  const typed = (
    control: Control,
    read: (text: string) => Json | undefined,
    options: FieldOptions,
    edit = (value: Json | undefined): void => session.edit(options.pointer, value),
  ): HTMLElement => {
    control.addEventListener("input", () => edit(read(control.value)));
    session.subscribe(({ request }) => showIn(control, valueAt(request, options.pointer), read));
    return field(places, control, options);
  };
  const number = (): HTMLInputElement =>
    html("input", { type: "text", inputmode: "numeric", autocomplete: "off", spellcheck: "false" });

  const counter = html("span", { class: "counter" });
  session.subscribe(({ request }) => {
    const title = valueAt(request, "/title");
    const length = typeof title === "string" ? [...title].length : 0;
    setText(counter, `${length}/${longestTitle}`);
    setAttribute(counter, "data-over", length > longestTitle);
  });
  const title = typed(html("input", { type: "text", autocomplete: "off" }), typedText, {
    pointer: "/title",
    label: "Title",
    aside: counter,
  });
  const description = typed(html("textarea", { rows: 2 }), typedText, {
    pointer: "/description",
    label: "Description",
  });
  const recipeType = typed(number(), typedNumber, {
    pointer: "/recipe_type_id",
    label: "Recipe type id",
    below: suggestion(session, "recipe_type", "/recipe_type_id", (id) => session.edit("/recipe_type_id", id)),
  });
  const dataset = typed(number(), typedNumber, {
    pointer: "/definition/dataset",
    label: "Dataset id",
    hint: "Creates a recipe for each of its files.",
    below: suggestion(session, "dataset", "/definition/dataset", (id) =>
      session.edit("/definition/dataset", id),
    ),
  });
  const previousBatch = typed(
    number(),
    typedNumber,
    {
      pointer: "/definition/previous_batch/root_batch_id",
      label: "Previous batch: id of its root",
      hint: "Re-processes the last batch of its chain that is not superseded.",
      below: suggestion(session, "batches", "/definition/previous_batch/root_batch_id", (id) =>
        session.editRootBatch(id),
      ),
    },
    (id) => session.editRootBatch(id),
  );
  const priority = typed(number(), typedNumber, {
    pointer: "/configuration/priority",
    label: "Priority",
    hint: "For all jobs of the batch.",
  });

  const form = html(
    "form",
    { class: "form", "aria-label": "Batch", novalidate: true, autocomplete: "off" },
    unreadableNote(session),
    section(places, "The request", "", recipeType, title, description),
    section(
      places,
      "What it runs",
      "/definition",
      html("div", { class: "pair" }, dataset, previousBatch),
      supersedesField(session, places),
    ),
    forcedNodesSection(session, places),
    section(places, "Configuration", "/configuration", priority, inputMapSection(session, places)),
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  session.subscribe(({ isReadable }) => setAttribute(form, "data-unreadable", !isReadable));
  return form;
}

/** A section, with a place for problems that belong to none of its fields. */
function section(places: Places, title: string, pointer: string, ...children: HTMLElement[]): HTMLElement {
  const id = uniqueId("section");
  const list = html("ul", { class: "problems" });
  const heading = html("h3", { id, tabindex: "-1" }, title);
  places.add(pointer, { list, control: heading });
  return html("section", { class: "form-section", "aria-labelledby": id }, heading, list, ...children);
}

/** The note that the JSON has to be fixed before the fields can be used. */
function unreadableNote(session: Session): HTMLElement {
  const note = html(
    "div",
    { class: "note note-error", hidden: true },
    html("p", {}, "The JSON cannot be read, so the fields show the last request that was readable."),
    button(
      { class: "button button-small" },
      () => session.replace(session.view.request),
      "Restore that request",
    ),
  );
  session.subscribe((view: View) => {
    note.hidden = view.isReadable;
  });
  return note;
}
