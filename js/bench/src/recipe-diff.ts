/**
 * The diff of two recipe definitions in plain TypeScript, objects in and out: the competitor of `diffRecipes`. It follows
 * the same rules, is linear and does not recurse; `checks.ts` compares its results with the library's. It does not check
 * documents, except for mistakes that would break it (an unknown node, a cycle).
 */
import type { Connection, DataFilter, Filter, Interface, NodeType, Recipe, RecipeNode } from "./recipes.js";

/** What is forced, as the API has it. */
export interface ForcedNodes {
  all?: boolean;
  nodes?: string[];
  sub_recipes?: Record<string, ForcedNodes>;
}

type Status = "NEW" | "DELETED" | "CHANGED" | "UNCHANGED";

interface NodeDiff {
  status: Status;
  changes: { name: string; description: string }[];
  reprocess_new_node: boolean;
  force_reprocess: boolean;
  dependencies: { name: string }[];
  prev_node_type?: string;
  node_type: Record<string, string | number>;
}

/** The result, in the shape of `diffRecipes`. */
export interface DiffReport {
  diff: {
    can_be_reprocessed: boolean;
    reasons: { name: string; description: string }[];
    nodes: Record<string, NodeDiff>;
  };
  copy: string[];
  supersede: string[];
  unpublish: string[];
  recursively_supersede: string[];
  forced_inside: Record<string, ForcedNodes | null>;
  summary: string;
}

/** The mistakes that prevent a comparison, by the library's name. */
export class BrokenDefinition extends Error {}

/** Compares two definitions and forces nodes. */
export function recipeDiff(previous: Recipe, current: Recipe, forced?: ForcedNodes | null): DiffReport {
  const [before, now] = [previous.nodes ?? {}, current.nodes ?? {}];
  checkNames(previous.input);
  checkNames(current.input);
  topologicalOrder(before);
  const order = topologicalOrder(now);
  const problems = connectionProblems(current.input ?? {}, previous.input ?? {});
  const reasons = problems.length === 0 ? [] : [inputChange(problems)];
  const nodes: Record<string, NodeDiff> = {};
  for (const name of order) {
    const node = now[name] as RecipeNode;
    const old = Object.hasOwn(before, name) ? before[name] : undefined;
    nodes[name] = old === undefined ? newNode(node) : keptNode(node, old, nodes);
  }
  for (const [name, node] of Object.entries(before)) {
    if (!Object.hasOwn(now, name)) nodes[name] = { ...newNode(node), status: "DELETED" };
  }
  force(nodes, forced);
  return report(nodes, reasons, forced);
}

function inputChange(problems: string[]): { name: string; description: string } {
  const description = `The input of the previous revision does not fit the current one. ${problems.join(" ")}`;
  return { name: "INPUT_CHANGE", description };
}

function checkNames({ files = [], json = [] }: Interface = {}): void {
  const names = [...files, ...json].map(({ name }) => name);
  if (new Set(names).size < names.length) throw new BrokenDefinition("DUPLICATE_INPUT");
}

/** The names of the nodes, each after all that it depends on. */
function topologicalOrder(nodes: Record<string, RecipeNode>): string[] {
  const missing = new Map<string, number>();
  const children = new Map<string, string[]>();
  const order: string[] = [];
  for (const [name, node] of Object.entries(nodes)) {
    const parents = new Set(node.dependencies.map((dependency) => dependency.name));
    missing.set(name, parents.size);
    if (parents.size === 0) order.push(name);
    for (const parent of parents) {
      if (!Object.hasOwn(nodes, parent)) throw new BrokenDefinition("UNKNOWN_NODE");
      const siblings = children.get(parent);
      if (siblings === undefined) children.set(parent, [name]);
      else siblings.push(name);
    }
  }
  for (const name of order) {
    for (const child of children.get(name) ?? []) {
      const left = (missing.get(child) as number) - 1;
      missing.set(child, left);
      if (left === 0) order.push(child);
    }
  }
  if (order.length < missing.size) throw new BrokenDefinition("CIRCULAR_DEPENDENCY");
  return order;
}

function newNode(node: RecipeNode): NodeDiff {
  return {
    status: "NEW",
    changes: [],
    reprocess_new_node: false,
    force_reprocess: false,
    dependencies: dependencies(node),
    node_type: nodeType(node.node_type),
  };
}

function dependencies(node: RecipeNode): { name: string }[] {
  const names = new Set(node.dependencies.map(({ name }) => name));
  return Array.from(names, (name) => ({ name }));
}

function nodeType(node: NodeType): Record<string, string | number> {
  switch (node.node_type) {
    case "job": {
      const { node_type, job_type_name, job_type_version, job_type_revision } = node;
      return { node_type, job_type_name, job_type_version, job_type_revision };
    }
    case "recipe": {
      const { node_type, recipe_type_name, recipe_type_revision } = node;
      return { node_type, recipe_type_name, recipe_type_revision };
    }
    case "condition":
      return { node_type: "condition" };
  }
}

/** A node that is in both definitions. Those that it depends on are in `above` already. */
function keptNode(node: RecipeNode, old: RecipeNode, above: Record<string, NodeDiff>): NodeDiff {
  const kept = newNode(node);
  compareTypes(node.node_type, old.node_type, kept);
  compareParents(node, old, above, kept);
  compareInputs(node, old, kept);
  kept.status = kept.changes.length > 0 ? "CHANGED" : "UNCHANGED";
  return kept;
}

function compareTypes(now: NodeType, old: NodeType, kept: NodeDiff): void {
  const changed = (what: string, field: string, was: string | number, is: string | number): void => {
    if (was === is) return;
    kept.node_type[`prev_${field}`] = was;
    const description = `The ${what} changed from ${shown(was)} to ${shown(is)}.`;
    kept.changes.push({ name: `${field.replace("_name", "").toUpperCase()}_CHANGE`, description });
  };
  if (now.node_type === "job" && old.node_type === "job") {
    changed("job type", "job_type_name", old.job_type_name, now.job_type_name);
    changed("job type version", "job_type_version", old.job_type_version, now.job_type_version);
    changed("job type revision", "job_type_revision", old.job_type_revision, now.job_type_revision);
  } else if (now.node_type === "recipe" && old.node_type === "recipe") {
    changed("recipe type", "recipe_type_name", old.recipe_type_name, now.recipe_type_name);
    changed(
      "recipe type revision",
      "recipe_type_revision",
      old.recipe_type_revision,
      now.recipe_type_revision,
    );
  } else if (now.node_type === "condition" && old.node_type === "condition") {
    if (!sameDataFilter(old.data_filter, now.data_filter)) {
      const description = "The data filter of the condition changed.";
      kept.changes.push({ name: "FILTER_CHANGE", description });
    }
  } else {
    kept.prev_node_type = old.node_type;
    const description = `The node was a ${old.node_type} node and is a ${now.node_type} node now.`;
    kept.changes.push({ name: "NODE_TYPE_CHANGE", description });
  }
}

function shown(value: string | number): string {
  return typeof value === "string" ? `"${value}"` : `${value}`;
}

function compareParents(
  node: RecipeNode,
  old: RecipeNode,
  above: Record<string, NodeDiff>,
  { changes }: NodeDiff,
): void {
  const now = acceptances(node);
  const before = acceptances(old);
  for (const name of now.keys()) {
    if (!before.has(name)) {
      changes.push({ name: "PARENT_NEW", description: `It depends on "${name}" now.` });
    }
  }
  for (const name of now.keys()) {
    if (before.has(name) && above[name]?.status === "CHANGED") {
      changes.push({ name: "PARENT_CHANGED", description: `"${name}", which it depends on, changed.` });
    }
  }
  for (const name of before.keys()) {
    if (!now.has(name)) {
      changes.push({ name: "PARENT_REMOVED", description: `It no longer depends on "${name}".` });
    }
  }
  for (const [name, accepted] of now) {
    if (before.has(name) && before.get(name) !== accepted) {
      const [was, is] = accepted ? ["refused", "accepts"] : ["accepted", "refuses"];
      const description = `It ran when "${name}" ${was} the data, and runs when "${name}" ${is} it now.`;
      changes.push({ name: "PARENT_ACCEPTANCE_CHANGED", description });
    }
  }
}

/** What a node depends on, and the result that it waits for. */
function acceptances(node: RecipeNode): Map<string, boolean> {
  return new Map(node.dependencies.map(({ name, acceptance }) => [name, acceptance ?? true]));
}

function compareInputs(node: RecipeNode, old: RecipeNode, { changes }: NodeDiff): void {
  for (const [name, connection] of Object.entries(node.input)) {
    if (!Object.hasOwn(old.input, name)) {
      const description = `The input "${name}" is new; it comes from ${source(connection)}.`;
      changes.push({ name: "INPUT_NEW", description });
    }
  }
  for (const [name, connection] of Object.entries(node.input)) {
    const was = Object.hasOwn(old.input, name) ? old.input[name] : undefined;
    if (was !== undefined && !sameConnection(was, connection)) {
      const description = `The input "${name}" came from ${source(was)} and comes from ${source(connection)} now.`;
      changes.push({ name: "INPUT_CHANGE", description });
    }
  }
  for (const [name, connection] of Object.entries(old.input)) {
    if (!Object.hasOwn(node.input, name)) {
      const description = `The input "${name}" is gone; it came from ${source(connection)}.`;
      changes.push({ name: "INPUT_REMOVED", description });
    }
  }
}

function sameConnection(one: Connection, other: Connection): boolean {
  if (one.type === "recipe") return other.type === "recipe" && one.input === other.input;
  return other.type === "dependency" && one.node === other.node && one.output === other.output;
}

function source(connection: Connection): string {
  if (connection.type === "recipe") return `the recipe's input "${connection.input}"`;
  return `output "${connection.output}" of "${connection.node}"`;
}

function sameDataFilter(one: DataFilter, other: DataFilter): boolean {
  const [filters, others] = [one.filters ?? [], other.filters ?? []];
  return (
    (one.all ?? true) === (other.all ?? true) &&
    filters.length === others.length &&
    filters.every((filter, index) => sameFilter(filter, others[index] as Filter))
  );
}

function sameFilter(one: Filter, other: Filter): boolean {
  return (
    one.name === other.name &&
    one.type === other.type &&
    one.condition === other.condition &&
    one.all_fields === other.all_fields &&
    one.all_files === other.all_files &&
    JSON.stringify(one.fields) === JSON.stringify(other.fields) &&
    JSON.stringify(filterValues(one)) === JSON.stringify(filterValues(other))
  );
}

/** The values of number and integer filters may be written as strings. */
function filterValues({ type, values }: Filter): unknown[] {
  if (type === "number") return values.map(Number);
  return type === "integer" ? values.map((value) => Math.trunc(Number(value))) : values;
}

/** Forces nodes and everything that comes after them. */
function force(nodes: Record<string, NodeDiff>, forced: ForcedNodes | null | undefined): void {
  if (forced === undefined || forced === null) return;
  if (forced.all === true) {
    for (const node of Object.values(nodes)) node.force_reprocess = true;
    return;
  }
  const named = [...(forced.nodes ?? []), ...Object.keys(forced.sub_recipes ?? {})];
  const waiting = named.filter((name) => Object.hasOwn(nodes, name));
  if (waiting.length === 0) return;
  const children = new Map<string, string[]>();
  for (const [name, node] of Object.entries(nodes)) {
    for (const { name: parent } of node.dependencies) {
      const siblings = children.get(parent);
      if (siblings === undefined) children.set(parent, [name]);
      else siblings.push(name);
    }
  }
  for (const name of waiting) {
    const node = nodes[name] as NodeDiff;
    if (node.force_reprocess) continue;
    node.force_reprocess = true;
    for (const child of children.get(name) ?? []) waiting.push(child);
  }
}

/** Decides what runs, and gathers the sets. */
function report(
  nodes: Record<string, NodeDiff>,
  reasons: { name: string; description: string }[],
  forced: ForcedNodes | null | undefined,
): DiffReport {
  const can_be_reprocessed = reasons.length === 0;
  const result: DiffReport = {
    diff: { can_be_reprocessed, reasons, nodes },
    copy: [],
    supersede: [],
    unpublish: [],
    recursively_supersede: [],
    forced_inside: {},
    summary: "",
  };
  const counts = { new: 0, changed: 0, forced: 0, copied: 0, deleted: 0 };
  for (const [name, node] of Object.entries(nodes)) {
    const { status, force_reprocess } = node;
    const runs = status === "NEW" || status === "CHANGED" || (force_reprocess && status !== "DELETED");
    node.reprocess_new_node = can_be_reprocessed && runs;
    if (node.node_type["node_type"] === "recipe") {
      result.forced_inside[name] = force_reprocess ? inside(forced, name) : null;
    }
    if (status === "DELETED") counts.deleted++;
    else if (status === "NEW") counts.new++;
    else if (status === "CHANGED") counts.changed++;
    else if (force_reprocess) counts.forced++;
    else counts.copied++;
    if (!can_be_reprocessed) continue;
    if (status === "DELETED") {
      result.supersede.push(name);
      result.unpublish.push(name);
    } else if (!runs) result.copy.push(name);
    else if (status !== "NEW") result.supersede.push(name);
  }
  if (can_be_reprocessed) {
    for (const name of Object.keys(result.forced_inside)) {
      const { changes, dependencies } = nodes[name] as NodeDiff;
      const isSuperseded =
        dependencies.some((parent) => nodes[parent.name]?.reprocess_new_node) ||
        changes.some(({ name }) => name !== "RECIPE_TYPE_CHANGE" && name !== "RECIPE_TYPE_REVISION_CHANGE");
      if (isSuperseded) result.recursively_supersede.push(name);
    }
  }
  result.summary = summary(counts, reasons);
  return result;
}

function inside(forced: ForcedNodes | null | undefined, name: string): ForcedNodes | null {
  if (forced?.all === true) return { all: true };
  return forced?.sub_recipes?.[name] ?? null;
}

function summary(
  counts: { new: number; changed: number; forced: number; copied: number; deleted: number },
  reasons: { description: string }[],
): string {
  const runs = counts.new + counts.changed + counts.forced;
  const all = runs + counts.copied;
  if (all + counts.deleted === 0) return "The recipe has no nodes.";
  const parts = (...names: (keyof typeof counts)[]): string => {
    const found = names.filter((name) => counts[name] > 0).map((name) => `${counts[name]} ${name}`);
    const last = found.pop() ?? "";
    return found.length === 0 ? last : `${found.join(", ")} and ${last}`;
  };
  if (reasons.length > 0) {
    const found = parts("new", "changed", "deleted");
    const why = reasons.map(({ description }) => description).join(" ");
    return `The recipes cannot be re-processed. ${why}${found === "" ? "" : ` Nodes: ${found}.`}`;
  }
  let gone = "";
  if (counts.deleted === 1) gone = " 1 node is deleted.";
  if (counts.deleted > 1) gone = ` ${counts.deleted} nodes are deleted.`;
  const nodes = all === 1 ? "1 node" : `${all} nodes`;
  if (runs === 0) return `Nothing runs again: all of the ${nodes} are copied.${gone}`;
  let rest = "nothing is copied";
  if (counts.copied === 1) rest = "1 is copied";
  if (counts.copied > 1) rest = `${counts.copied} are copied`;
  const why = parts("new", "changed", "forced");
  return `${runs} of ${nodes} ${runs === 1 ? "runs" : "run"} again (${why}), ${rest}.${gone}`;
}

interface Parameter {
  kind: "file" | "json";
  name: string;
  required: boolean;
  multiple: boolean;
  type: string;
}

/** Why the output of one interface does not fit the input of the other, in words. */
function connectionProblems(accepting: Interface, connecting: Interface): string[] {
  const problems: string[] = [];
  const given = new Map(parameters(connecting).map((parameter) => [parameter.name, parameter]));
  for (const { kind, name, required, multiple, type } of parameters(accepting)) {
    const found = given.get(name);
    if (found === undefined) {
      if (required) problems.push(`"${name}" is required, but nothing is connected to it.`);
      continue;
    }
    if (required && !found.required) {
      problems.push(`"${name}" is required, but what is connected to it is optional and may be absent.`);
    }
    if (found.kind !== kind) {
      const [is, delivered] = kind === "file" ? ["a file", "a JSON value"] : ["a JSON value", "a file"];
      problems.push(`"${name}" is ${is}, but ${delivered} is connected to it.`);
    } else if (found.multiple && !multiple) {
      problems.push(`"${name}" takes one file, but several files are connected to it.`);
    } else if (found.type !== type) {
      problems.push(
        `"${name}" takes JSON of type ${type}, but JSON of type ${found.type} is connected to it.`,
      );
    }
  }
  return problems;
}

function parameters({ files = [], json = [] }: Interface): Parameter[] {
  return [
    ...files.map(({ name, required = true, multiple = false }): Parameter => {
      return { kind: "file", name, required, multiple, type: "" };
    }),
    ...json.map(({ name, required = true, type }): Parameter => {
      return { kind: "json", name, required, multiple: false, type };
    }),
  ];
}
