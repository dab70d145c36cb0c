import assert from "node:assert/strict";
import { test } from "node:test";

import * as scaleBatch from "scale-batch";

import { failuresOfEntries } from "./hostile-entries.js";
import { failuresWith } from "./hostile.js";

test("hostile values get a report each", () => {
  assert.deepEqual(failuresWith(scaleBatch), []);
});

test("no function fails with a hostile value, and none after it", () => {
  assert.deepEqual(failuresOfEntries(scaleBatch), []);
});

test("after a failure of the module the next call works", () => {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is only put back
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
