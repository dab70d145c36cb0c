/** Reading single documents. */
import { call, callFull } from "./engine.js";
import type {
  Batch,
  BatchConfiguration,
  BatchDefinition,
  BatchList,
  CreateBatchRequest,
  Dataset,
  EditBatchRequest,
  Reading,
  RecipeDiff,
  RecipeType,
  SubRecipeType,
  ValidationResponse,
} from "./generated/documents.js";
import type { CallOptions, DocumentOrText } from "./types.js";

/**
 * Reads a batch definition: what a batch is going to run.
 *
 * @example
 * ```ts
 * const { document, errors } = readDefinition({ dataset: 5 });
 * document?.supersedes; // true
 *
 * readDefinition('{"datset": 5}').errors[0]?.description;
 * // There is no field "datset". Did you mean "dataset"?
 * ```
 */
export function readDefinition(
  definition: DocumentOrText<BatchDefinition>,
  options?: CallOptions,
): Reading<BatchDefinition> {
  return call("readDefinition", { definition }, options);
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
  options?: CallOptions,
): Reading<BatchConfiguration> {
  return call("readConfiguration", { configuration }, options);
}

/**
 * Reads the request that creates a batch, the body of `POST /v6/batches/`.
 *
 * Checks only the structure; {@link validateBatch} also checks the rules.
 *
 * @example
 * ```ts
 * readCreateRequest({ recipe_type_id: 208, definition: { dataset: 1 } }).errors; // []
 * ```
 */
export function readCreateRequest(
  request: DocumentOrText<CreateBatchRequest>,
  options?: CallOptions,
): Reading<CreateBatchRequest> {
  return call("readCreateRequest", { request }, options);
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
export function readEditRequest(
  request: DocumentOrText<EditBatchRequest>,
  options?: CallOptions,
): Reading<EditBatchRequest> {
  return call("readEditRequest", { request }, options);
}

/**
 * Reads the details of a batch, as returned by `GET /v6/batches/{id}/`. Unexpected values are warnings.
 *
 * @example
 * ```ts
 * readBatch(batch).document?.recipes_estimated; // 192
 * ```
 */
export function readBatch(batch: DocumentOrText<object>, options?: CallOptions): Reading<Batch> {
  return callFull("readBatch", { batch }, options);
}

/**
 * Reads a list of batches, as returned by `GET /v6/batches/`. Unexpected values are warnings.
 *
 * @example
 * ```ts
 * readBatchList({ count: 0, next: null, previous: null, results: [] }).document?.count; // 0
 * ```
 */
export function readBatchList(list: DocumentOrText<object>, options?: CallOptions): Reading<BatchList> {
  return callFull("readBatchList", { batch_list: list }, options);
}

/**
 * Reads batches: an array of their details, or a page of the list. Unexpected values are warnings.
 *
 * @example
 * ```ts
 * readBatches([{ id: 104 }]).document?.length; // 1
 * ```
 */
export function readBatches(
  batches: DocumentOrText<readonly object[] | object>,
  options?: CallOptions,
): Reading<Batch[]> {
  return callFull("readBatches", { batches }, options);
}

/**
 * Reads the details of a recipe type.
 *
 * Checks only the structure; {@link checkRecipe} also checks the rules of the definition.
 *
 * @example
 * ```ts
 * readRecipeType({ id: 208, definition: { nodes: {} } }).document?.id; // 208
 * ```
 */
export function readRecipeType(
  recipeType: DocumentOrText<object>,
  options?: CallOptions,
): Reading<RecipeType> {
  return callFull("readRecipeType", { recipe_type: recipeType }, options);
}

/**
 * Reads revisions of recipe types: one or an array, as the API serves them, as `{name, revision_num, definition}`, or
 * details of recipe types.
 *
 * @example
 * ```ts
 * readSubRecipeTypes([{ name: "ortho", revision_num: 2, definition: {} }]).errors; // []
 * ```
 */
export function readSubRecipeTypes(
  subRecipeTypes: DocumentOrText<readonly object[] | object>,
  options?: CallOptions,
): Reading<SubRecipeType[]> {
  return callFull("readSubRecipeTypes", { sub_recipe_types: subRecipeTypes }, options);
}

/**
 * Reads the details of a dataset.
 *
 * @example
 * ```ts
 * readDataset({ id: 41, files_per_parameter: { SCENE: 12 } }).document?.id; // 41
 * ```
 */
export function readDataset(dataset: DocumentOrText<object>, options?: CallOptions): Reading<Dataset> {
  return callFull("readDataset", { dataset }, options);
}

/**
 * Reads the server's validation response, from `POST /v6/batches/validation/`. Unexpected values are warnings. To explain
 * or draw it, pass it as `diff` to {@link explainNode} or {@link drawDiff}.
 *
 * @example
 * ```ts
 * const { document } = readValidation({ is_valid: true, errors: [], warnings: [], recipes_estimated: 10 });
 * document?.recipes_estimated; // 10
 * ```
 */
export function readValidation(
  validation: DocumentOrText<object>,
  options?: CallOptions,
): Reading<ValidationResponse> {
  return callFull("readValidation", { validation }, options);
}

/**
 * Reads the server's diff of two revisions of a recipe type. Unexpected values are warnings. For `{}`, which means that
 * there is no diff, the document is `null`.
 *
 * @example
 * ```ts
 * readDiff({ can_be_reprocessed: true, reasons: [], nodes: {} }).document?.can_be_reprocessed; // true
 * readDiff({}).errors; // []
 * ```
 */
export function readDiff(diff: DocumentOrText<object>, options?: CallOptions): Reading<RecipeDiff> {
  return callFull("readDiff", { diff }, options);
}

/**
 * Returns the version of the package.
 *
 * @example
 * ```ts
 * version(); // "0.1.0"
 * ```
 */
export function version(): string {
  return call("version", {});
}
