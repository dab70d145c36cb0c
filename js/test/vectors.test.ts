/** Every case of the reference server's answers, through WebAssembly. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import {
  checkConnection,
  checkRecipe,
  compareBatches,
  diffRecipes,
  formatDuration,
  parseDuration,
  validateBatch,
  type Problem,
} from "scale-batch";

type Json = Record<string, unknown>;

interface Case {
  id?: string;
  input: Record<string, Json>;
  expect: Json;
}

function cases(name: string): Case[] {
  const text = readFileSync(new URL(`../../../tests/data/${name}.jsonl`, import.meta.url), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Case);
}

const names = (problems: readonly Problem[]): string[] => problems.map(({ name }) => name);
const sorted = (list: unknown): string[] => [...(list as string[])].sort();

test("whole validation agrees", () => {
  const all = cases("batch-validate");
  assert.equal(all.length, 250);
  for (const { id, input, expect } of all) {
    const { recipe_type, dataset, previous_batch, definition, configuration, sub_recipe_types } = input;
    const report = validateBatch(
      { recipe_type_id: recipe_type?.["id"], definition, configuration } as never,
      {
        recipe_type: recipe_type ?? null,
        dataset: dataset ?? null,
        batches: previous_batch == null ? [] : [previous_batch],
        sub_recipe_types: Object.values(sub_recipe_types ?? {}) as object[],
      },
    );
    const likely = report.warnings.filter(({ name }) => name === "SERVER_ERROR_LIKELY");
    const server = expect["errors"] as string[] | undefined;
    if (server === undefined) {
      assert.ok(!report.is_valid || likely.length > 0, id);
    } else if (server.includes("DUPLICATE_INPUT")) {
      assert.ok(
        likely.some(({ params }) => "server" in params && params.server === "DUPLICATE_INPUT"),
        id,
      );
    } else {
      assert.equal(report.is_valid, expect["is_valid"], id);
      assert.ok(
        server.every((name) => names(report.errors).includes(name)),
        id,
      );
      const estimated = expect["recipes_estimated_by_spec"] ?? expect["recipes_estimated"];
      assert.equal(report.recipes_estimated, estimated, id);
    }
  }
});

test("diffs agree", () => {
  const all = cases("diff");
  assert.equal(all.length, 300);
  for (const { id, input, expect } of all) {
    const result = diffRecipes(input as never);
    if (expect["error"] !== undefined) {
      assert.ok(result.errors !== undefined && names(result.errors).includes(expect["error"] as never), id);
      continue;
    }
    assert.ok(result.errors === undefined, id);
    for (const set of ["copy", "supersede", "unpublish", "recursively_supersede"] as const) {
      assert.deepEqual(sorted(result[set]), sorted(expect[set]), id);
    }
    assert.equal(result.diff.can_be_reprocessed, expect["can_be_reprocessed"], id);
    const nodes = expect["nodes"] as Record<string, { status: string; reprocess_new_node: boolean }>;
    assert.deepEqual(Object.keys(result.diff.nodes).sort(), Object.keys(nodes).sort(), id);
    for (const [name, node] of Object.entries(nodes)) {
      assert.equal(result.diff.nodes[name]?.status, node.status, id);
      assert.equal(result.diff.nodes[name].reprocess_new_node, node.reprocess_new_node, id);
    }
  }
});

test("recipe definitions agree", () => {
  const all = cases("recipe-validate");
  assert.equal(all.length, 200);
  for (const { id, input, expect } of all) {
    const report = checkRecipe(input as never);
    if (expect["ok"] === true) {
      assert.deepEqual(report.errors, [], id);
      const found = names(report.warnings).filter((name) => name === "MISMATCHED_MEDIA_TYPES");
      assert.deepEqual(new Set(found), new Set(expect["warnings"] as string[]), id);
    } else {
      assert.ok(names(report.errors).includes(expect["error"] as string), id);
    }
  }
});

test("connections agree", () => {
  const all = cases("interface-connection");
  assert.equal(all.length, 250);
  for (const { id, input, expect } of all) {
    const report = checkConnection(input as never);
    assert.equal(report.ok, expect["ok"], id);
    if (expect["ok"] === true)
      assert.deepEqual(sorted(names(report.warnings)), sorted(expect["warnings"]), id);
    else assert.ok(names(report.errors).includes(expect["error"] as string), id);
  }
});

test("comparisons agree exactly", () => {
  const all = cases("comparison");
  assert.equal(all.length, 100);
  for (const { id, input, expect } of all) {
    assert.deepEqual(compareBatches({ batches: input["batches"] as never }).comparison, expect, id);
  }
});

test("durations agree, but for the missing carry", () => {
  for (const { input, expect } of cases("durations")) {
    if (typeof input["text"] === "string") {
      const { microseconds = null } = { ...parseDuration(input["text"]) } as { microseconds?: number };
      assert.equal(microseconds, expect["microseconds"], input["text"]);
      continue;
    }
    const server = expect["server_text"] as string;
    if (server.endsWith("60S")) continue;
    assert.equal(
      formatDuration({ microseconds: input["microseconds"] as never }, { style: "server" }),
      server,
    );
  }
});
