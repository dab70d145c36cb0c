/** The panel with the recipe as a graph: what will run, and why. */
import type { Cause, Explanation, Layout } from "scale-batch";

import { button, html, setAttribute, svg, uniqueId } from "../elements.js";
import { asForcedNodes, choose, readChoice } from "../forced-nodes/choice.js";
import { icon } from "../icons.js";
import { inside, valueAt } from "../pointer.js";
import { problemList } from "../problem-list.js";
import type { Session, View } from "../session.js";
import { Drawing } from "./drawing.js";
import { firstSteps } from "./first-steps.js";
import { explanationOf } from "./explanation.js";
import { legendItems } from "./legend.js";
import { markOf } from "./marks.js";
import { Viewport } from "./viewport.js";

/** The number of nodes from which the search is shown. */
const manyNodes = 25;

/** The maximum number of nodes to draw: with more, the page would be slow. */
const mostDrawn = 5_000;

/** The graph, its legend, and the explanation of the node that is selected. */
export class GraphPanel {
  readonly element: HTMLElement;
  #session: Session;
  #drawing = new Drawing();
  #surface = svg("svg", { class: "graph-surface", role: "group", "aria-label": "Nodes of the recipe" });
  #viewport: Viewport;
  #legend = html("ul", { class: "legend" });
  #explanation = html("aside", {
    class: "explanation",
    "aria-label": "Why this node runs or does not",
    hidden: true,
  });
  #problems = html("ul", { class: "problems" });
  #empty = html("div", { class: "empty" });
  #stage: HTMLElement;
  #tools: HTMLElement;
  #hint = html(
    "p",
    { class: "hint graph-hint" },
    "Select a node to see why it runs, and to force it. Stacked boxes are sub-recipes, hexagons conditions. ",
    html(
      "span",
      { class: "needs-keys" },
      "Arrow keys follow dependencies, F forces. Drag to move, Ctrl + scroll to zoom.",
    ),
  );
  #names = html("datalist", { id: uniqueId("nodes") });
  #search: HTMLInputElement;
  #selected: string | null = null;
  #focused: string | null = null;
  #shown: View["drawing"] | null = null;
  #explained = "";

  constructor(session: Session) {
    this.#session = session;
    this.#surface.append(this.#drawing.element);
    this.#viewport = new Viewport(this.#surface, this.#drawing.element);
    this.#search = html("input", {
      type: "search",
      placeholder: "Find a node",
      "aria-label": "Find a node in the graph",
      list: this.#names.id,
      autocomplete: "off",
      spellcheck: "false",
    });
    this.#search.addEventListener("input", () => {
      const wanted = this.#search.value;
      if (this.#drawing.node(wanted) !== undefined) this.select(wanted, true);
    });
    const tool = (name: string, sign: Parameters<typeof icon>[0], action: () => void): HTMLElement =>
      button({ class: "button button-icon", "aria-label": name, title: name }, action, icon(sign));
    this.#tools = html(
      "div",
      { class: "graph-tools" },
      this.#search,
      this.#names,
      tool("Zoom out", "minus", () => this.#viewport.zoom(1 / 1.4)),
      tool("Zoom in", "add", () => this.#viewport.zoom(1.4)),
      tool("Show the whole graph", "fit", () => this.#viewport.fit()),
    );
    this.#stage = html("div", { class: "graph-stage" }, this.#surface, this.#explanation);
    this.element = html(
      "section",
      { class: "panel graph", "aria-labelledby": "graph-title" },
      html(
        "div",
        { class: "panel-head" },
        html("h2", { id: "graph-title" }, "What runs, and why"),
        this.#tools,
      ),
      this.#empty,
      this.#problems,
      this.#legend,
      this.#stage,
      this.#hint,
    );
    this.#surface.addEventListener("click", (event) => this.#click(event));
    this.#surface.addEventListener("keydown", (event) => this.#press(event));
    session.subscribe((view) => this.#show(view));
  }

  /** Selects a node, or none. */
  select(name: string | null, legible = false): void {
    this.#selected = name;
    this.#explained = "";
    this.#viewport.follow(name !== null);
    this.#explain();
    if (name === null) return;
    this.#focusable(name);
    const box = this.#drawing.geometry?.box(name);
    // The explanation takes its space next to the graph first.
    if (box !== undefined) requestAnimationFrame(() => this.#viewport.reveal(box, legible));
  }

  #show(view: View): void {
    setAttribute(this.element, "data-stale", !view.isReadable);
    if (view.drawing === this.#shown) return;
    this.#shown = view.drawing;
    const { layout, problems } = view.drawing;
    const count = layout?.nodes.length ?? 0;
    const isDrawn = count > 0 && count <= mostDrawn;
    for (const part of [this.#stage, this.#tools, this.#hint]) part.hidden = !isDrawn;
    this.#legend.replaceChildren(...legendItems(layout?.nodes ?? []));
    this.#problems.replaceChildren();
    this.#empty.replaceChildren(...this.#remarks(view, count));
    if (layout === null || !isDrawn) {
      // The drawing is only hidden: it is usually needed again once an id is typed completely.
      this.select(null);
      if (view.documents.recipe_type !== null) {
        this.#problems.replaceChildren(...problemList(problems ?? [], []));
      }
      return;
    }
    if (this.#drawing.draw(layout)) this.#begin(layout);
    this.#explained = "";
    this.#explain();
  }

  /** Starts with another drawing. */
  #begin(layout: Layout): void {
    this.#search.hidden = layout.nodes.length < manyNodes;
    this.#search.value = "";
    this.#names.replaceChildren(...layout.nodes.map((node) => html("option", { value: node.name })));
    if (this.#drawing.geometry !== null) this.#viewport.show(this.#drawing.geometry);
    const first = layout.nodes.find((node) => node.layer === 0) ?? layout.nodes[0];
    this.#focused = null;
    if (first !== undefined) this.#focusable(first.name);
    if (this.#selected !== null && this.#drawing.node(this.#selected) === undefined) this.#selected = null;
  }

  /** Remarks above the graph, or instead of it. */
  #remarks({ documents, drawing, report }: View, count: number): HTMLElement[] {
    if (documents.recipe_type === null) return firstSteps(this.#session);
    if (drawing.layout === null) return [html("p", {}, "What this batch does cannot be drawn yet:")];
    if (count === 0) return [html("p", {}, "The recipe has no nodes.")];
    const remarks: HTMLElement[] = [];
    const refusal = report.errors.find((problem) => problem.name === "PREV_BATCH_NO_REPROCESS");
    if (refusal !== undefined) remarks.push(html("p", { class: "note note-error" }, refusal.description));
    if (count > mostDrawn) {
      const number = count.toLocaleString("en");
      remarks.push(
        html("p", {}, `${number} nodes are too many to draw; all of them are in the list of forced nodes.`),
      );
    }
    return remarks;
  }

  /** Makes one node the one that the Tab key reaches. */
  #focusable(name: string): void {
    if (this.#focused !== null) this.#drawing.elementOf(this.#focused)?.setAttribute("tabindex", "-1");
    this.#focused = name;
    this.#drawing.elementOf(name)?.setAttribute("tabindex", "0");
  }

  #click(event: MouseEvent): void {
    if (this.#viewport.hasMoved) return;
    const node = (event.target as Element).closest<SVGGElement>("[data-node]")?.dataset["node"];
    this.select(node ?? null);
    if (node !== undefined) this.#drawing.elementOf(node)?.focus({ preventScroll: true });
  }

  #press(event: KeyboardEvent): void {
    const name = this.#focused;
    if (name === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith("Arrow")) {
      const next = this.#drawing.neighbour(name, event.key);
      if (next !== undefined) {
        this.#focusable(next);
        this.#drawing.elementOf(next)?.focus({ preventScroll: true });
        if (this.#selected !== null) this.select(next);
        const box = this.#drawing.geometry?.box(next);
        if (box !== undefined) this.#viewport.reveal(box, true);
      }
    } else if (event.key === "Enter" || event.key === " ") this.select(name);
    else if (event.key === "f" || event.key === "F") this.#force(name, this.#isForced(name) !== true);
    else if (event.key === "Escape") this.select(null);
    else return;
    event.preventDefault();
  }

  #isForced(name: string): boolean | null {
    if (!Object.hasOwn(this.#session.view.tree, name)) return null;
    return this.#drawing.node(name)?.forced_directly ?? false;
  }

  #force(name: string, isForced: boolean): void {
    if (this.#isForced(name) === null) return;
    const choice = readChoice(this.#session.forcedNodes());
    this.#session.force(asForcedNodes(choose(choice, this.#session.view.tree, [name], isForced)));
  }

  /** Shows why the selected node runs. */
  #explain(): void {
    const name = this.#selected;
    const node = name === null ? undefined : this.#drawing.node(name);
    setAttribute(this.#stage, "data-explains", node !== undefined);
    this.#explanation.hidden = node === undefined;
    if (name === null || node === undefined) {
      this.#drawing.select(null, []);
      return;
    }
    if (this.#explained === name) return;
    this.#explained = name;
    const explanation = this.#session.explain(name);
    this.#drawing.select(name, firstPath(explanation));
    const nodes = valueAt(this.#session.recipeDefinition(), "/nodes");
    const hadFocus = document.activeElement?.id === "force-selected";
    this.#explanation.replaceChildren(
      ...explanationOf(
        {
          node: name,
          mark: markOf(node),
          explanation,
          type: valueAt(nodes, `${inside("", name)}/node_type`),
          diff: node.kind === "recipe" ? this.#session.diff() : null,
          isForced: this.#isForced(name),
        },
        {
          select: (other) => {
            this.select(other);
            this.#drawing.elementOf(other)?.focus({ preventScroll: true });
          },
          force: (other, isForced) => this.#force(other, isForced),
          close: () => {
            this.select(null);
            this.#drawing.elementOf(name)?.focus({ preventScroll: true });
          },
        },
      ),
    );
    if (hadFocus) this.#explanation.querySelector<HTMLElement>("#force-selected")?.focus();
  }
}

/** The path of the first cause that comes from another node. */
function firstPath(explanation: Explanation | null): string[] {
  const inherited = (explanation?.causes ?? []).find(
    (cause): cause is Extract<Cause, { path: string[] }> => "path" in cause,
  );
  return inherited?.path ?? [];
}
