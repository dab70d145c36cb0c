/** The nodes and edges of a layout as SVG. A layout of the same shape changes only the nodes that differ. */
import type { Layout, PlacedNode } from "scale-batch";

import { setAttribute, setText, svg } from "../elements.js";
import { iconPath } from "../icons.js";
import { Geometry, type Box } from "./geometry.js";
import { markOf, marks, type Mark } from "./marks.js";

/** A drawn node. */
interface Drawn {
  node: PlacedNode;
  group: SVGGElement;
  sign: SVGPathElement;
  note: SVGTextElement;
  /** The number of characters of a note that fit below the name. */
  letters: number;
  /** The whole note, shown on hover. */
  title: SVGTitleElement;
  /** What was drawn last. */
  key: string;
}

/** A drawing of what a batch does. */
export class Drawing {
  /** The element that holds everything. */
  readonly element = svg("g");
  /** The geometry of the drawing. */
  geometry: Geometry | null = null;
  #shape = "";
  #nodes = new Map<string, Drawn>();
  #edges = new Map<string, SVGPathElement>();
  #parents = new Map<string, string[]>();
  #children = new Map<string, string[]>();
  #selected: string | null = null;
  #path: string[] = [];

  /** Draws a layout. Returns whether its shape differs. */
  draw(layout: Layout): boolean {
    const shape = JSON.stringify([
      layout.nodes.map((node) => [node.name, node.layer, node.position]),
      layout.edges,
    ]);
    const isNew = shape !== this.#shape;
    if (isNew) {
      this.#shape = shape;
      this.#build(layout);
    }
    for (const node of layout.nodes) this.#update(node);
    return isNew;
  }

  /** A node by its name. */
  node(name: string): PlacedNode | undefined {
    return this.#nodes.get(name)?.node;
  }

  /** The focusable element of a node. */
  elementOf(name: string): SVGGElement | undefined {
    return this.#nodes.get(name)?.group;
  }

  /** All nodes. */
  nodes(): PlacedNode[] {
    return [...this.#nodes.values()].map(({ node }) => node);
  }

  /** The node to go to with an arrow key: before, after, or beside a node. */
  neighbour(name: string, key: string): string | undefined {
    const node = this.node(name);
    if (node === undefined) return undefined;
    const nearest = (names: readonly string[]): string | undefined =>
      names
        .map((other) => this.node(other))
        .filter((other) => other !== undefined)
        .sort(
          (one, other) => Math.abs(one.position - node.position) - Math.abs(other.position - node.position),
        )[0]?.name;
    if (key === "ArrowUp") return nearest(this.#parents.get(name) ?? []);
    if (key === "ArrowDown") return nearest(this.#children.get(name) ?? []);
    const side = key === "ArrowRight" ? 1 : -1;
    return nearest(
      this.nodes()
        .filter((other) => other.layer === node.layer && (other.position - node.position) * side > 0)
        .map((other) => other.name),
    );
  }

  /** Marks one node, and the path by which its cause reaches it. */
  select(name: string | null, path: readonly string[]): void {
    if (this.#selected !== null) this.#nodes.get(this.#selected)?.group.classList.remove("selected");
    for (const [from, to] of pairs(this.#path))
      this.#edges.get(edgeKey(from, to))?.classList.remove("on-path");
    this.#selected = name;
    this.#path = [...path];
    if (name !== null) this.#nodes.get(name)?.group.classList.add("selected");
    for (const [from, to] of pairs(this.#path)) this.#edges.get(edgeKey(from, to))?.classList.add("on-path");
  }

  #build(layout: Layout): void {
    const geometry = new Geometry(layout);
    this.geometry = geometry;
    this.#nodes.clear();
    this.#edges.clear();
    this.#parents.clear();
    this.#children.clear();
    const edges = svg("g", { class: "edges" });
    for (const edge of layout.edges) {
      const path = svg("path", { d: geometry.path(edge), class: "edge" });
      this.#edges.set(edgeKey(edge.from, edge.to), path);
      push(this.#parents, edge.to, edge.from);
      push(this.#children, edge.from, edge.to);
      edges.append(path);
    }
    const nodes = svg("g", { class: "nodes" });
    for (const node of layout.nodes) {
      const box = geometry.box(node.name);
      if (box === undefined) continue;
      const drawn = drawNode(node, box);
      this.#nodes.set(node.name, drawn);
      nodes.append(drawn.group);
    }
    this.element.replaceChildren(edges, nodes);
  }

  #update(node: PlacedNode): void {
    const drawn = this.#nodes.get(node.name);
    if (drawn === undefined) return;
    const mark = markOf(node);
    const key = `${mark} ${node.note} ${node.forced_directly}`;
    drawn.node = node;
    if (key === drawn.key) return;
    drawn.key = key;
    const { group, sign, note, letters, title } = drawn;
    setAttribute(group, "data-mark", mark);
    setAttribute(group, "data-forced", node.forced_directly);
    setAttribute(sign, "d", iconPath(marks[mark].icon));
    setText(note, shortened(node.note, letters));
    setText(title, `${node.name}: ${node.note}`);
    setAttribute(group, "aria-label", spoken(node, mark));
  }
}

function drawNode(node: PlacedNode, box: Box): Drawn {
  const sign = svg("path", { class: "node-sign", transform: "translate(9 15)" });
  const title = svg("title");
  const note = svg("text", { class: "node-note", x: 32, y: 35, "aria-hidden": "true" });
  const group = svg(
    "g",
    {
      class: `node node-${node.kind}`,
      transform: `translate(${box.x} ${box.y})`,
      role: "button",
      tabindex: "-1",
      "data-node": node.name,
    },
    title,
    ...outline(node, box),
    sign,
    svg(
      "text",
      { class: "node-name", x: 32, y: 20, "aria-hidden": "true" },
      shortened(node.name, Math.floor((box.width - 42) / 7.1)),
    ),
    note,
  );
  const letters = Math.floor((box.width - 40) / 5.9);
  return { node, group, sign, note, letters, title, key: "" };
}

/** The outline of a node shows its kind: a job, a recipe inside the recipe, a condition. */
function outline(node: PlacedNode, { width, height }: Box): SVGElement[] {
  switch (node.kind) {
    case "job":
      return [svg("rect", { class: "node-box", width, height, rx: 8 })];
    case "recipe":
      return [
        svg("rect", { class: "node-behind", x: 4, y: 4, width, height, rx: 8 }),
        svg("rect", { class: "node-box", width, height, rx: 8 }),
      ];
    case "condition": {
      const cut = 12;
      const points = `${cut},0 ${width - cut},0 ${width},${height / 2} ${width - cut},${height} ${cut},${height} 0,${height / 2}`;
      return [svg("polygon", { class: "node-box", points })];
    }
  }
}

function spoken(node: PlacedNode, mark: Mark): string {
  const kind = node.kind === "recipe" ? "sub-recipe" : node.kind;
  return `${node.name}, ${kind}. ${marks[mark].label}: ${node.note}.`;
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, Math.max(most - 1, 1))}…` : text;
}

function edgeKey(from: string, to: string): string {
  return JSON.stringify([from, to]);
}

function pairs(path: readonly string[]): [string, string][] {
  return path.slice(1).map((to, index) => [path[index] ?? "", to]);
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
