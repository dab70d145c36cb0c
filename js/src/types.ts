/** Types that several functions share. Those of the documents themselves are generated. */
import type { Failed, Reading } from "./generated/documents.js";

/** A document as an object, or as a JSON string: then its problems have a line and column. */
export type DocumentOrText<D> = D | string;

/** A result, or the errors that prevented it: `if (result.errors === undefined)` distinguishes the two. */
export type Result<R> = (R & Succeeded) | Failed;

/** Problems beside a result. */
export type Problems = Pick<Reading<unknown>, "errors" | "warnings">;

/** A result without errors. */
export interface Succeeded {
  /** Absent. */
  errors?: never;
}

/** What is known beside a request, each part optional: as the API serves it, as an object or as JSON text. */
export interface BatchContext {
  /** The details of the recipe type, with its definition and revision. */
  recipe_type?: DocumentOrText<object> | null;
  /** The details of the dataset. */
  dataset?: DocumentOrText<object> | null;
  /** Batches among which the previous batch is looked for: a page of the list, an array, or the chain. */
  batches?: DocumentOrText<readonly object[] | object> | null;
  /** The details of the previous batch. */
  previous_batch?: DocumentOrText<object> | null;
  /**
   * Revisions of recipe types, one or an array, for what the previous batch ran and what recipe nodes run: as
   * `GET /v6/recipe-types/{name}/revisions/{n}/` serves them, `{name, revision_num, definition}`, or the details of a
   * recipe type.
   */
  revisions?: DocumentOrText<readonly object[] | object> | null;
  /** The same as `revisions`, by its older name. */
  sub_recipe_types?: DocumentOrText<readonly object[] | object> | null;
  /** The details of recipe types that recipe nodes run, which tell whether they are active. */
  recipe_types?: DocumentOrText<readonly object[] | object> | null;
}
