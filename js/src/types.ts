/** Types that several functions share. Those of the documents and of the inputs are generated. */
import type { Failed, Reading } from "./generated/documents.js";

export type {
  BatchContext,
  CallOptions,
  DocumentOrText,
  Served,
  ServedDataset,
  ServedItems,
  ServedList,
  ServedPage,
  ServedText,
} from "./generated/inputs.js";

/** A result, or the errors that prevented it: `if (result.errors === undefined)` distinguishes the two. */
export type Result<R> = (R & Succeeded) | Failed;

/** Problems beside a result. */
export type Problems = Pick<Reading<unknown>, "errors" | "warnings">;

/** A result without errors. */
export interface Succeeded {
  /** Absent. */
  errors?: never;
}
