/** The tree of nodes with check marks. Only visible rows are drawn, so that thousands of nodes stay fast. */
import type { NodeTree } from "scale-batch";

import { html, setAttribute, uniqueId } from "../elements.js";
import { icon } from "../icons.js";
import { pathKey, type Chosen } from "./choice.js";
import { rowsOf, type Row } from "./rows.js";

const rowHeight = 28;
const mostRows = 11;

/** A tree to choose nodes in. */
export class ChoiceTree {
  readonly element: HTMLElement;
  #id = uniqueId("tree");
  #spacer = html("div", { class: "tree-spacer" });
  #tree: NodeTree = {};
  #chosen = new Map<string, Chosen>();
  #open = new Set<string>();
  #wanted = "";
  #rows: Row[] = [];
  #current = 0;
  #choose: (path: readonly string[], isChosen: boolean) => void;

  /** @param choose - Called when the user chooses. */
  constructor(label: string, choose: (path: readonly string[], isChosen: boolean) => void) {
    this.#choose = choose;
    this.element = html(
      "div",
      { class: "tree", role: "tree", tabindex: 0, "aria-label": label, "aria-multiselectable": "true" },
      this.#spacer,
    );
    this.element.addEventListener("scroll", () => this.#draw(), { passive: true });
    this.element.addEventListener("keydown", (event) => this.#press(event));
    this.element.addEventListener("click", (event) => this.#click(event));
  }

  /** Shows other nodes, or another choice of them. */
  show(tree: NodeTree, chosen: Map<string, Chosen>): void {
    if (tree !== this.#tree) {
      this.#tree = tree;
      this.#open.clear();
      this.#current = 0;
    }
    this.#chosen = chosen;
    this.#list();
  }

  /** Shows only the nodes that match a search. */
  find(text: string): void {
    this.#wanted = text;
    this.#current = 0;
    this.element.scrollTop = 0;
    this.#list();
  }

  #list(): void {
    this.#rows = rowsOf(this.#tree, this.#open, this.#wanted);
    this.#current = Math.min(this.#current, Math.max(this.#rows.length - 1, 0));
    this.#spacer.style.height = `${this.#rows.length * rowHeight}px`;
    // Half a row at the end shows that there are more.
    const seen = this.#rows.length > mostRows ? mostRows + 0.5 : this.#rows.length;
    this.element.style.height = `${seen * rowHeight + 10}px`;
    this.#draw();
  }

  #draw(): void {
    const first = Math.max(Math.floor(this.element.scrollTop / rowHeight) - 2, 0);
    const last = Math.min(first + mostRows + 5, this.#rows.length);
    const drawn: HTMLElement[] = [];
    for (let index = first; index < last; index++) {
      const row = this.#rows[index];
      if (row !== undefined) drawn.push(this.#row(row, index));
    }
    this.#spacer.replaceChildren(...drawn);
    setAttribute(
      this.element,
      "aria-activedescendant",
      this.#rows.length > 0 && `${this.#id}-${this.#current}`,
    );
  }

  #row(row: Row, index: number): HTMLElement {
    const { path, node, isOpen } = row;
    const chosen = this.#chosen.get(pathKey(path)) ?? "none";
    const name = path.at(-1) ?? "Every node";
    const element = html(
      "div",
      {
        class: "tree-row",
        id: `${this.#id}-${index}`,
        role: "treeitem",
        "aria-level": path.length + 1,
        "aria-posinset": row.position,
        "aria-setsize": row.siblings,
        "aria-expanded": isOpen === null ? undefined : String(isOpen),
        "aria-checked": chosen === "all" ? "true" : chosen === "some" ? "mixed" : "false",
        "data-index": index,
        "data-current": index === this.#current,
        "data-root": path.length === 0,
      },
      html(
        "span",
        { class: "tree-opener", "aria-hidden": "true", "data-opens": isOpen !== null && path.length > 0 },
        isOpen !== null && path.length > 0 && "▸",
      ),
      html("span", { class: "tree-check" }, icon(chosen === "all" ? "check" : "minus")),
      html("span", { class: "tree-name" }, name),
      html("span", { class: "tree-type" }, typeOf(row)),
    );
    setAttribute(element, "title", `${name} ${typeOf(row)}`.trim());
    element.style.top = `${index * rowHeight}px`;
    element.style.paddingInlineStart = `${path.length * 16 + 4}px`;
    if (node?.unexpanded) element.dataset["unexpanded"] = node.unexpanded;
    return element;
  }

  #click(event: MouseEvent): void {
    const target = event.target as Element;
    const element = target.closest<HTMLElement>(".tree-row");
    const index = Number(element?.dataset["index"]);
    const row = element === null ? undefined : this.#rows[index];
    if (row === undefined) return;
    this.#current = index;
    if (target.closest("[data-opens]") !== null) this.#setOpen(row, row.isOpen === false);
    else this.#toggle(row);
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = this.#rows[this.#current];
    if (row === undefined) return;
    const go = (index: number): void => {
      this.#current = Math.min(Math.max(index, 0), this.#rows.length - 1);
      this.#reveal();
    };
    switch (event.key) {
      case "ArrowDown":
        go(this.#current + 1);
        break;
      case "ArrowUp":
        go(this.#current - 1);
        break;
      case "Home":
        go(0);
        break;
      case "End":
        go(this.#rows.length - 1);
        break;
      case "ArrowRight":
        if (row.isOpen === false) this.#setOpen(row, true);
        else if (row.isOpen === true) go(this.#current + 1);
        break;
      case "ArrowLeft":
        if (row.isOpen === true && row.path.length > 0) this.#setOpen(row, false);
        else go(this.#parentOf(row));
        break;
      case " ":
      case "Enter":
        this.#toggle(row);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  #parentOf(row: Row): number {
    const around = pathKey(row.path.slice(0, -1));
    return Math.max(
      this.#rows.findIndex((other) => pathKey(other.path) === around),
      0,
    );
  }

  #reveal(): void {
    const top = this.#current * rowHeight;
    const { scrollTop, clientHeight } = this.element;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + rowHeight > scrollTop + clientHeight - 10) {
      this.element.scrollTop = top + rowHeight - clientHeight + 10;
    }
    this.#draw();
  }

  #setOpen(row: Row, isOpen: boolean): void {
    if (isOpen) this.#open.add(pathKey(row.path));
    else this.#open.delete(pathKey(row.path));
    this.#list();
  }

  #toggle(row: Row): void {
    this.#choose(row.path, this.#chosen.get(pathKey(row.path)) !== "all");
  }
}

/** The type of a node in a few words. */
function typeOf({ node }: Row): string {
  if (node === null) return "";
  const { type_name, type_version, type_revision, unexpanded } = node;
  const version = type_version ?? (type_revision === undefined ? "" : `rev. ${type_revision}`);
  const unknown =
    unexpanded === "UNKNOWN_TYPE" ? "· contents not known" : unexpanded ? "· contents not listed" : "";
  return [type_name, version, unknown].filter(Boolean).join(" ");
}
