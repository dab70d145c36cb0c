/** Compares the crate in Rust programs (`tests/js`, with the feature `js`) with the npm package, in Node.js and in browsers. */
import type * as ScaleBatch from "scale-batch";

import { values } from "../hostile-entries.js";
import { failuresWith } from "../hostile.js";

type Npm = Pick<typeof ScaleBatch, Reader | "validateBatch">;

/** What `tests/js` exports. */
export interface Crate {
  readonly read: (reader: Reader, document: unknown) => unknown;
  readonly readDefinitionWithin: (
    definition: unknown,
    bytes: number,
    values: number,
    depth: number,
  ) => unknown;
  readonly validateBatch: (request: unknown, context: unknown) => unknown;
  readonly checkDefinition: (definition: unknown) => unknown;
  readonly requestWithLargeId: () => unknown;
  readonly definitionBySerde: (definition: unknown) => unknown;
  readonly reportBySerde: (request: unknown) => unknown;
}

const READERS = [
  "readBatch",
  "readBatchList",
  "readBatches",
  "readConfiguration",
  "readCreateRequest",
  "readDataset",
  "readDefinition",
  "readEditRequest",
  "readRecipeType",
  "readSubRecipeTypes",
  "readValidation",
] as const;
type Reader = (typeof READERS)[number];

/** A document of the vectors, and the function that reads it; or a request with its context. */
export type Vector =
  { reader: Reader; document: unknown } | { request: unknown; context: Record<string, unknown> };

/** Where two results differ first, or undefined where they are equal: the same plain objects with the same keys in order. */
export function difference(one: unknown, other: unknown): string | undefined {
  const pairs: [string, unknown, unknown][] = [["", one, other]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [path, left, right] = pair;
    if (Object.is(left, right)) continue;
    if (!isObject(left) || !isObject(right)) return `${path}: ${String(left)}, not ${String(right)}`;
    const prototypes = [left, right].map((value) => Object.getPrototypeOf(value) as unknown);
    const expected = Array.isArray(left) ? Array.prototype : Object.prototype;
    if (prototypes.some((prototype) => prototype !== expected)) return `${path}: not the same plain objects`;
    const [keys, others] = [Object.keys(left), Object.keys(right)];
    if (keys.join("\n") !== others.join("\n")) return `${path}: ${keys.join()}, not ${others.join()}`;
    for (const key of keys) pairs.push([`${path}/${key}`, own(left, key), own(right, key)]);
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function own(object: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}

/** The vectors whose results differ. */
export function differencesOfVectors(crate: Crate, npm: Npm, vectors: readonly Vector[]): string[] {
  return vectors.flatMap((vector) => {
    const [one, other] =
      "reader" in vector
        ? [crate.read(vector.reader, vector.document), npm[vector.reader](vector.document as never)]
        : [
            crate.validateBatch(vector.request, vector.context),
            npm.validateBatch(vector.request as never, vector.context),
          ];
    const found = difference(one, other);
    return found === undefined ? [] : [`${JSON.stringify(vector).slice(0, 200)}: ${found}`];
  });
}

/** The hostile values whose results differ, or are wrong. */
export function differencesOfHostileValues(crate: Crate, npm: Npm): string[] {
  const differences: string[] = [];
  const compare = (title: string, one: unknown, other: unknown): void => {
    const found = difference(one, other);
    if (found !== undefined) differences.push(`${title}: ${found}`);
  };

  // All that failuresWith reads, in its order.
  const resultsOf = (
    readDefinition: Npm["readDefinition"],
    validateBatch: Npm["validateBatch"],
  ): unknown[] => {
    const results: unknown[] = [];
    const library = {
      readDefinition: ((value) => {
        const reading = readDefinition(value);
        results.push(reading);
        return reading;
      }) as Npm["readDefinition"],
      validateBatch,
    };
    differences.push(...failuresWith(library));
    return results;
  };
  const expected = resultsOf(npm.readDefinition, npm.validateBatch);
  const results = resultsOf(
    // To the package, an input that is undefined is missing; to Rust, it is there.
    ((value: unknown) =>
      value === undefined
        ? npm.readDefinition(value as never)
        : crate.read("readDefinition", value)) as Npm["readDefinition"],
    ((request: unknown, context = {}) => crate.validateBatch(request, context)) as Npm["validateBatch"],
  );
  results.forEach((result, index) => compare(`value ${index} of hostile.ts`, result, expected[index]));

  for (const reader of READERS) {
    for (const [title, value] of Object.entries(values())) {
      const read = (document: unknown): void =>
        compare(`${reader} with ${title}`, crate.read(reader, document), npm[reader](document as never));
      if (value !== undefined) read(value);
      read({ definition: value, dataset: value, results: [value] });
    }
  }
  return differences;
}
