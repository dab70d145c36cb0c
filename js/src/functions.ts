/** The functions of the package, the same everywhere. */
import { call } from "./engine.js";
import type {
  BatchConfiguration,
  BatchDefinition,
  CreateBatchRequest,
  EditBatchRequest,
  Problem,
  ValidateBatchRequest,
} from "./generated/documents.js";

/** A document as an object, or as JSON text: then its problems tell their line and column. */
export type DocumentOrText<D> = D | string;

/** What came of reading a document. */
export interface Reading<D> {
  /** The document with its defaults spelled out; `null` exactly when there are errors. */
  document: D | null;
  /** What makes it no such document, in document order. */
  errors: Problem[];
  /** What is allowed, but a person should look at, in document order. */
  warnings: Problem[];
}

/** What the API's validation service answers, and more. */
export interface BatchReport {
  /** Whether the batch can be created, as far as it was decided: see {@link BatchReport.unchecked}. */
  is_valid: boolean;
  /** What keeps the batch from being created, in document order. */
  errors: Problem[];
  /** What a person should look at, in document order. */
  warnings: Problem[];
  /** How many recipes the batch would create; `null` when the context does not tell. */
  recipes_estimated: number | null;
  /** The recipe type of the context. */
  recipe_type: object | null;
  /** The rules that could not be decided, each with the document of the context that would decide it. */
  unchecked: { name: string; needs: string }[];
}

/** What is known beside the request, each part optional. */
export interface BatchContext {
  /** The details of the recipe type, with its definition and revision. */
  recipe_type?: object;
  /** The details of the dataset. */
  dataset?: object;
  /** Batches among which the previous batch is looked for: a list or a chain. */
  batches?: readonly object[];
  /** The details of the previous batch. */
  previous_batch?: object;
  /** The recipe types of recipe nodes, by name and revision. */
  sub_recipe_types?: readonly object[];
}

/**
 * Reads a batch definition: what a batch is going to run.
 *
 * @example
 * ```ts
 * const { document, errors } = readDefinition({ dataset: 5 });
 * console.log(document?.supersedes); // true, the default
 *
 * readDefinition('{"datset": 5}').errors[0]?.description;
 * // There is no field "datset". Did you mean "dataset"?
 * ```
 */
export function readDefinition(definition: DocumentOrText<BatchDefinition>): Reading<BatchDefinition> {
  return call("readDefinition", { definition });
}

/**
 * Reads a batch configuration: how the jobs of a batch run.
 *
 * @example
 * ```ts
 * readConfiguration({ priority: 100 }).document; // { priority: 100 }
 * ```
 */
export function readConfiguration(
  configuration: DocumentOrText<BatchConfiguration>,
): Reading<BatchConfiguration> {
  return call("readConfiguration", { configuration });
}

/**
 * Reads the request that creates a batch, the body of `POST /v6/batches/`.
 *
 * Only its structure: {@link validateBatch} knows the rules too.
 *
 * @example
 * ```ts
 * readCreateRequest({ recipe_type_id: 208, definition: { dataset: 1 } }).errors; // []
 * ```
 */
export function readCreateRequest(request: DocumentOrText<CreateBatchRequest>): Reading<CreateBatchRequest> {
  return call("readCreateRequest", { request });
}

/**
 * Reads the request that edits a batch, the body of `PATCH /v6/batches/{id}/`.
 *
 * @example
 * ```ts
 * readEditRequest({ titel: "New" } as object).errors[0]?.description;
 * // There is no field "titel". Did you mean "title"?
 * ```
 */
export function readEditRequest(request: DocumentOrText<EditBatchRequest>): Reading<EditBatchRequest> {
  return call("readEditRequest", { request });
}

/**
 * Checks a request that creates or validates a batch, and reports every problem with its place.
 *
 * @param request - The body of `POST /v6/batches/` or `POST /v6/batches/validation/`.
 * @param context - What is known beside it; what is missing there is told in `unchecked`.
 *
 * @example
 * ```ts
 * const report = validateBatch({ recipe_type_id: 208, definition: { dataset: "5" } });
 * report.is_valid; // false
 * report.errors[0]?.path; // "/definition/dataset"
 * report.errors[0]?.fix; // [{ op: "replace", path: "/definition/dataset", value: 5 }]
 * ```
 */
export function validateBatch(
  request: DocumentOrText<CreateBatchRequest | ValidateBatchRequest>,
  context?: DocumentOrText<BatchContext>,
): BatchReport {
  return call("validateBatch", { request, context });
}

/**
 * The version of the package.
 *
 * @example
 * ```ts
 * version(); // "0.1.0"
 * ```
 */
export function version(): string {
  return call("version", {});
}
