/** The functions that a worker runs, behind promises. */
import {
  batchChain,
  batchProgress,
  compareBatches,
  comparisonCsv,
  comparisonRows,
  type CompareInputs,
  type CompareOptions,
} from "../comparison.js";
import {
  readBatch,
  readBatches,
  readBatchList,
  readConfiguration,
  readCreateRequest,
  readDataset,
  readDefinition,
  readDiff,
  readEditRequest,
  readRecipeType,
  readSubRecipeTypes,
  readValidation,
} from "../documents.js";
import type { ComparisonReport, LayoutDrawing, TextDrawing } from "../generated/documents.js";
import { editRequest, nextBatch, proposeInputMap } from "../proposals.js";
import {
  checkConnection,
  checkRecipe,
  diffRecipes,
  drawDiff,
  expandForcedNodes,
  explainNode,
  forcedNodesTree,
  normalizeForcedNodes,
  type DiffInputs,
  type FormatInput,
} from "../recipes.js";
import type { CallOptions, DocumentOrText, Result } from "../types.js";
import {
  BatchValidator,
  estimateRecipes,
  validateBatch,
  type DocumentKinds,
  type DocumentReport,
} from "../validation.js";

/** The functions that take documents; the others are quick. */
export const FUNCTIONS = {
  batchChain,
  batchProgress,
  checkConnection,
  checkRecipe,
  compareBatches,
  comparisonCsv,
  comparisonRows,
  diffRecipes,
  drawDiff,
  editRequest,
  estimateRecipes,
  expandForcedNodes,
  explainNode,
  forcedNodesTree,
  nextBatch,
  normalizeForcedNodes,
  proposeInputMap,
  readBatch,
  readBatches,
  readBatchList,
  readConfiguration,
  readCreateRequest,
  readDataset,
  readDefinition,
  readDiff,
  readEditRequest,
  readRecipeType,
  readSubRecipeTypes,
  readValidation,
  validateBatch,
};

/** The methods of a validator. */
export const METHODS = [
  "validate",
  "validateDocument",
  "estimate",
  "diff",
  "explainNode",
  "layout",
  "setContext",
] as const satisfies readonly (keyof BatchValidator)[];

/** A function that returns a promise of what it returned. */
export type Promised<F> = F extends (...inputs: infer Inputs) => infer Returned
  ? (...inputs: Inputs) => Promise<Returned>
  : never;

/** Functions that return promises. Those with several signatures are written out: TypeScript takes only the last one. */
type AllPromised<Functions> = {
  readonly [Name in keyof Functions]: Promised<Functions[Name]>;
};

/** The functions of the package that take documents, each with a promise of its result. */
export interface WorkerFunctions extends Omit<AllPromised<typeof FUNCTIONS>, "compareBatches" | "drawDiff"> {
  /** Like `compareBatches`. */
  readonly compareBatches: (inputs: CompareInputs, options?: CompareOptions) => Promise<ComparisonReport>;
  /** Like `drawDiff`. */
  readonly drawDiff: <Inputs extends DiffInputs & FormatInput>(
    inputs: Inputs,
  ) => Promise<Result<Inputs["format"] extends "layout" ? LayoutDrawing : TextDrawing>>;
}

/** The methods of a `BatchValidator`, each with a promise of its result. */
export interface ValidatorMethods extends Omit<
  AllPromised<Pick<BatchValidator, (typeof METHODS)[number]>>,
  "validateDocument"
> {
  /** Like `BatchValidator.validateDocument`. */
  readonly validateDocument: <Kind extends keyof DocumentKinds>(
    kind: Kind,
    document: DocumentOrText<DocumentKinds[Kind]>,
    options?: CallOptions,
  ) => Promise<DocumentReport<DocumentKinds[Kind]>>;
}
