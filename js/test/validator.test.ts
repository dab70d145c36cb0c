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

test("a context may be JSON text, and nothing of a wrong one is taken", () => {
  const validator = new BatchValidator(JSON.stringify(context));
  assert.equal(validator.validate(request).recipes_estimated, 4);
  assert.deepEqual(validator.setContext(JSON.stringify({ batches: [] })).errors, []);
  assert.equal(validator.validate(request).errors[0]?.name, "PREV_BATCH_NOT_FOUND");
  const wrong = { batches: [previous], datset: {} };
  assert.match(validator.setContext(wrong).errors[0]?.description ?? "", /Did you mean "dataset"\?/);
  assert.equal(validator.validate(request).errors[0]?.name, "PREV_BATCH_NOT_FOUND");
  assert.throws(() => new BatchValidator(wrong), /The context cannot be read: There is no field "datset"/);
});
