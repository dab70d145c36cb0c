/** Types that several functions share. Those of the documents themselves are generated. */
import type { Problem } from "./generated/documents.js";

/** A document as an object, or as JSON text: then its problems tell their line and column. */
export type DocumentOrText<D> = D | string;

/** What is wrong, where there is no other result. */
export interface Failed {
  /** What is wrong with the inputs. */
  errors: Problem[];
}

/** A result, or the errors that kept it from being made: `if (result.errors === undefined)` tells them apart. */
export type Result<R> = (R & Succeeded) | Failed;

/** A result without errors. */
export interface Succeeded {
  /** There are none. */
  errors?: never;
}

/** What came of reading a document. */
export interface Reading<D> {
  /** The document with its defaults spelled out; `null` exactly when there are errors. */
  document: D | null;
  /** What makes it no such document, in document order. */
  errors: Problem[];
  /** What is allowed, but a person should look at, in document order. */
  warnings: Problem[];
}

/** What is known beside a request, each part optional, all as the API serves them. */
export interface BatchContext {
  /** The details of the recipe type, with its definition and revision. */
  recipe_type?: object | null;
  /** The details of the dataset. */
  dataset?: object | null;
  /** Batches among which the previous batch is looked for: a list or a chain. */
  batches?: readonly object[] | object | null;
  /** The details of the previous batch. */
  previous_batch?: object | null;
  /** The recipe types of recipe nodes: `{name, revision_num, definition}` each. */
  sub_recipe_types?: readonly object[] | null;
}
