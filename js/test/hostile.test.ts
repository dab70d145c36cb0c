import assert from "node:assert/strict";
import { test } from "node:test";

import * as scaleBatch from "scale-batch";

import { failuresWith } from "./hostile.js";

test("hostile values get a report each", () => {
  assert.deepEqual(failuresWith(scaleBatch), []);
});

test("after a failure of the module the next call works", () => {
  const { encodeInto } = TextEncoder.prototype;
  TextEncoder.prototype.encodeInto = () => {
    throw new RangeError("out of memory");
  };
  try {
    assert.throws(
      () => scaleBatch.readDefinition({}),
      (error) => error instanceof scaleBatch.ScaleBatchError && error.cause instanceof RangeError,
    );
  } finally {
    TextEncoder.prototype.encodeInto = encodeInto;
  }
  assert.deepEqual(scaleBatch.readDefinition({}).errors, []);
});

test("100,000 validations need no more memory", () => {
  const validate = (): unknown => scaleBatch.validateBatch({ recipe_type_id: 1, definition: { dataset: 5 } });
  for (let round = 0; round < 10_000; round++) validate();
  const before = process.memoryUsage().arrayBuffers;
  for (let round = 0; round < 100_000; round++) validate();
  assert.ok(process.memoryUsage().arrayBuffers - before < 1_000_000);
});
