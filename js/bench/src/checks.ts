/** Checks that the competitors written for the benchmarks return the same results as the library. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { compareBatches, diffRecipes } from "scale-batch";

import { batches } from "./batches.js";
import { comparison, type BatchDetails } from "./comparison.js";
import { BrokenDefinition, recipeDiff, type DiffReport, type ForcedNodes } from "./recipe-diff.js";
import { nodeName, recipe, SHAPES, type Recipe } from "./recipes.js";

interface Case<Input> {
  id: string;
  input: Input;
  expect: Record<string, unknown>;
}

function cases<Input>(name: string): Case<Input>[] {
  const text = readFileSync(new URL(`../../../tests/data/${name}.jsonl`, import.meta.url), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Case<Input>);
}

interface DiffInput {
  previous: Recipe;
  current: Recipe;
  forced_nodes?: ForcedNodes | null;
}

/** Checks that the diff in TypeScript equals the library's. */
export function checkRecipeDiff(): void {
  for (const { id, input, expect } of cases<DiffInput>("diff")) checkOneDiff(input, id, expect["error"]);
  for (const [name, shape] of Object.entries(SHAPES)) {
    const input = { previous: recipe(200, shape, 1), current: recipe(210, shape, 2) };
    checkOneDiff(input, name);
    checkOneDiff({ previous: input.current, current: input.previous }, name);
    checkOneDiff({ ...input, forced_nodes: { all: false, nodes: [nodeName(7)] } }, name);
  }
}

function checkOneDiff(input: DiffInput, id: string, error?: unknown): void {
  const expected = diffRecipes(input as never);
  if (error !== undefined) {
    assert.throws(
      () => recipeDiff(input.previous, input.current, input.forced_nodes),
      (thrown) => thrown instanceof BrokenDefinition && thrown.message === error,
      id,
    );
    return;
  }
  const found = recipeDiff(input.previous, input.current, input.forced_nodes);
  const { warnings: _, ...library } = expected as unknown as DiffReport & { warnings: unknown };
  assert.deepEqual(inOrder(found), inOrder(library), id);
}

/** The same diff with everything of no fixed order sorted, and forced nodes without redundant ones. */
function inOrder(report: DiffReport): unknown {
  const nodes = Object.entries(report.diff.nodes).map(([name, node]) => {
    const changes = node.changes.map((change) => JSON.stringify(change)).sort();
    const dependencies = node.dependencies.map(({ name }) => name).sort();
    return [name, { ...node, changes, dependencies }] as const;
  });
  const inside = Object.entries(report.forced_inside).map(
    ([name, forced]) => [name, shortest(forced)] as const,
  );
  return {
    ...report,
    diff: { ...report.diff, nodes: Object.fromEntries(nodes) },
    copy: [...report.copy].sort(),
    supersede: [...report.supersede].sort(),
    unpublish: [...report.unpublish].sort(),
    recursively_supersede: [...report.recursively_supersede].sort(),
    forced_inside: Object.fromEntries(inside),
  };
}

function shortest(forced: ForcedNodes | null): ForcedNodes | null {
  if (forced === null) return null;
  if (forced.all === true) return { all: true };
  const { nodes = [], sub_recipes = {} } = forced;
  const inside = Object.entries(sub_recipes).map(([name, inner]) => [name, shortest(inner)]);
  return {
    all: false,
    ...(nodes.length > 0 ? { nodes } : {}),
    ...(inside.length > 0 ? { sub_recipes: Object.fromEntries(inside) as Record<string, ForcedNodes> } : {}),
  };
}

/** Checks that the comparison in TypeScript equals the library's. */
export function checkComparison(): void {
  for (const { id, input, expect } of cases<{ batches: BatchDetails[] }>("comparison")) {
    assert.deepEqual(comparison(input.batches).comparison, expect, id);
    checkOneComparison(input.batches, id);
  }
  for (const { id, input } of cases<{ batches: BatchDetails[] }>("verdicts")) {
    checkOneComparison(input.batches, id);
  }
  checkOneComparison(batches(20, 5), "generated");
  checkOneComparison(batches(3, 2, 900_000_000_000), "beyond what a number can hold");
}

function checkOneComparison(input: BatchDetails[], id: string): void {
  const expected = compareBatches({ batches: input });
  const found = comparison(input);
  assert.deepEqual(found.comparison, expected.comparison, id);
  assertSame(found.analysis, expected.analysis, id);
  const warnings = expected.warnings.map(({ name, path, description }) => ({ name, path, description }));
  assert.deepEqual(found.warnings, warnings, id);
}

/** How far a figure may be from the library's, in relation to it where it is more than 1. */
const EXACT = 1e-9;

/** The same structure with the same words, and nearly the same numbers. */
function assertSame(found: unknown, expected: unknown, place: string): void {
  if (typeof found === "number" && typeof expected === "number") {
    const isNear = Math.abs(found - expected) <= EXACT * Math.max(1, Math.abs(expected));
    assert.ok(isNear, `${place}: ${found} instead of ${expected}`);
  } else if (isParent(found) && isParent(expected)) {
    assert.deepEqual(Object.keys(found).sort(), Object.keys(expected).sort(), place);
    for (const [key, inner] of Object.entries(found)) assertSame(inner, expected[key], `${place}/${key}`);
  } else {
    assert.equal(found, expected, place);
  }
}

function isParent(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
