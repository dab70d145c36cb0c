import { validateBatch } from "scale-batch";
import { validateBatch as validateForm } from "scale-batch/forms";

const request = { recipe_type_id: 208, definition: { datset: 5 } };
for (const validate of [validateBatch, validateForm]) console.log(validate(request).errors[0].description);
