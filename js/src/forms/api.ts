/** The exports that all entries for forms share. */
export { ScaleBatchError, type WasmCode, type WasmModule, type WasmSource } from "../engine.js";
export * from "../ajv-errors.js";
export {
  forcedNodeOptions,
  toForcedNodes,
  type ForcedNodeOption,
  type Titled,
  type Titles,
} from "../choices.js";
export {
  readConfiguration,
  readCreateRequest,
  readDefinition,
  readEditRequest,
  version,
} from "../documents.js";
export * from "../fixes.js";
export * from "../form-errors.js";
export * from "../form-steps.js";
export * from "../form-values.js";
export * from "../messages.js";
export * from "../missing-field.js";
export * from "../pretty-print.js";
export * from "../problem-url.js";
export {
  editRequest,
  nextBatch,
  proposeInputMap,
  type EditRequestInputs,
  type NextBatchInputs,
  type ProposeInputMapInputs,
} from "../proposals.js";
export {
  expandForcedNodes,
  forcedNodesTree,
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the former name is still there
  normaliseForcedNodes,
  normalizeForcedNodes,
  type ForcedNodesInputs,
  type KnownRevisions,
  type RecipeInputs,
} from "../recipes.js";
export * from "../reactive-forms.js";
export * from "../standard-schema.js";
export * from "../types.js";
export {
  estimateRecipes,
  type BatchRequest,
  type DocumentKinds,
  type DocumentReport,
  type RequestInput,
} from "../validation.js";
export {
  BatchValidator,
  validateBatch,
  type PreviousBatchReport,
  type ValidateOptions,
  type ValidationReport,
} from "./validation.js";
export type * from "../generated/documents.js";
