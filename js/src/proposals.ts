/** Requests built from documents, and the query of a list. */
import { call, callFull } from "./engine.js";
import type {
  BatchListQuery,
  CreateBatchRequest,
  EditBatchRequest,
  InputMapReport,
  ListQuery,
  RequestProposal,
} from "./generated/documents.js";
import type { EditRequestInputs, NextBatchInputs, ProposeInputMapInputs } from "./generated/inputs.js";
import { merged, ownField } from "./objects.js";
import type { Inputs } from "./tape.js";
import type { CallOptions, DocumentOrText } from "./types.js";

export type {
  BatchChanges,
  EditRequestInputs,
  NextBatchInputs,
  ProposeInputMapInputs,
} from "./generated/inputs.js";

/**
 * Returns the request for the next batch of a chain: the same as the last one except for the changes. A last batch that
 * is superseded, unfinished or empty is a warning.
 *
 * @example
 * ```ts
 * nextBatch({ batch, changes: { title: "Second try" } }).request?.definition;
 * // { supersedes: true, previous_batch: { root_batch_id: 301 } }
 * ```
 */
export function nextBatch(inputs: NextBatchInputs & CallOptions): RequestProposal<CreateBatchRequest> {
  return call("nextBatch", inputs);
}

/**
 * Returns the request that edits a batch from one state of a form to another; `null` if nothing differs.
 *
 * Removed fields are cleared: a title or a description with `""`, a configuration with `{ version: "7" }`.
 *
 * @example
 * ```ts
 * editRequest({ before: { title: "A" }, after: { title: "B" } }).request; // { title: "B" }
 * ```
 */
export function editRequest(inputs: EditRequestInputs & CallOptions): RequestProposal<EditBatchRequest> {
  return call("editRequest", inputs);
}

/**
 * Returns the dataset parameters that fit each input of a recipe, and an input map of the best ones.
 *
 * If more than 10,000 parameters fit, counted for each input, they are not listed: the proposal is the same, each `fits`
 * is empty, `ranked` has only the proposed parameter, and `fits_left_out` is their number. `fits: true` lists them all.
 *
 * @example
 * ```ts
 * const { proposal } = proposeInputMap({ recipe_type, dataset });
 * proposal?.inputs[0]?.fits; // ["IMAGE", "NOTES"]
 * proposal?.inputs[0]?.ranked[0]; // { parameter: "IMAGE", because: ["MEDIA_TYPES_MEET"], shared_words: [], mismatched_media_types: [] }
 * proposal?.inputMap; // [{ input: "SCENE", datasetParameter: "IMAGE" }]
 * ```
 */
export function proposeInputMap(inputs: ProposeInputMapInputs & CallOptions): InputMapReport {
  return call("proposeInputMap", inputs);
}

/** When a query of the list of batches is sent. */
export interface ListQueryOptions extends CallOptions {
  /**
   * The time that durations in the query count back from: whether a range that begins at a datetime and ends at a
   * duration ends before it begins depends on it. Default: the present.
   */
  now?: Date | string;
}

/**
 * Returns the query string for the list of batches. Datetimes are converted to UTC.
 *
 * @example
 * ```ts
 * buildListQuery({ recipe_type_id: 208, is_superseded: false }).query_string;
 * // recipe_type_id=208&is_superseded=false
 * ```
 */
export function buildListQuery(query: DocumentOrText<BatchListQuery>, options?: ListQueryOptions): ListQuery {
  return callFull("buildListQuery", { query }, timeOf(options));
}

/**
 * Parses the query string of a list of batches as the server does: anything that the server refuses is an error.
 *
 * @param queryString - The query string, with or without `?`, or a whole URL.
 *
 * @example
 * ```ts
 * readListQuery("recipe_type_id=208").document?.recipe_type_id; // [208]
 * ```
 */
export function readListQuery(queryString: string, options?: ListQueryOptions): ListQuery {
  return callFull("readListQuery", { query_string: queryString }, timeOf(options));
}

/** The options, with the present as the default of the time: the module has no clock. */
function timeOf(options: ListQueryOptions | undefined): Inputs {
  const given = merged(options ?? {}) as ListQueryOptions;
  const time = {
    /** What is not an object is passed as a string, like a time. */
    get now() {
      const now = ownField(given, "now") ?? new Date();
      return now instanceof Date && !Number.isNaN(now.getTime()) ? now.toISOString() : now;
    },
  };
  return merged(given, time);
}
