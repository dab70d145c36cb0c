/** Nodes as controls and graph libraries take them. */
import type { ForcedNodes, Layout, NodeTree, PlacedEdge, PlacedNode } from "./generated/documents.js";
import { define, hasOwn } from "./objects.js";

/** A node that can be forced, as an option of a list. */
export interface ForcedNodeOption {
  /** The names from the recipe down to the node. */
  path: readonly string[];
  /** The name of the node. */
  name: string;
  /** The title of its job type or recipe type; the name of the type where no title is known. */
  title: string;
  /** Whether it is a job, or a recipe with everything in it. */
  kind: "job" | "recipe";
  /** How many sub-recipes it is in. */
  depth: number;
}

/** What has a title: a job type or a recipe type as the API serves it. */
export interface Titled {
  /** Its name. */
  name?: string | null;
  /** Its version; a recipe type has none. */
  version?: string | null;
  /** Its title. */
  title?: string | null;
}

/** The documents that titles are taken from: the details of a recipe type as they are, or lists. */
export interface Titles {
  /** The job types of the nodes. */
  job_types?: readonly Titled[];
  /** The recipe types of the nodes. */
  sub_recipe_types?: readonly Titled[];
}

/**
 * Returns everything that can be forced in a recipe as a flat list, each sub-recipe followed by its nodes.
 *
 * @param tree - The result of `forcedNodesTree`.
 * @param titles - Where the titles come from; those of the nodes of sub-recipes are in the details of these.
 *
 * @example
 * ```ts
 * const { tree } = forcedNodesTree({ definition, sub_recipe_types });
 * const options = forcedNodeOptions(tree ?? {}, { job_types: [{ name: "scene-reader", version: "1.2.0", title: "Reader" }] });
 * options.find(({ name }) => name === "read-scene");
 * // { path: ["read-scene"], name: "read-scene", title: "Reader", kind: "job", depth: 0 }
 * ```
 */
export function forcedNodeOptions(tree: NodeTree, ...titles: Titles[]): ForcedNodeOption[] {
  const titleOf = new Map<string, string>();
  for (const { job_types = [], sub_recipe_types = [] } of titles) {
    for (const [kind, types] of [
      ["job", job_types],
      ["recipe", sub_recipe_types],
    ] as const) {
      for (const { name, version, title } of types) {
        if (title != null && title !== "") titleOf.set(JSON.stringify([kind, name, version ?? null]), title);
      }
    }
  }
  const options: ForcedNodeOption[] = [];
  const waiting: { nodes: NodeTree; path: string[]; names: string[] }[] = [];
  const enter = (nodes: NodeTree, path: string[]): void =>
    void waiting.push({ nodes, path, names: Object.keys(nodes).reverse() });
  enter(tree, []);
  for (let level = waiting[waiting.length - 1]; level !== undefined; level = waiting[waiting.length - 1]) {
    const name = level.names.pop();
    if (name === undefined) {
      waiting.pop();
      continue;
    }
    const node = level.nodes[name];
    if (node === undefined || node.kind === "condition") continue;
    const { kind, type_name, type_version } = node;
    const path = [...level.path, name];
    const title = titleOf.get(JSON.stringify([kind, type_name, type_version ?? null])) ?? type_name ?? name;
    options.push({ path, name, title, kind, depth: level.path.length });
    if (node.nodes != null) enter(node.nodes, path);
  }
  return options;
}

/**
 * Returns the forced nodes that choose some options: a recipe is forced with everything in it. `normalizeForcedNodes`
 * shortens them.
 *
 * @example
 * ```ts
 * toForcedNodes([{ path: ["read-scene"], kind: "job" }, { path: ["mosaic"], kind: "recipe" }]);
 * // { all: false, nodes: ["read-scene"], sub_recipes: { mosaic: { all: true } } }
 * ```
 */
export function toForcedNodes(chosen: readonly Pick<ForcedNodeOption, "path" | "kind">[]): ForcedNodes {
  const forced: Choice = { all: false };
  for (const { path, kind } of chosen) {
    let level = forced;
    for (const name of kind === "recipe" ? path : path.slice(0, -1)) {
      level.sub_recipes ??= {};
      if (!hasOwn(level.sub_recipes, name)) {
        define(level.sub_recipes, name, { value: { all: false }, writable: true });
      }
      level = level.sub_recipes[name] as Choice;
    }
    const name = path[path.length - 1];
    if (kind === "recipe") level.all = true;
    else if (name !== undefined) (level.nodes ??= []).push(name);
  }
  return forced;
}

/** Forced nodes while they are chosen. */
interface Choice {
  all: boolean;
  nodes?: string[];
  sub_recipes?: Record<string, Choice>;
}

/** A layout as graph libraries take one. */
export interface Graph {
  /** The nodes, each by its name. */
  nodes: (PlacedNode & {
    /** The name, which no other node has. */
    id: string;
    /** What is written in the node. */
    label: string;
  })[];
  /** The dependencies: from what is depended on to what depends on it. */
  edges: (Pick<PlacedEdge, "bends"> & {
    /** No other edge has it. */
    id: string;
    /** The node that is depended on. */
    source: string;
    /** The node that depends on it. */
    target: string;
  })[];
}

/**
 * Returns a layout with nodes as `{ id, label }` and edges as `{ source, target }`, as Cytoscape, D3, ngx-graph, React Flow
 * and others take them.
 *
 * @example
 * ```ts
 * const drawing = drawDiff({ previous, current, format: "layout" });
 * const { nodes, edges } = toGraph(drawing.errors === undefined ? drawing.layout : { nodes: [], edges: [] });
 * nodes[0]?.id; // archive-scene
 * edges[0]?.target; // archive-scene
 * ```
 */
export function toGraph(layout: Pick<Layout, "nodes" | "edges">): Graph {
  return {
    nodes: layout.nodes.map((node) => ({ ...node, id: node.name, label: node.name })),
    edges: layout.edges.map(({ from, to, bends }) => ({
      id: JSON.stringify([from, to]),
      source: from,
      target: to,
      bends,
    })),
  };
}
