import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { memories } from "./memories.js"; // before the package, which starts its instance
import { BatchValidator, validateBatch } from "scale-batch";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** One instance, or two where `scale-batch/forms` is loaded, too. No call may start another. */
const started = memories.length;

/** The bytes of the module's memory, which never shrinks, and of the objects of JavaScript that are alive. */
function memory(): { module: number; heap: number } {
  collectGarbage();
  assert.equal(memories.length, started);
  const module = memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  return { module, heap: process.memoryUsage().heapUsed };
}

const node = (parent: number): object => ({
  dependencies: parent < 0 ? [] : [{ name: `node_${parent}` }],
  input: {},
  node_type: { node_type: "job", job_type_name: "a", job_type_version: "1", job_type_revision: 1 },
});
const nodes = Object.fromEntries(
  Array.from({ length: 100 }, (_, index) => [`node_${index}`, node(index - 1)]),
);
const context = { recipe_type: { id: 1, definition: { nodes } }, dataset: { id: 5, definition: {} } };
const request = {
  recipe_type_id: 1,
  definition: { dataset: 5, forced_nodes: { all: false, nodes: ["node_9"] } },
};

/**
 * What a leak would pass by far: one of twenty bytes a call, or of one in twenty contexts. The module itself may
 * need another page or two now and then, as what it holds moves about.
 */
const LITTLE = 1_000_000;

function assertLittle(before: number, after: number): void {
  assert.ok(after - before < LITTLE, `${after - before} bytes more`);
}

/** Does something many times, after enough times for all memory to be there that it needs. */
function needsNoMore(times: number, act: () => unknown): void {
  for (let time = 0; time < times / 10; time++) act();
  const before = memory();
  for (let time = 0; time < times; time++) act();
  const after = memory();
  assertLittle(before.module, after.module);
  assertLittle(before.heap, after.heap);
}

test("100,000 validations with a held validator need no more memory", () => {
  const validator = new BatchValidator(context);
  const forms = [request, "{", { ...request, definition: {} }] as const;
  let time = 0;
  needsNoMore(100_000, () => validator.validate(forms[time++ % 3] as typeof request));
  validator.free();
});

test("validations with a context of their own need no more memory", () => {
  needsNoMore(2_000, () => validateBatch(request, context));
});

test("what a validator holds can be replaced without end", () => {
  const validator = new BatchValidator(context);
  needsNoMore(2_000, () => validator.setContext(context));
  validator.free();
});

test("validators that are freed give their memory back", () => {
  needsNoMore(2_000, () => new BatchValidator(context).free());
});

test("validators that are never freed are collected", async () => {
  const round = async (): Promise<void> => {
    for (let count = 0; count < 50; count++) new BatchValidator(context).validate(request);
    collectGarbage();
    await setImmediate(); // what was collected is told between tasks
  };
  for (let rounds = 0; rounds < 10; rounds++) await round();
  const before = memory().module;
  for (let rounds = 0; rounds < 40; rounds++) await round();
  assertLittle(before, memory().module);
});
