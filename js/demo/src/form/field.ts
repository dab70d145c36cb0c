/** A labelled control of the form, with its hint and its problems. */
import { html, uniqueId } from "../elements.js";
import type { Json } from "../pointer.js";
import type { Places } from "../places.js";

/** The options of a field. */
export interface FieldOptions {
  /** The JSON Pointer of its value. */
  pointer: string;
  label: string;
  hint?: string;
  /** An element next to the label, such as a counter. */
  aside?: HTMLElement;
  /** An element below the control, such as suggestions. */
  below?: HTMLElement;
}

/** Puts a label, a hint and a place for problems around a control. */
export function field(
  places: Places,
  control: HTMLInputElement | HTMLTextAreaElement,
  options: FieldOptions,
): HTMLElement {
  const id = uniqueId("field");
  const list = html("ul", { class: "problems", id: `${id}-problems` });
  control.id = id;
  const described = [`${id}-problems`];
  if (options.hint !== undefined) described.push(`${id}-hint`);
  control.setAttribute("aria-describedby", described.join(" "));
  places.add(options.pointer, { list, control });
  return html(
    "div",
    { class: "field" },
    html("div", { class: "field-head" }, html("label", { for: id }, options.label), options.aside),
    control,
    options.below,
    list,
    options.hint !== undefined && html("p", { class: "hint", id: `${id}-hint` }, options.hint),
  );
}

/** The text that a control shows for a value: a string as it is, anything else as JSON. */
export function shown(value: Json | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The value of a number field: text that is not a number stays a string, so that it is reported. */
export function typedNumber(text: string): Json | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : text;
}

/** Shows a value in a control, unless it already does: the caret must not move. */
export function showIn(
  control: HTMLInputElement | HTMLTextAreaElement,
  value: Json | undefined,
  read: (text: string) => Json | undefined,
): void {
  if (JSON.stringify(read(control.value)) === JSON.stringify(value)) return;
  control.value = shown(value);
}
