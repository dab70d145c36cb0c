// One file for Bun with everything in it: `bun build --compile` includes the modules, and gives their places.
import { readFileSync } from "node:fs";

import { initSync as initForms, validateBatch as validateForm } from "scale-batch/forms/slim";
import forms from "scale-batch/scale_batch_forms_bg.wasm" with { type: "file" };
import whole from "scale-batch/scale_batch_bg.wasm" with { type: "file" };
import { initSync, validateBatch } from "scale-batch/slim";

initSync(readFileSync(whole));
initForms(readFileSync(forms));
const request = { recipe_type_id: 208, definition: { datset: 5 } };
for (const validate of [validateBatch, validateForm]) console.log(validate(request).errors[0].description);
