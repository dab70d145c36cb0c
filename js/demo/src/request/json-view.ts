/** The request as JSON: to read, copy and edit. */
import type { Problem } from "scale-batch";

import { button, html, setText } from "../elements.js";
import { select } from "../documents/paste.js";
import { icon } from "../icons.js";
import { sentence } from "../problem-list.js";
import type { Session } from "../session.js";

/** The view of the JSON. */
export class JsonView {
  readonly element: HTMLElement;
  #text: HTMLTextAreaElement;
  #gutter = html("pre", { class: "gutter", "aria-hidden": "true" });
  #marked = "";

  constructor(session: Session) {
    this.#text = html("textarea", {
      class: "code",
      id: "request-json",
      rows: 12,
      spellcheck: "false",
      autocomplete: "off",
      autocapitalize: "off",
      wrap: "off",
      "aria-label": "The request as JSON",
      "aria-describedby": "request-json-problem",
    });
    const problem = html("p", { class: "json-problem", id: "request-json-problem", role: "status" });
    const copied = html("span", { class: "hint", role: "status" });
    const copy = button(
      { class: "button button-small" },
      () => void this.#copy(copied),
      icon("copy"),
      "Copy",
    );
    const format = button(
      { class: "button button-small" },
      () => session.replace(session.view.request),
      "Format",
    );
    this.#text.addEventListener("input", () => session.write(this.#text.value));
    this.#text.addEventListener("scroll", () => {
      this.#gutter.scrollTop = this.#text.scrollTop;
    });
    session.subscribe((view) => {
      if (this.#text.value !== view.text) this.#text.value = view.text;
      format.disabled = !view.isReadable;
      this.#number(view.text, view.report.errors, view.report.warnings);
      const unreadable = view.isReadable ? undefined : view.report.errors[0];
      setText(
        problem,
        unreadable === undefined
          ? ""
          : `Line ${unreadable.line ?? 1}, column ${unreadable.column ?? 1}: ${sentence(unreadable)}`,
      );
    });
    this.element = html(
      "section",
      { class: "panel json", "aria-labelledby": "json-title" },
      html(
        "div",
        { class: "panel-head" },
        html("h2", { id: "json-title" }, "The request as JSON"),
        html("div", { class: "panel-tools" }, copied, format, copy),
      ),
      html(
        "p",
        { class: "hint" },
        "The body of ",
        html("code", {}, "POST /v6/batches/"),
        ". You can edit it here, too.",
      ),
      problem,
      html("div", { class: "code-frame" }, this.#gutter, this.#text),
    );
  }

  /** Goes to the line of a problem. */
  visit(problem: Problem): void {
    select(this.#text, problem);
    this.#text.scrollIntoView({ block: "nearest" });
  }

  /** The numbers of the lines; those with problems are marked. */
  #number(text: string, errors: readonly Problem[], warnings: readonly Problem[]): void {
    const marks = new Map<number, string>();
    for (const { line } of warnings) if (line !== undefined) marks.set(line, "warning");
    for (const { line } of errors) if (line !== undefined) marks.set(line, "error");
    const lines = text.split("\n").length;
    const key = JSON.stringify([lines, [...marks]]);
    if (key === this.#marked) return;
    this.#marked = key;
    this.#text.rows = Math.min(Math.max(lines + 1, 8), 26);
    const numbers = Array.from({ length: lines }, (_, index) =>
      html("span", { "data-mark": marks.get(index + 1) }, `${index + 1}\n`),
    );
    this.#gutter.replaceChildren(...numbers);
  }

  async #copy(copied: HTMLElement): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#text.value);
      setText(copied, "Copied.");
    } catch {
      // Without permission to write the clipboard, the text is at least selected.
      this.#text.select();
      setText(copied, "Selected; copy it with the keyboard.");
    }
    setTimeout(() => setText(copied, ""), 2_000);
  }
}
