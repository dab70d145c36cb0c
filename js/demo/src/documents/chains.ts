/** The chains among the chosen batches. */
import { isObject, valueAt, type Json } from "../pointer.js";

/** The batches in an array, or in a page of a list. */
export function batchesIn(document: object): object[] {
  const list = Array.isArray(document) ? (document as Json[]) : valueAt(document as Json, "/results");
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** The ids of the roots of all chains, in the order of the batches. */
export function rootIds(document: object): number[] {
  const ids = new Set<number>();
  for (const batch of batchesIn(document)) {
    const id = valueAt(batch as Json, "/root_batch/id") ?? valueAt(batch as Json, "/id");
    if (typeof id === "number") ids.add(id);
  }
  return [...ids];
}
