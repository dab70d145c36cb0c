import { startWorker } from "scale-batch/worker";

const worker = startWorker();
const { errors } = await worker.validateBatch({ recipe_type_id: 208, definition: { datset: 5 } });
document.querySelector("output").textContent = errors[0].description;
