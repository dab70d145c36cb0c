/** The functions and methods that a worker offers, behind promises. */
import type { CompareInputs, CompareOptions } from "../comparison.js";
import type { ComparisonReport, LayoutDrawing, TextDrawing } from "../generated/documents.js";
import type { DiffInputs, FormatInput } from "../recipes.js";
import type { CallOptions, DocumentOrText, Result } from "../types.js";
import type { BatchValidator, DocumentKinds, DocumentReport } from "../validation.js";
import type * as FUNCTIONS from "./functions.js";

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
