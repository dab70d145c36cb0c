import { BatchValidator, validateBatch } from "scale-batch";

const request = { recipe_type_id: 208, definition: { datset: 5 } };
console.log(validateBatch(request).errors[0].description);
console.log(new BatchValidator().validate(request).errors[0].name);
