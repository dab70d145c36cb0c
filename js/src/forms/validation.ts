/** Checking batch requests in a form: as in `scale-batch`, but no report has a diff. */
import { callIn, forms } from "../engine.js";
import type {
  PreviousBatchReport as WholePreviousBatchReport,
  ValidationReport as WholeReport,
} from "../generated/documents.js";
import type { ValidateOptions as WholeOptions } from "../generated/inputs.js";
import { contextOf } from "../held-context.js";
import type { BatchContext, CallOptions, DocumentOrText } from "../types.js";
import { BatchValidator as WholeValidator, type BatchRequest } from "../validation.js";

/** What is known about the previous batch. */
export type PreviousBatchReport = Omit<WholePreviousBatchReport, "diff">;

/** Everything that is known about a request before it is sent, except what becomes of each node. */
export interface ValidationReport extends Omit<WholeReport, "prev_batch"> {
  /** What is known about the previous batch; absent unless the request names one. */
  prev_batch?: PreviousBatchReport;
}

/** How a request is checked. */
export type ValidateOptions = Omit<WholeOptions, "diff">;

/**
 * Checks a request that creates or validates a batch, and reports every problem with its location.
 *
 * @param request - The body of `POST /v6/batches/` or `POST /v6/batches/validation/`.
 * @param context - The documents to check it against; rules that need others are listed in `unchecked`.
 *
 * @example
 * ```ts
 * import { validateBatch } from "scale-batch/forms";
 *
 * const { errors } = validateBatch({ recipe_type_id: 208, definition: { datset: 5 } });
 * errors[0]?.description; // There is no field "datset". Did you mean "dataset"?
 * ```
 */
export function validateBatch(
  request: BatchRequest,
  context?: DocumentOrText<BatchContext>,
  options?: ValidateOptions & CallOptions,
): ValidationReport {
  return callIn(forms, "validateBatch", { request, context }, options);
}

/**
 * Checks requests against a context that is held inside WebAssembly, so each keystroke passes only the request.
 *
 * It is also a `BatchValidator` of `scale-batch`: `diff`, `explainNode` and `layout` work as soon as that entry is ready.
 *
 * @example
 * ```ts
 * import { BatchValidator } from "scale-batch/forms";
 *
 * const validator = new BatchValidator({ dataset: { id: 41 } });
 * const onInput = (dataset: number) => validator.validate({ recipe_type_id: 208, definition: { dataset } }).errors;
 * onInput(5)[0]?.name; // "UNKNOWN_DATASET"
 * ```
 */
export class BatchValidator extends WholeValidator {
  /** Every validator is one, of whichever entry. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return Function.prototype[Symbol.hasInstance].call(
      this === BatchValidator ? WholeValidator : this,
      value,
    );
  }

  /**
   * Like {@link validateBatch}.
   *
   * @example
   * ```ts
   * import { BatchValidator } from "scale-batch/forms";
   *
   * using validator = new BatchValidator({ dataset: { id: 41 } });
   * validator.validate({ recipe_type_id: 208, definition: { dataset: 41 } }).is_valid; // true
   * ```
   */
  override validate(request: BatchRequest, options?: ValidateOptions & CallOptions): ValidationReport {
    return contextOf(this).callIn(forms, "validateBatch", { request }, options);
  }
}
