/** Converts forced nodes to a choice of nodes in a tree, and back. */
import type { ForcedNodes, NodeTree } from "scale-batch";

import { inside as pointerInside, isObject, type Json } from "../pointer.js";

/** How much of a node is chosen; for a recipe node, including everything inside it. */
export type Chosen = "all" | "some" | "none";

/** Forced nodes with every field filled in. */
interface Choice {
  all: boolean;
  nodes: string[];
  sub_recipes: Record<string, Choice>;
}

const everything: Choice = { all: true, nodes: [], sub_recipes: {} };
const nothing: Choice = { all: false, nodes: [], sub_recipes: {} };

/** Reads the forced nodes of the request. Anything else chooses nothing. */
export function readChoice(forcedNodes: Json | undefined): Choice {
  if (!isObject(forcedNodes)) return nothing;
  const { all, nodes, sub_recipes } = forcedNodes;
  if (all === true) return everything;
  const inside = isObject(sub_recipes) ? Object.entries(sub_recipes) : [];
  return {
    all: false,
    nodes: Array.isArray(nodes) ? nodes.filter((name) => typeof name === "string") : [],
    sub_recipes: Object.fromEntries(inside.map(([name, value]) => [name, readChoice(value)])),
  };
}

/** How much is chosen of every node, by its path; the whole recipe is the empty path. */
export function chosenOf(choice: Choice, tree: NodeTree): Map<string, Chosen> {
  const chosen = new Map<string, Chosen>();
  chosen.set("", fill(chosen, choice, tree, []));
  return chosen;
}

/** The key of a path in the result of {@link chosenOf}: a JSON Pointer. */
export function pathKey(path: readonly string[]): string {
  return path.reduce(pointerInside, "");
}

function fill(chosen: Map<string, Chosen>, choice: Choice, tree: NodeTree, path: string[]): Chosen {
  const names = new Set(choice.nodes);
  let some = false;
  let all = true;
  for (const [name, node] of Object.entries(tree)) {
    const isNamed = choice.all || names.has(name) || Object.hasOwn(choice.sub_recipes, name);
    let here: Chosen = isNamed ? "all" : "none";
    if (node.kind === "recipe") {
      const inside = choice.all ? everything : insideOf(choice.sub_recipes, name);
      const within = fill(chosen, inside, node.nodes ?? {}, [...path, name]);
      const isEmpty = Object.keys(node.nodes ?? {}).length === 0;
      if (isNamed && !inside.all && !(isEmpty ? node.unexpanded === undefined : within === "all"))
        here = "some";
    }
    chosen.set(pathKey([...path, name]), here);
    some ||= here !== "none";
    all &&= here === "all";
  }
  if (choice.all) return "all";
  return some ? (all ? "all" : "some") : "none";
}

/** The same choice with one node and everything inside it added or removed; the empty path is the whole recipe. */
export function choose(choice: Choice, tree: NodeTree, path: readonly string[], isChosen: boolean): Choice {
  const [name, ...rest] = path;
  if (name === undefined) return isChosen ? everything : nothing;
  const { nodes, sub_recipes } = choice.all ? listed(tree) : choice;
  const others = Object.fromEntries(Object.entries(sub_recipes).filter(([other]) => other !== name));
  const otherNodes = nodes.filter((other) => other !== name);
  const node = tree[name];
  if (rest.length > 0) {
    const inside = choose(insideOf(sub_recipes, name), node?.nodes ?? {}, rest, isChosen);
    const isEmpty = !inside.all && inside.nodes.length === 0 && Object.keys(inside.sub_recipes).length === 0;
    return { all: false, nodes: otherNodes, sub_recipes: isEmpty ? others : { ...others, [name]: inside } };
  }
  if (!isChosen) return { all: false, nodes: otherNodes, sub_recipes: others };
  return node?.kind === "recipe"
    ? { all: false, nodes: otherNodes, sub_recipes: { ...others, [name]: everything } }
    : { all: false, nodes: [...otherNodes, name], sub_recipes: others };
}

/** The choice inside a recipe node; its name may be that of an inherited property. */
function insideOf(subRecipes: Readonly<Record<string, Choice>>, name: string): Choice {
  return (Object.hasOwn(subRecipes, name) ? subRecipes[name] : undefined) ?? nothing;
}

/** Every node of a tree by its name. */
function listed(tree: NodeTree): Choice {
  const entries = Object.entries(tree);
  const recipes = entries.filter(([, node]) => node.kind === "recipe");
  return {
    all: false,
    nodes: entries.filter(([, node]) => node.kind !== "recipe").map(([name]) => name),
    sub_recipes: Object.fromEntries(recipes.map(([name]) => [name, everything])),
  };
}

/** The choice as forced nodes of a request. */
export function asForcedNodes(choice: Choice): ForcedNodes {
  if (choice.all) return { all: true };
  const inside = Object.entries(choice.sub_recipes).map(([name, inner]) => [name, asForcedNodes(inner)]);
  return {
    all: false,
    ...(choice.nodes.length > 0 && { nodes: choice.nodes }),
    ...(inside.length > 0 && { sub_recipes: Object.fromEntries(inside) as Record<string, ForcedNodes> }),
  } as ForcedNodes;
}
