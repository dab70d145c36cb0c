/** Results from the tape equal those from JSON text, for every function and all data of the tests. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import "scale-batch";

const engine = (await import(new URL("../../dist/esm/engine.js", import.meta.url).href)) as {
  full: object;
  run: (module: object, name: string, inputs: readonly object[]) => unknown;
  callText: (name: string, input: string) => string;
};

const { onTape } = (await import(new URL("../../dist/esm/tape.js", import.meta.url).href)) as {
  onTape: (inputs: object, options: undefined) => readonly object[];
};

const { LITERALS } = (await import(
  new URL("../../dist/esm/generated/literals.js", import.meta.url).href
)) as { LITERALS: Readonly<Record<string, unknown>> };

interface Group {
  extends: string | null;
  inputs: readonly { name: string }[];
}

interface Functions {
  functions: Record<string, { inputs: readonly (readonly (string | Group)[])[] }>;
  inputs: Record<string, Group>;
}

const root = new URL("../../../", import.meta.url);
const { functions, inputs } = JSON.parse(
  readFileSync(new URL("js/scripts/functions.json", root), "utf8"),
) as Functions;

function namesIn(group: string | Group | null): string[] {
  if (group === null) return [];
  const { extends: extended, inputs: own } = typeof group === "string" ? (inputs[group] as Group) : group;
  return [...own.map(({ name }) => name), ...namesIn(extended)];
}

/** The names of the inputs of each function; those of held contexts depend on the calls before them. */
const takes = Object.entries(functions)
  .filter(([name]) => !name.endsWith("Context"))
  .map(([name, { inputs: choices }]) => [name, new Set(choices.flat().flatMap(namesIn))] as const);

/** Each line and each document of the data. */
function documents(): object[] {
  const folder = new URL("tests/data/", root);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return files.flatMap((file) => {
    if (!/\.jsonl?$/.test(file)) return [];
    const text = readFileSync(new URL(file, folder), "utf8").trim();
    return (file.endsWith("l") ? text.split("\n") : [text]).map((line) => JSON.parse(line) as object);
  });
}

const KNOWN = ["recipe_type", "dataset", "batches", "revisions", "sub_recipe_types"];

/** Those of the fields that an input has the name of. */
function fieldsNamed(
  names: { has: (name: string) => boolean },
  fields: readonly [string, unknown][],
): object {
  return Object.fromEntries(fields.filter(([name]) => names.has(name)));
}

/** The calls that can be made of a document and of what it holds. */
function* calls(document: object): Generator<[name: string, input: object]> {
  for (const part of [document, ...(Object.values(document) as unknown[])]) {
    if (typeof part !== "object" || part === null || Array.isArray(part)) continue;
    const fields = Object.entries(part);
    if ("previous_definition" in part) fields.push(["previous", part.previous_definition]);
    if ("metrics" in part) fields.push(["comparison", part]);
    if ("results" in part) fields.push(["batch_list", part]);
    const context = fieldsNamed(new Set(KNOWN), fields);
    for (const [name, names] of takes) {
      const input = fieldsNamed(names, [["context", context], ...fields]);
      if (Object.keys(input).some((field) => field !== "context")) yield [name, input];
    }
  }
}

test("every function returns the same from the tape and as JSON", () => {
  const called = new Set<string>();
  for (const [number, document] of documents().entries()) {
    for (const [name, input] of calls(document)) {
      const all = number % 4 === 0 ? { ...input, print: {} } : input;
      const text = JSON.stringify(all);
      const json = engine.callText(name, text);
      const result = engine.run(engine.full, name, onTape(all, undefined));
      assert.equal(JSON.stringify(result), JSON.stringify(JSON.parse(json)), `${name} of ${text}`);
      if (number % 8 === 0) assert.deepEqual(result, JSON.parse(json));
      called.add(name);
    }
  }
  const without = Object.keys(functions).filter((name) => !called.has(name) && !name.endsWith("Context"));
  assert.deepEqual(without, ["version"]);
});

test("reports, estimates and nodes of a diff, and what is listed in them, have literals", () => {
  interface Result {
    errors?: object[];
    warnings?: object[];
    unchecked?: object[];
    estimate?: object | null;
    diff?: { nodes: Record<string, object> } | null;
  }
  const without = new Set<string>();
  let made = 0;
  for (const document of documents()) {
    for (const [name, input] of calls(document)) {
      if (!["validateBatch", "estimateRecipes", "diffRecipes"].includes(name)) continue;
      const result = engine.run(engine.full, name, onTape(input, undefined)) as Result;
      const { errors = [], warnings = [], unchecked = [], estimate, diff } = result;
      const objects = [...errors, ...warnings, ...unchecked];
      if (diff) objects.push(diff, ...Object.values(diff.nodes));
      else objects.push(result);
      if (estimate) objects.push(estimate);
      made += objects.length;
      for (const shape of objects.map((object) => Object.keys(object).join())) {
        if (!Object.hasOwn(LITERALS, shape)) without.add(shape);
      }
    }
  }
  assert.deepEqual([...without], []);
  assert.ok(made > 1_000);
});

test("results are plain objects, whatever names they hold", () => {
  const node = {
    dependencies: [],
    input: {},
    node_type: { node_type: "job", job_type_name: "a", job_type_version: "1", job_type_revision: 1 },
  };
  const names = ["é\u{1f600}", "__proto__", "b", "10", "2", "constructor", "toString"];
  const nodes = Object.fromEntries(names.map((name) => [name, node]));
  const input = { previous: { nodes: {} }, current: { nodes } };
  type Result = { diff: { nodes: object } };
  const { diff: json } = JSON.parse(engine.callText("diffRecipes", JSON.stringify(input))) as Result;
  const { diff: result } = engine.run(engine.full, "diffRecipes", onTape(input, undefined)) as Result;
  assert.deepEqual(result, json);
  assert.deepEqual(Object.keys(result.nodes), Object.keys(json.nodes));
  assert.deepEqual(Object.keys(result.nodes).sort(), [...names].sort());
  assert.equal(Object.getPrototypeOf(result.nodes), Object.prototype);
  assert.deepEqual(
    Object.getOwnPropertyDescriptor(result.nodes, "__proto__"),
    Object.getOwnPropertyDescriptor(json.nodes, "__proto__"),
  );
});
