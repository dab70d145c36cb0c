import { init, validateBatch } from "./node_modules/scale-batch/dist/esm/web.js";

self.addEventListener("message", async ({ data }) => {
  await init();
  self.postMessage(validateBatch(data).errors[0].description);
});
