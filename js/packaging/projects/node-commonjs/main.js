const { readFileSync } = require("node:fs");
const { validateBatch } = require("scale-batch");
const slim = require("scale-batch/slim");

const request = { recipe_type_id: 208, definition: { datset: 5 } };
console.log(validateBatch(request).errors[0].description);
slim.initSync(readFileSync(require.resolve("scale-batch/scale_batch_bg.wasm")));
console.log(slim.validateBatch(request).errors[0].name);
console.log(require("scale-batch/schemas/batch-definition.schema.json").title);
import("scale-batch").then(({ version }) => console.log(version()));
