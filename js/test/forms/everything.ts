/** What `scale-batch/forms` exports, and what only `scale-batch` does. What both share runs in the module of the former. */
export * from "scale-batch";
export { BatchValidator, init, validateBatch } from "scale-batch/forms";
