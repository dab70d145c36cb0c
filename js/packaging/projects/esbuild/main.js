// esbuild copies the module and gives its address: --loader:.wasm=file
import { init, validateBatch } from "scale-batch/slim";
import address from "scale-batch/scale_batch_bg.wasm";

await init(new URL(address, import.meta.url));
const { errors } = validateBatch({ recipe_type_id: 208, definition: { datset: 5 } });
document.querySelector("output").textContent = errors[0].description;
