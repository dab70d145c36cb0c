import { init, validateBatch } from "../../dist/esm/web.js";

await init();
globalThis.check = (request) => validateBatch(request).is_valid;
