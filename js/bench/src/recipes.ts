/** Recipe definitions of any size, in three shapes; as in `benches/diff.rs`. */

/** A node, as the API has it. */
export interface RecipeNode {
  dependencies: { name: string; acceptance?: boolean }[];
  input: Record<string, Connection>;
  node_type: NodeType;
}

/** Where an input of a node comes from. */
export type Connection =
  { type: "recipe"; input: string } | { type: "dependency"; node: string; output: string };

/** What a node runs. */
export type NodeType =
  | { node_type: "job"; job_type_name: string; job_type_version: string; job_type_revision: number }
  | { node_type: "recipe"; recipe_type_name: string; recipe_type_revision: number }
  | { node_type: "condition"; interface?: object; data_filter: DataFilter };

/** The filter of a condition. */
export interface DataFilter {
  all?: boolean;
  filters?: Filter[];
}

/** One rule of a filter. */
export interface Filter {
  name: string;
  type: string;
  condition: string;
  values: unknown[];
  fields?: unknown[][];
  all_fields?: boolean;
  all_files?: boolean;
}

/** A recipe definition, as the API has it. */
export interface Recipe {
  input?: Interface;
  nodes?: Record<string, RecipeNode>;
}

/** The input or output of a recipe or a node. */
export interface Interface {
  files?: { name: string; required?: boolean; multiple?: boolean; media_types?: string[] }[];
  json?: { name: string; required?: boolean; type: string }[];
}

/** The numbers of the nodes that a node depends on, by its own number. */
export type Shape = (number: number) => number[];

/** Every shape by its name. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  chain: (number) => (number === 0 ? [] : [number - 1]),
  /** Stacked diamonds: one node, two side by side, one again. */
  ladder: (number) => {
    if (number === 0) return [];
    if (number % 3 === 0) return [number - 2, number - 1];
    return number % 3 === 1 ? [number - 1] : [number - 2];
  },
  /** Up to three random earlier nodes. */
  random: (number) => {
    if (number === 0) return [];
    const next = mixed(number);
    return [...new Set(Array.from({ length: next() % 4 }, () => next() % number))];
  },
};

/** Pseudo-random numbers that are the same on every machine (mulberry32). */
export function mixed(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mix = Math.imul(state ^ (state >>> 15), 1 | state);
    mix = (mix + Math.imul(mix ^ (mix >>> 7), 61 | mix)) ^ mix;
    return (mix ^ (mix >>> 14)) >>> 0;
  };
}

/** The name of a node by its number. */
export function nodeName(number: number): string {
  return `node-${String(number).padStart(7, "0")}`;
}

/** A recipe of jobs; the one in the middle has the given revision. */
export function recipe(size: number, shape: Shape, revision: number): Required<Recipe> {
  const nodes: Record<string, RecipeNode> = {};
  for (let number = 0; number < size; number++) {
    const parents = shape(number);
    nodes[nodeName(number)] = {
      dependencies: parents.map((parent) => ({ name: nodeName(parent), acceptance: true })),
      input: Object.fromEntries(
        parents.map((parent) => [
          `input-${parent}`,
          { type: "dependency", node: nodeName(parent), output: "output" },
        ]),
      ),
      node_type: {
        node_type: "job",
        job_type_name: "job",
        job_type_version: "1.0.0",
        job_type_revision: number === Math.floor(size / 2) ? revision : 1,
      },
    };
  }
  return { input: { files: [{ name: "IMAGE", required: true }], json: [] }, nodes };
}
