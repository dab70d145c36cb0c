/** The dialog to paste a document into. It lists the problems by line while the user types. */
import type { Problem } from "scale-batch";

import { button, html, setText, uniqueId } from "../elements.js";
import { countOf, problemList } from "../problem-list.js";

/** What to paste, and what to do with it. */
export interface Paste {
  title: string;
  hint: string;
  read: (text: string) => { errors: Problem[]; warnings: Problem[] };
  use: (text: string) => void;
}

/** Opens the dialog. */
export function pasteDialog({ title, hint, read, use }: Paste): void {
  const id = uniqueId("paste");
  const text = html("textarea", {
    class: "code",
    id,
    rows: 14,
    spellcheck: "false",
    autocomplete: "off",
    "aria-describedby": `${id}-hint ${id}-problems`,
    placeholder: "{ … }",
  });
  const problems = html("ul", {
    class: "problems problems-boxed",
    id: `${id}-problems`,
    "aria-live": "polite",
  });
  const verdict = html("p", { class: "paste-verdict", role: "status" });
  const accept = button(
    { class: "button button-primary", disabled: true },
    () => {
      use(text.value);
      dialog.close();
    },
    "Use it",
  );
  const file = html("input", { type: "file", accept: ".json,application/json", class: "visually-hidden" });
  const dialog = html(
    "dialog",
    { class: "dialog", "aria-labelledby": `${id}-title` },
    html("h2", { id: `${id}-title` }, title),
    html("p", { class: "hint", id: `${id}-hint` }, hint),
    html("label", { class: "visually-hidden", for: id }, "JSON"),
    text,
    verdict,
    problems,
    html(
      "div",
      { class: "dialog-actions" },
      html("label", { class: "button" }, file, "Open a file …"),
      html("span", { class: "spacer" }),
      button({ class: "button" }, () => dialog.close(), "Cancel"),
      accept,
    ),
  );
  const check = (): void => {
    const isEmpty = text.value.trim() === "";
    const { errors, warnings } = isEmpty ? { errors: [], warnings: [] } : read(text.value);
    accept.disabled = isEmpty || errors.length > 0;
    text.setAttribute("aria-invalid", String(errors.length > 0));
    setText(verdict, verdictOf(isEmpty, countOf(errors), countOf(warnings)));
    problems.replaceChildren(...problemList(errors, warnings, { visit: (problem) => select(text, problem) }));
  };
  text.addEventListener("input", check);
  file.addEventListener("change", () => {
    void file.files?.[0]?.text().then((content) => {
      text.value = content;
      check();
    });
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  text.focus();
}

function verdictOf(isEmpty: boolean, errors: number, warnings: number): string {
  if (isEmpty) return "The document is read on this page and is not sent anywhere.";
  const warned = warnings === 0 ? "" : `, ${warnings} ${warnings === 1 ? "warning" : "warnings"}`;
  if (errors === 0) return `Can be used${warned}.`;
  return `${errors} ${errors === 1 ? "error" : "errors"}${warned}. Fix the errors to use the document.`;
}

/** Puts the caret where a problem is. */
export function select(text: HTMLTextAreaElement, problem: Problem): void {
  const lines = text.value.split("\n");
  const before = lines.slice(0, (problem.line ?? 1) - 1);
  // The library counts characters, a textarea counts UTF-16 units.
  const inLine = [...(lines[before.length] ?? "")].slice(0, (problem.column ?? 1) - 1).join("");
  const start = before.reduce((sum, line) => sum + line.length + 1, 0) + inLine.length;
  text.focus();
  text.setSelectionRange(start, start + 1);
  const lineHeight = Number.parseFloat(getComputedStyle(text).lineHeight) || 18;
  text.scrollTop = Math.max(before.length * lineHeight - text.clientHeight / 2, 0);
}
