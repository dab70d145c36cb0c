import assert from "node:assert/strict";
import { test } from "node:test";

import { BatchValidator } from "scale-batch";

const node = (revision: number): object => ({
  dependencies: [],
  input: {},
  node_type: { node_type: "job", job_type_name: "a", job_type_version: "1", job_type_revision: revision },
});

const previous = {
  id: 7,
  root_batch: { id: 7 },
  recipe_type: { id: 1 },
  is_creation_done: true,
  recipes_total: 4,
  recipe_type_rev: { definition: { nodes: { parse: node(1) } } },
};
const context = { recipe_type: { id: 1, definition: { nodes: { parse: node(2) } } }, batches: [previous] };
const request = { recipe_type_id: 1, definition: { previous_batch: { root_batch_id: 7 } } } as const;

test("a validator keeps its context between calls", () => {
  const validator = new BatchValidator(context);
  assert.equal(validator.validate(request).recipes_estimated, 4);
  assert.equal(validator.estimate(request).recipes_estimated, 4);
  const diff = validator.diff(request);
  assert.deepEqual(diff.errors ?? diff.supersede, ["parse"]);
  const why = validator.explainNode(request, "parse");
  assert.equal(why.errors ?? why.outcome, "RUNS");
  const drawing = validator.layout(request);
  assert.equal(drawing.errors ?? drawing.layout.nodes.length, 1);

  assert.deepEqual(validator.setContext({ batches: [] }).errors, []);
  assert.equal(validator.validate(request).errors[0]?.name, "PREV_BATCH_NOT_FOUND");
  validator.free();
  assert.throws(() => validator.validate(request), /was freed/);
});

test("thousands of validations with one validator do not grow the memory of the module", () => {
  const validator = new BatchValidator(context);
  for (let round = 0; round < 1_000; round += 1) validator.validate(request);
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().external;
  for (let round = 0; round < 20_000; round += 1) validator.validate(request);
  const grown = process.memoryUsage().arrayBuffers + process.memoryUsage().external - before;
  assert.ok(grown < 8 * 2 ** 20, `${String(grown)} bytes`);
  validator.free();
});
