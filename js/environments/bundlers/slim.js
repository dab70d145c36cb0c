import { init, validateBatch } from "scale-batch/slim";
import { init as initForms, validateBatch as validateForm } from "scale-batch/forms/slim";

const request = { recipe_type_id: 208, definition: { datset: 5 } };
// The two files are copied beside the bundle.
const addresses = ["scale_batch_bg.wasm", "scale_batch_forms_bg.wasm"].map(
  (name) => new URL(name, document.baseURI),
);
Promise.all([init(addresses[0]), initForms(addresses[1])])
  .then(() => [validateBatch, validateForm].map((validate) => validate(request).errors[0].description))
  .then((texts) => {
    for (const text of texts)
      document.body.append(Object.assign(document.createElement("output"), { textContent: text }));
  });
