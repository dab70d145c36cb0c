import { BatchValidator, init } from "../../dist/esm/forms/web.js";

await init();
const validator = new BatchValidator();
globalThis.check = (request) => validator.validate(request).is_valid;
