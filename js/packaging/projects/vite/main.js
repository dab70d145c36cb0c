import { init, validateBatch } from "scale-batch";

await init();
const { errors } = validateBatch({ recipe_type_id: 208, definition: { datset: 5 } });
document.querySelector("output").textContent = errors[0].description;
