import { init, validateBatch } from "scale-batch";
import { init as initForms, validateBatch as validateForm } from "scale-batch/forms";

const request = { recipe_type_id: 208, definition: { datset: 5 } };
Promise.all([init(), initForms()])
  .then(() => [validateBatch, validateForm].map((validate) => validate(request).errors[0].description))
  .catch(({ message }) => [message])
  .then((texts) => {
    for (const text of texts)
      document.body.append(Object.assign(document.createElement("output"), { textContent: text }));
  });
