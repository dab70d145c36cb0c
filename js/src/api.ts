/** The exports that all entries of the package share. */
export { ScaleBatchError, type WasmCode, type WasmModule, type WasmSource } from "./engine.js";
export * from "./ajv-errors.js";
export * from "./comparison.js";
export * from "./documents.js";
export * from "./form-values.js";
export * from "./messages.js";
export * from "./missing-field.js";
export * from "./proposals.js";
export * from "./recipes.js";
export * from "./standard-schema.js";
export * from "./types.js";
export * from "./validation.js";
export type * from "./generated/documents.js";
