/** Only the slim entry is imported here: the others are ready at import. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { createRequestSchema, initSync, ScaleBatchError } from "scale-batch/slim";

test("a schema may be made before the module is there, but not used", () => {
  const request = { recipe_type_id: 208, definition: { dataset: 1 } };
  const bound = createRequestSchema.withContext({ dataset: { id: 2 } }).forForm();
  for (const schema of [createRequestSchema, bound]) {
    assert.throws(() => schema["~standard"].validate(request), {
      constructor: ScaleBatchError,
      message: "scale-batch is not ready: call `await init()` first.",
    });
  }
  initSync(readFileSync(new URL("../../dist/scale_batch_bg.wasm", import.meta.url)));
  assert.ok(!("issues" in createRequestSchema["~standard"].validate(request)));
  assert.ok("issues" in bound["~standard"].validate(request));
});
