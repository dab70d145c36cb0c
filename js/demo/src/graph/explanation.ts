/** Explains why the selected node runs or does not, with the path of each cause and the differences. */
import type { Cause, Change, Explanation, RecipeDiffReport } from "scale-batch";

import { button, html } from "../elements.js";
import { icon } from "../icons.js";
import { isObject, valueAt, worded, type Json } from "../pointer.js";
import { marks, type Mark } from "./marks.js";

/** What the panel shows. */
export interface Selected {
  node: string;
  mark: Mark;
  explanation: Explanation | null;
  /** Its node type in the recipe definition, if it has one. */
  type: Json | undefined;
  /** The whole diff, for what happens inside a recipe node. */
  diff: RecipeDiffReport | null;
  /** Whether it is forced itself; `null` if it cannot be. */
  isForced: boolean | null;
}

/** Actions for the selected node. */
export interface SelectedActions {
  select: (node: string) => void;
  force: (node: string, isForced: boolean) => void;
  close: () => void;
}

/** The content of the panel. */
export function explanationOf(selected: Selected, actions: SelectedActions): HTMLElement[] {
  const { node, mark, explanation, isForced } = selected;
  const toggle = html("input", { type: "checkbox", role: "switch", class: "switch", id: "force-selected" });
  toggle.checked = isForced === true;
  toggle.disabled = isForced === null;
  toggle.addEventListener("change", () => actions.force(node, toggle.checked));
  const close = button(
    { class: "button button-icon explanation-close", "aria-label": "Close the explanation", title: "Close" },
    () => actions.close(),
    icon("close"),
  );
  return [
    html(
      "div",
      { class: "explanation-head" },
      html("span", { class: "mark", "data-mark": mark }, icon(marks[mark].icon), marks[mark].label),
      close,
    ),
    html("h3", { class: "explanation-title" }, node),
    html("p", { class: "hint" }, typeText(selected.type)),
    html(
      "div",
      { class: "force" },
      toggle,
      html("label", { for: "force-selected" }, "Force this node"),
      isForced === null &&
        html("p", { class: "hint" }, "Only jobs and sub-recipes of this recipe can be forced."),
    ),
    html("p", { class: "explanation-text", role: "status" }, explanation?.description ?? ""),
    ...(explanation?.causes ?? [])
      .map((cause) => causeOf(cause, actions))
      .filter((element) => element !== null),
    ...insideOf(selected),
  ];
}

function causeOf(cause: Cause, actions: SelectedActions): HTMLElement | null {
  switch (cause.cause) {
    case "CHANGED":
      return changeOf(cause.change);
    case "INHERITED_CHANGE":
    case "INHERITED_FORCE":
      return pathOf(cause.path, actions);
    case "NEW":
    case "FORCED":
      return null;
  }
}

/** The nodes of a path, as buttons that select them. */
function pathOf(path: readonly string[], { select }: SelectedActions): HTMLElement {
  return html(
    "ol",
    { class: "path", "aria-label": "Path from the cause" },
    ...path.map((name) =>
      html(
        "li",
        {},
        button({ class: "path-node" }, () => select(name), name),
      ),
    ),
  );
}

/** The old and the new value, if the change has them. */
function changeOf(change: Change): HTMLElement | null {
  const [previous, current] = [change.previous, change.current].map((value) =>
    brief(value as Json | undefined),
  );
  if (previous === undefined && current === undefined) return null;
  const label = change.name
    .toLowerCase()
    .replaceAll("_", " ")
    .replace(/ change$/, "");
  return html(
    "p",
    { class: "change" },
    html("span", { class: "hint" }, change.input === undefined ? label : `input ${change.input}`),
    html("span", {}, html("del", {}, previous ?? ""), " → ", html("ins", {}, current ?? "none")),
  );
}

function brief(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  // A connection in short form.
  if (isObject(value) && value["type"] === "dependency")
    return `${worded(value["node"])}.${worded(value["output"])}`;
  if (isObject(value) && value["type"] === "recipe") return `recipe input ${worded(value["input"])}`;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function typeText(type: Json | undefined): string {
  if (!isObject(type)) return "Only in the previous revision.";
  switch (type["node_type"]) {
    case "job":
      return `Job ${worded(type["job_type_name"])} ${worded(type["job_type_version"])}, revision ${worded(type["job_type_revision"])}`;
    case "recipe":
      return `Sub-recipe ${worded(type["recipe_type_name"])}, revision ${worded(type["recipe_type_revision"])}`;
    default:
      return "Condition";
  }
}

/** The nodes inside a recipe node that runs. */
function insideOf({ node, diff, type }: Selected): HTMLElement[] {
  if (valueAt(type, "/node_type") !== "recipe" || diff === null) return [];
  const number = diff.inside?.[node];
  const inner = number === undefined ? undefined : diff.sub_recipes?.[number];
  if (inner === undefined) return [];
  const nodes = Object.entries(inner.diff.nodes);
  return [
    html(
      "details",
      { class: "inside" },
      html("summary", {}, `Inside: ${inner.summary}`),
      html(
        "ul",
        {},
        ...nodes.map(([name, change]) =>
          html(
            "li",
            { "data-runs": change.reprocess_new_node },
            html("span", {}, name),
            html(
              "span",
              { class: "hint" },
              innerText(change.status, change.reprocess_new_node, change.force_reprocess),
            ),
          ),
        ),
      ),
    ),
  ];
}

function innerText(status: string, runs: boolean, isForced: boolean): string {
  if (status === "UNCHANGED") return runs ? (isForced ? "forced" : "runs") : "copied";
  return status.toLowerCase();
}
