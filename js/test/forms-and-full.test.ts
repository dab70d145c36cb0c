/** Both modules in one program: one set of types and classes, and contexts that each module reads when it needs them. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { memories } from "./memories.js"; // before the package, which starts its instance
import * as full from "scale-batch";
import * as forms from "scale-batch/forms";

import { batches, dataset, recipe_type, request, revisions, sub_recipe_types } from "./story.js";

const again = { recipe_type_id: 208, definition: { previous_batch: { root_batch_id: 301 } } };
const context = { recipe_type, batches, revisions };

test("a validator of a form explains and draws once the full module is there", () => {
  const validator = new forms.BatchValidator(context);
  const explanation = validator.explainNode(again, "thumbnail");
  assert.equal(explanation.errors ?? explanation.outcome, "COPIED");
  const drawing = validator.layout(again);
  assert.equal(drawing.errors ?? drawing.layout.nodes.length, 14);
  const whole: full.BatchValidator = validator;
  assert.ok(!("diff" in (whole.validate(again).prev_batch ?? {})));
  const schema = full.createRequestSchema.withContext(validator);
  assert.equal(schema["~standard"].validate(again).issues, undefined);
  validator.free();
});

test("both modules see a replaced context, whichever read it first", () => {
  const validator = new forms.BatchValidator(context);
  assert.equal(validator.validate(again).is_valid, true);
  assert.equal(validator.diff(again).errors, undefined);
  assert.deepEqual(validator.setContext({ batches: [] }).errors, []);
  assert.equal(validator.validate(again).errors[0]?.name, "PREV_BATCH_NOT_FOUND");
  assert.equal(validator.diff(again).errors?.[0]?.name, "PREV_BATCH_NOT_FOUND");
  assert.deepEqual(validator.setContext({ batches }).errors, []);
  assert.equal(validator.diff(again).errors, undefined);
  validator.free();
  assert.throws(() => validator.validate(again), /was freed/);
  assert.throws(() => validator.diff(again), /was freed/);
});

test("free gives back the memory of both modules", () => {
  const use = (): void => {
    const validator = new forms.BatchValidator(context);
    validator.validate(again);
    validator.diff(again);
    validator.free();
  };
  for (let time = 0; time < 50; time++) use();
  assert.equal(memories.length, 2);
  const before = memories.map(({ buffer }) => buffer.byteLength);
  for (let time = 0; time < 1_000; time++) use();
  assert.equal(memories.length, 2);
  memories.forEach(({ buffer }, index) => {
    const more = buffer.byteLength - (before[index] ?? 0);
    assert.ok(more < 1_000_000, `${more} bytes more`);
  });
});

test("classes are the same, whichever entry they are imported from", () => {
  class Mine extends forms.BatchValidator {}
  const [form, whole, mine] = [new forms.BatchValidator(), new full.BatchValidator(), new Mine()];
  for (const validator of [form, whole, mine]) {
    assert.ok(validator instanceof forms.BatchValidator);
    assert.ok(validator instanceof full.BatchValidator);
  }
  assert.ok(mine instanceof Mine);
  assert.ok(!(form instanceof Mine) && !(whole instanceof Mine));
  assert.ok(!({} instanceof forms.BatchValidator));
  assert.equal(forms.ScaleBatchError, full.ScaleBatchError);
  assert.equal(forms.createRequestSchema, full.createRequestSchema);
  for (const validator of [form, whole, mine]) validator.free();
});

test("reports are the same, but for the diff", () => {
  const all = { recipe_type, dataset, sub_recipe_types, batches, revisions };
  for (const given of [request, again, { ...again, datset: 5 }, "{"] as never[]) {
    const whole = full.validateBatch(given, all);
    const { prev_batch } = whole;
    if (prev_batch != null) delete prev_batch.diff;
    assert.deepEqual(forms.validateBatch(given, all), whole);
  }
});
