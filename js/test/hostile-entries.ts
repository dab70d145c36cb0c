/** Every function of the package with every kind of value that breaks careless code, in Node.js and in browsers. */
import type * as ScaleBatch from "scale-batch";

import { FIELDS } from "./generated/fields.js";

type Library = typeof ScaleBatch;

/** Hands a value over as one of the inputs of a function. Types are no help to those who write JavaScript. */
interface Entry {
  give: (value: never) => unknown;
  /** The only error that it may throw. */
  throws?: string;
}

/** The function of the module behind a method of a validator. */
const METHODS: Readonly<Record<string, string>> = {
  diff: "diffBatch",
  estimate: "estimateRecipes",
  explainNode: "explainBatchNode",
  layout: "drawBatchDiff",
  setContext: "updateContext",
  validate: "validateBatch",
  validateDocument: "validateDocument",
};

/** The fields that the result of an entry has, in one of its forms. */
function fieldsOf(entry: string): readonly (readonly string[])[] {
  const [name = ""] = entry.split(",");
  const method = name.replace("new BatchValidator", "BatchValidator.validate").split(".")[1];
  const fields = FIELDS[method === undefined ? name : (METHODS[method] ?? "")];
  if (fields === undefined) throw new Error(`${entry} is no entry of a function`);
  return fields;
}

/** What is wrong with the library, one line each; none is right. */
export function failuresOfEntries(library: Library): string[] {
  const failures: string[] = [];
  const validator = new library.BatchValidator();
  for (const [name, entry] of Object.entries(entriesOf(library, validator))) {
    for (const [title, value] of Object.entries(values())) {
      const failure = failureOf(entry, fieldsOf(name), value);
      if (failure !== undefined) failures.push(`${name} with ${title}: ${failure}`);
      if (library.readDefinition({ dataset: 5 }).errors.length > 0) {
        failures.push(`${name} with ${title} broke the next call`);
      }
      if (validator.validate("{").errors[0]?.line !== 1)
        failures.push(`${name} with ${title} broke the validator`);
    }
  }
  validator.free();
  return failures;
}

function failureOf(
  { give, throws }: Entry,
  forms: readonly (readonly string[])[],
  value: unknown,
): string | undefined {
  let result: unknown;
  try {
    result = give(value as never);
  } catch (error) {
    return error instanceof Error && error.name === throws ? undefined : `threw ${String(error)}`;
  }
  if (typeof result === "string") return undefined;
  const missing = (fields: readonly string[]): string[] =>
    fields.filter((field) => !Object.hasOwn(result as object, field));
  if (!forms.some((fields) => missing(fields).length === 0)) {
    return `no ${forms.map((fields) => missing(fields).join(", ")).join("; or ")}`;
  }
  const { errors } = result as { errors?: { description: unknown }[] };
  const broken = errors?.some(({ description }) => typeof description !== "string" || description === "");
  return broken === true ? "an error without a description" : undefined;
}

/** Every function of the module that the package has by its name, with the value as its first argument. */
function wholeInputsOf(library: Library): Record<string, Entry> {
  const functions = Object.entries(library).filter(([name]) => Object.hasOwn(FIELDS, name));
  return Object.fromEntries(functions.map(([name, give]) => [name, { give: give as Entry["give"] }]));
}

/** The same, and every other place in which a function takes a value. */
function entriesOf(library: Library, validator: ScaleBatch.BatchValidator): Record<string, Entry> {
  const nodes = { definition: { nodes: {} }, previous: {}, current: {} };
  return {
    ...wholeInputsOf(library),

    "buildListQuery, options": { give: (value) => library.buildListQuery({}, value) },
    "buildListQuery, time": { give: (now) => library.buildListQuery({}, { now }) },

    "readDefinition, options": { give: (value) => library.readDefinition({}, value) },
    "readDefinition, limits": { give: (limits) => library.readDefinition({}, { limits }) },

    "validateBatch, context": { give: (value) => library.validateBatch({} as never, value) },
    "validateBatch, recipe type": {
      give: (recipe_type) => library.validateBatch({} as never, { recipe_type }),
    },
    "validateBatch, all documents": {
      give: (value) =>
        library.validateBatch({} as never, {
          dataset: value,
          batches: value,
          previous_batch: value,
          sub_recipe_types: value,
        }),
    },
    "validateBatch, options": { give: (value) => library.validateBatch("{}", {}, value) },
    "validateBatch, order": { give: (order) => library.validateBatch("{}", {}, { order }) },
    "estimateRecipes, context": { give: (value) => library.estimateRecipes("{}", value) },

    "new BatchValidator": {
      give: (value) => validated(new library.BatchValidator(value)),
      throws: "ScaleBatchError",
    },
    "new BatchValidator, dataset": {
      give: (dataset) => validated(new library.BatchValidator({ dataset })),
      throws: "ScaleBatchError",
    },
    "new BatchValidator, options": {
      give: (value) => validated(new library.BatchValidator({}, value)),
      throws: "ScaleBatchError",
    },
    "BatchValidator.validate": { give: (value) => validator.validate(value) },
    "BatchValidator.validate, options": { give: (value) => validator.validate("{}", value) },
    "BatchValidator.validate, limits": {
      give: (limits) => validator.validate("{}", { limits }),
    },
    "BatchValidator.validateDocument": {
      give: (value) => validator.validateDocument("definition", value),
    },
    "BatchValidator.validateDocument, kind": {
      give: (kind) => validator.validateDocument<"definition">(kind, {}),
    },
    "BatchValidator.estimate": { give: (value) => validator.estimate(value) },
    "BatchValidator.diff": { give: (value) => validator.diff(value) },
    "BatchValidator.explainNode": { give: (value) => validator.explainNode(value, "a") },
    "BatchValidator.explainNode, node": {
      give: (value) => validator.explainNode("{}", value),
    },
    "BatchValidator.layout": { give: (value) => validator.layout(value) },
    "BatchValidator.setContext": { give: (value) => validator.setContext(value) },
    "BatchValidator.setContext, batches": {
      give: (batches) => validator.setContext({ batches }),
    },

    "checkRecipe, definition": { give: (definition) => library.checkRecipe({ definition }) },
    "checkRecipe, interfaces": {
      give: (interfaces) => library.checkRecipe({ ...nodes, interfaces }),
    },
    "checkConnection, both": {
      give: (value) => library.checkConnection({ accepting: value, connecting: value }),
    },
    "diffRecipes, all documents": {
      give: (value) =>
        library.diffRecipes({
          previous: value,
          current: value,
          forced_nodes: value,
          sub_recipe_types: value,
        }),
    },
    "explainNode, node": { give: (node) => library.explainNode({ ...nodes, node }) },
    "drawDiff, format": { give: (format) => library.drawDiff({ ...nodes, format }) },
    "forcedNodesTree, definition": {
      give: (definition) => library.forcedNodesTree({ definition }),
    },
    "expandForcedNodes, forced nodes": {
      give: (forced_nodes) => library.expandForcedNodes({ ...nodes, forced_nodes }),
    },
    "normaliseForcedNodes, forced nodes": {
      give: (forced_nodes) => library.normalizeForcedNodes({ ...nodes, forced_nodes }),
    },

    "compareBatches, batches": { give: (batches) => library.compareBatches({ batches }) },
    "compareBatches, comparison": {
      give: (value) => library.compareBatches({ comparison: value }),
    },
    "compareBatches, options": {
      give: (value) => library.compareBatches({ batches: [] }, value),
    },
    "compareBatches, baseline": {
      give: (baseline) => library.compareBatches({ batches: [{ id: 1 }] }, { baseline }),
    },
    "comparisonRows, batches": {
      give: (batches) => library.comparisonRows({ batches }),
    },
    "comparisonCsv, batches": {
      give: (batches) => library.comparisonCsv({ batches }),
    },
    "batchChain, both": {
      give: (value) => library.batchChain({ batches: value, root_batch_id: value }),
    },
    "nextBatch, both": {
      give: (value) => library.nextBatch({ batch: value, changes: value }),
    },
    "editRequest, both": {
      give: (value) => library.editRequest({ before: value, after: value }),
    },
    "proposeInputMap, both": {
      give: (value) => library.proposeInputMap({ recipe_type: value, dataset: value }),
    },

    formatDuration: { give: (value) => library.formatDuration(value), throws: "RangeError" },
    "formatDuration, microseconds": {
      give: (microseconds) => library.formatDuration({ microseconds }),
      throws: "RangeError",
    },
    "formatDuration, options": {
      give: (value) => library.formatDuration({ microseconds: 1 }, value),
      throws: "RangeError",
    },
    "formatDuration, style": {
      give: (style) => library.formatDuration({ microseconds: 1 }, { style }),
      throws: "RangeError",
    },
  };
}

/** Uses a validator once, and gives it back. */
function validated(validator: ScaleBatch.BatchValidator): unknown {
  try {
    return validator.validate("{}");
  } finally {
    validator.free();
  }
}

export function values(): Record<string, unknown> {
  class Request {
    dataset = 1;
  }
  const cycle: Record<string, unknown> = {};
  cycle["cycle"] = cycle;
  const itself: { toJSON?: () => unknown } = {};
  itself.toJSON = () => itself;
  const throwing = (trap: string): object =>
    new Proxy(
      { dataset: 1 },
      {
        [trap]: () => {
          throw new Error("no");
        },
      },
    );
  return {
    undefined,
    null: null,
    true: true,
    NaN,
    "-Infinity": -Infinity,
    "-0": -0,
    "1e300": 1e300,
    "a BigInt": 5n,
    "a huge BigInt": 10n ** 400n,
    "a symbol": Symbol("x"),
    "a function": () => 1,
    "a class": Request,
    "an instance of a class": new Request(),
    "a Date": new Date(0),
    "an invalid Date": new Date(NaN),
    "a Map": new Map([["dataset", 1]]),
    "a Set": new Set([1]),
    "a WeakMap": new WeakMap(),
    "a RegExp": /x/,
    "an Error": new Error("x"),
    "a promise": Promise.resolve({}),
    "an iterator": [1][Symbol.iterator](),
    "a typed array": new Float64Array(4),
    "an ArrayBuffer": new ArrayBuffer(4),
    "a boxed text": Object("x") as unknown,
    "an object with a prototype": Object.create({ dataset: 1 }) as unknown,
    "an object without a prototype": Object.create(null) as unknown,
    "an object with the names of methods": JSON.parse(
      '{"__proto__": 1, "constructor": {}, "toJSON": []}',
    ) as unknown,
    "a toJSON that gives itself": itself,
    "a toJSON that gives a promise": { toJSON: () => Promise.resolve({}) },
    "a toJSON that throws": {
      toJSON: () => {
        throw new Error("no");
      },
    },
    "a getter that throws": {
      get dataset(): number {
        throw new Error("no");
      },
    },
    "a proxy whose get throws": throwing("get"),
    "a proxy whose ownKeys throws": throwing("ownKeys"),
    "a proxy whose getPrototypeOf throws": throwing("getPrototypeOf"),
    "a proxy whose getOwnPropertyDescriptor throws": throwing("getOwnPropertyDescriptor"),
    "a revoked proxy": revoked({}),
    "a revoked array": revoked([]),
    "a frozen object": Object.freeze({ dataset: 1 }),
    "a cycle": cycle,
    "an array": [],
    "an array of an array": [[[]]],
    "an array with holes": [, 1],
    "an array of four billion holes": new Array(2 ** 32 - 1),
    "an empty text": "",
    "a text that is no JSON": "{",
    "a text of 1,000,000 characters": "x".repeat(1_000_000),
    "half a surrogate pair": "\uD800",
    "half a surrogate pair in a name": { "\uDC00": 1 },
    "a NUL": "\0",
    "100,000 levels": levels(100_000),
    "100,000 levels of text": "[".repeat(100_000),
    "a name of 100,000 characters": { ["x".repeat(100_000)]: 1 },
  };
}

function levels(depth: number): object {
  let value: object = {};
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { dataset: value };
  return value;
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}
