/// <reference lib="esnext.disposable" preserve="true" />
/** Checking batch requests, and estimating what they create. */
import { call, generation, ScaleBatchError, type Inputs } from "./engine.js";
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
  Problem,
  Reading,
  RecipeDiffReport,
  ValidationReport,
} from "./generated/documents.js";
import type { FunctionInputs, RequestInput, ValidateOptions } from "./generated/inputs.js";
import { merged, objectOf, withDefaults } from "./serialize.js";
import type { BatchContext, CallOptions, DocumentOrText, Result } from "./types.js";

export type { RequestInput, ValidateOptions } from "./generated/inputs.js";

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
  return call("validateBatch", { request, context }, options);
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

/** A copy of the context: its parts are read once, and later changes to it have no effect. */
function asItIs(context: DocumentOrText<BatchContext>): DocumentOrText<BatchContext> {
  const parts = objectOf(context);
  return parts === undefined ? context : merged(parts);
}

/** A context that the module has read successfully. */
function asObject(context: DocumentOrText<BatchContext>): BatchContext {
  return typeof context === "string" ? (JSON.parse(context) as BatchContext) : context;
}

/** Releases contexts whose validator was garbage-collected. */
const registry = new FinalizationRegistry<Held>((held) => release(held));

/** A context inside the WebAssembly module: its number, and the instance that holds it. */
interface Held {
  number: number;
  generation: number;
}

function release(held: Held): void {
  // The contexts of a replaced instance are gone with it.
  if (held.generation === generation()) call("releaseContext", { held: held.number });
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
  #context: DocumentOrText<BatchContext>;
  readonly #options: object;
  #held: Held | undefined;
  #freed = false;

  /**
   * @param context - The documents to check requests against. They are read now; later changes have no effect.
   * @param options - The limits for the context and for every call; a call may have others.
   * @throws {@link ScaleBatchError} if it is not a context at all. Problems in its documents are reported by every call.
   */
  constructor(context: DocumentOrText<BatchContext> = {}, options: CallOptions = {}) {
    this.#context = asItIs(context);
    this.#options = merged(options);
    this.#hold();
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
    return this.#call("validateBatch", { request }, options);
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
    return this.#call("validateDocument", { kind, document }, options);
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
    return this.#call("estimateRecipes", { request }, options);
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
    return this.#call("diffBatch", { request }, options);
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
    return this.#call("explainBatchNode", { request, node }, options);
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
    return this.#call("drawBatchDiff", { request, format: "layout" }, options);
  }

  /**
   * Replaces parts of the context; `null` removes one.
   *
   * @example
   * ```ts
   * using validator = new BatchValidator({ recipe_type });
   * validator.setContext({ dataset }).errors; // []
   * ```
   * @returns The problems of the new parts; if there are any, nothing was replaced.
   */
  setContext(part: DocumentOrText<BatchContext>, options?: CallOptions): Failed {
    const context = asItIs(part);
    const result: { errors: Problem[] } = this.#call("updateContext", { context }, options);
    if (result.errors.length === 0) this.#context = merged(asObject(this.#context), asObject(context));
    return result;
  }

  /**
   * Releases the memory; the validator cannot be used any more.
   *
   * @example
   * ```ts
   * const validator = new BatchValidator({ recipe_type });
   * validator.free();
   * ```
   */
  free(): void {
    if (this.#freed) return;
    this.#freed = true;
    registry.unregister(this);
    if (this.#held !== undefined) release(this.#held);
    this.#held = undefined;
  }

  /** Like {@link BatchValidator.free}. */
  [Symbol.dispose](): void {
    this.free();
  }

  #call<Name extends keyof FunctionInputs, R>(
    name: Name,
    inputs: Omit<FunctionInputs[Name], "held">,
    options: Inputs,
  ): R {
    if (this.#freed) throw new ScaleBatchError("This BatchValidator was freed.");
    // After the module failed there is a new instance, which holds no contexts.
    const held = this.#held?.generation === generation() ? this.#held : this.#hold();
    const all = { ...inputs, held: held.number } as unknown as FunctionInputs[Name];
    return call(name, all, withDefaults(options, this.#options));
  }

  #hold(): Held {
    const inputs = { context: this.#context };
    const result: { held: number } | { errors: Problem[] } = call("holdContext", inputs, this.#options);
    if (!("held" in result)) {
      throw new ScaleBatchError(`The context cannot be read: ${result.errors[0]?.description ?? ""}`);
    }
    registry.unregister(this);
    this.#held = { number: result.held, generation: generation() };
    registry.register(this, this.#held, this);
    return this.#held;
  }
}
