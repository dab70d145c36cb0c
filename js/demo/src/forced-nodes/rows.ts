/** The rows of the tree: every visible node, in order. */
import type { NodeTree, NodeTreeNode } from "scale-batch";

import { pathKey } from "./choice.js";

/** A row of the tree. */
export interface Row {
  /** The names from the recipe down to the node; empty for the recipe itself. */
  path: readonly string[];
  node: NodeTreeNode | null;
  /** Its position among its siblings, from 1, and their number. */
  position: number;
  siblings: number;
  /** Whether it is open; `null` if it cannot have children. */
  isOpen: boolean | null;
}

/** The rows of a tree with the given paths open; for a search, all matches and their ancestors. */
export function rowsOf(tree: NodeTree, open: ReadonlySet<string>, wanted: string): Row[] {
  const rows: Row[] = [];
  const text = wanted.trim().toLowerCase();
  const add = (nodes: NodeTree, path: readonly string[]): boolean => {
    const names = Object.keys(nodes).sort();
    let found = false;
    for (const [index, name] of names.entries()) {
      const node = nodes[name];
      if (node === undefined) continue;
      const inside = [...path, name];
      const hasNodes = node.nodes !== undefined;
      const isOpen = hasNodes ? open.has(pathKey(inside)) || text !== "" : null;
      const start = rows.length;
      rows.push({ path: inside, node, position: index + 1, siblings: names.length, isOpen });
      const foundInside = isOpen === true && node.nodes ? add(node.nodes, inside) : false;
      if (text !== "" && !foundInside && !name.toLowerCase().includes(text)) rows.length = start;
      else found = true;
    }
    return found;
  };
  if (text === "") rows.push({ path: [], node: null, position: 1, siblings: 1, isOpen: true });
  add(tree, []);
  return rows;
}
