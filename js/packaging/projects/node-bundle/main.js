// One file for Node.js with everything in it: esbuild turns the module into its bytes (--loader:.wasm=binary).
import { initSync, validateBatch } from "scale-batch/slim";
import bytes from "scale-batch/scale_batch_bg.wasm";

initSync(bytes);
console.log(validateBatch({ recipe_type_id: 208, definition: { datset: 5 } }).errors[0].description);
