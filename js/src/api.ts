/** Everything that every entry of the package exports. */
export { ScaleBatchError, type WasmSource } from "./engine.js";
export * from "./functions.js";
export type * from "./generated/documents.js";
