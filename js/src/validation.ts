/** Checking batch requests, and estimating what they create. */
import { callFull, call, typed } from "./engine.js";
import type {
  AnyDocumentReport,
  BatchConfiguration,
  BatchDefinition,
  CreateBatchRequest,
  EditBatchRequest,
  EstimateReport,
  Explanation,
  Failed,
  LayoutDrawing,
  Reading,
  RecipeDiffReport,
  ValidationReport,
} from "./generated/documents.js";
import type { RequestInput, ValidateOptions } from "./generated/inputs.js";
import { CONTEXT, contextOf, contextOnTape, HeldContext } from "./held-context.js";
import { define, merged } from "./objects.js";
import type { BatchContext, CallOptions, DocumentOrText, Result } from "./types.js";

export type { RequestInput, ValidateOptions } from "./generated/inputs.js";

declare global {
  // As in the library "esnext.disposable", which TypeScript before 5.2 lacks.
  interface SymbolConstructor {
    readonly dispose: unique symbol;
  }
  interface Disposable {
    [Symbol.dispose](): void;
  }
}

/** A request that creates or validates a batch. */
export type BatchRequest = RequestInput["request"];

/** The documents that can be checked for themselves, by kind. */
export interface DocumentKinds {
  /** What a batch is going to run. */
  definition: BatchDefinition;
  /** How the jobs of a batch run. */
  configuration: BatchConfiguration;
  /** The body of `POST /v6/batches/`. */
  create_request: CreateBatchRequest;
  /** The body of `PATCH /v6/batches/{id}/`. */
  edit_request: EditBatchRequest;
}

/** The result of checking one document. */
export interface DocumentReport<D> extends Omit<AnyDocumentReport, "document">, Reading<D> {}

/**
 * Checks a request that creates or validates a batch, and reports every problem with its location: everything that the
 * API's validation service returns, and more.
 *
 * @param request - The body of `POST /v6/batches/` or `POST /v6/batches/validation/`.
 * @param context - The documents to check it against; rules that need others are listed in `unchecked`.
 *
 * @example
 * ```ts
 * const report = validateBatch(request, { recipe_type, dataset, sub_recipe_types });
 * report.is_valid; // true
 * report.recipes_estimated; // 2500
 * report.warnings[2]?.description; // The recipe has no node "tide-levle". Did you mean "tide-level"?
 *
 * const text = '{"recipe_type_id": 208, "definition": {"dataset": "5"}}';
 * validateBatch(text).errors[0]?.fix; // [{ op: "replace", path: "/definition/dataset", value: 5 }]
 * ```
 */
export function validateBatch(
  request: BatchRequest,
  context?: DocumentOrText<BatchContext>,
  options?: ValidateOptions & CallOptions,
): ValidationReport {
  return callFull("validateBatch", { request, context }, options);
}

/**
 * Estimates how many recipes a batch would create, and explains the number.
 *
 * @example
 * ```ts
 * const { recipes_estimated, estimate } = estimateRecipes(request, { recipe_type, dataset, sub_recipe_types });
 * recipes_estimated; // 2500
 * estimate?.files; // [{ parameter: "IMAGE", files: 1250 }]
 * ```
 */
export function estimateRecipes(
  request: BatchRequest,
  context?: DocumentOrText<BatchContext>,
  options?: CallOptions,
): EstimateReport {
  return call("estimateRecipes", { request, context }, options);
}

/**
 * Checks requests against a context that is held inside WebAssembly, so each keystroke passes only the request.
 *
 * The memory is released by {@link BatchValidator.free}, by `using`, or by garbage collection.
 *
 * @example
 * ```ts
 * const validator = new BatchValidator({ recipe_type, dataset });
 * const onInput = (dataset: number) => validator.validate({ recipe_type_id: 208, definition: { dataset } }).errors;
 * onInput(5)[0]?.name; // "UNKNOWN_DATASET"
 * ```
 */
export class BatchValidator {
  /**
   * Releases the memory; the validator cannot be used any more.
   *
   * @example
   * ```ts
   * const validator = new BatchValidator({ recipe_type });
   * validator.free();
   * ```
   */
  // A property, because `structuredClone` refuses an object with a function, and would make anything else an empty one.
  readonly free: () => void;

  /** Like {@link BatchValidator.free}. */
  declare readonly [Symbol.dispose]: () => void;

  /**
   * @param context - The documents to check requests against. They are read now; later changes have no effect.
   * @param options - The limits for the context and for every call; a call may have others.
   * @throws {@link ScaleBatchError} if it is not a context at all, with the problems in `errors`. Problems in its
   * documents are reported by every call.
   */
  constructor(context: DocumentOrText<BatchContext> = {}, options: CallOptions = {}) {
    const defaults = merged(options);
    const inputs = typed("holdContext", () => contextOnTape(context, defaults));
    const held = new HeldContext(inputs, defaults);
    define(this, CONTEXT, { value: () => held, enumerable: false });
    this.free = () => held.release();
    define(this, disposal(), { value: this.free, enumerable: false });
  }

  /**
   * Like {@link validateBatch}.
   *
   * @example
   * ```ts
   * using validator = new BatchValidator({ recipe_type, dataset, sub_recipe_types });
   * validator.validate(request).is_valid; // true
   * ```
   */
  validate(request: BatchRequest, options?: ValidateOptions & CallOptions): ValidationReport {
    return contextOf(this).callFull("validateBatch", { request }, options);
  }

  /**
   * Checks a single document, for a form that edits only this one: its structure, and every rule about it for which the
   * context is sufficient. A configuration is checked as that of a batch of the context's dataset.
   *
   * @example
   * ```ts
   * const validator = new BatchValidator({ dataset });
   * validator.validateDocument("definition", { dataset: 5 }).errors[0]?.name; // "UNKNOWN_DATASET"
   * ```
   */
  validateDocument<Kind extends keyof DocumentKinds>(
    kind: Kind,
    document: DocumentOrText<DocumentKinds[Kind]>,
    options?: CallOptions,
  ): DocumentReport<DocumentKinds[Kind]> {
    return contextOf(this).call("validateDocument", { kind, document }, options);
  }

  /**
   * Like {@link estimateRecipes}.
   *
   * @example
   * ```ts
   * using validator = new BatchValidator({ recipe_type, dataset, sub_recipe_types });
   * validator.estimate(request).recipes_estimated; // 2500
   * ```
   */
  estimate(request: BatchRequest, options?: CallOptions): EstimateReport {
    return contextOf(this).call("estimateRecipes", { request }, options);
  }

  /**
   * Returns what the batch will do, node by node: like `diffRecipes` between what the previous batch ran and what this
   * one will run. Without a previous batch nothing has changed, and only forced nodes run.
   *
   * @example
   * ```ts
   * using validator = new BatchValidator({ recipe_type, batches, revisions });
   * const again = { recipe_type_id: 208, definition: { previous_batch: { root_batch_id: 301 } } };
   * const diff = validator.diff(again);
   * diff.errors ?? diff.copy; // ["archive-scene", "mosaic", "read-scene", "thumbnail", "tide-level"]
   * ```
   */
  diff(request: BatchRequest, options?: CallOptions): Result<RecipeDiffReport> {
    return contextOf(this).callFull("diffBatch", { request }, options);
  }

  /**
   * Explains why a node runs again, or why it does not, like `explainNode`.
   *
   * @example
   * ```ts
   * using validator = new BatchValidator({ recipe_type, batches, revisions });
   * const again = { recipe_type_id: 208, definition: { previous_batch: { root_batch_id: 301 } } };
   * const explanation = validator.explainNode(again, "thumbnail");
   * explanation.errors ?? explanation.outcome; // "COPIED"
   * ```
   */
  explainNode(request: BatchRequest, node: string, options?: CallOptions): Result<Explanation> {
    return contextOf(this).callFull("explainBatchNode", { request, node }, options);
  }

  /**
   * Returns the layout of the diff: nodes with their layers and edges, ready to draw.
   *
   * @example
   * ```ts
   * using validator = new BatchValidator({ recipe_type, batches, revisions });
   * const again = { recipe_type_id: 208, definition: { previous_batch: { root_batch_id: 301 } } };
   * const drawing = validator.layout(again);
   * drawing.errors ?? drawing.layout.nodes.length; // 14
   * ```
   */
  layout(request: BatchRequest, options?: CallOptions): Result<LayoutDrawing> {
    return contextOf(this).callFull("drawBatchDiff", { request, format: "layout" }, options);
  }

  /**
   * Replaces parts of the context; `null` removes one, and `undefined` leaves it as it is.
   *
   * @example
   * ```ts
   * using validator = new BatchValidator({ recipe_type });
   * validator.setContext({ dataset }).errors; // []
   * ```
   * @returns The problems of the new parts; if there are any, nothing was replaced.
   */
  setContext(part: DocumentOrText<BatchContext>, options?: CallOptions): Failed {
    return { errors: contextOf(this).update(part, options) };
  }
}

/** `Symbol.dispose`, or where it is missing the symbol by which compilers replace it. */
function disposal(): symbol {
  return (Symbol as { dispose?: symbol }).dispose ?? Symbol.for("Symbol.dispose");
}
