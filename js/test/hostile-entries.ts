/** Every function of the package with every kind of value that breaks careless code, in Node.js and in browsers. */
import type * as ScaleBatch from "scale-batch";

type Library = typeof ScaleBatch;

/** Hands a value over as one of the inputs of a function. Types are no help to those who write JavaScript. */
interface Entry {
  give: (value: never) => unknown;
  /** The fields that its result always has. */
  fields: string[];
  /** The only error that it may throw. */
  throws?: string;
}

/** What is wrong with the library, one line each; none is right. */
export function failuresOfEntries(library: Library): string[] {
  const failures: string[] = [];
  const validator = new library.BatchValidator();
  for (const [name, entry] of Object.entries(entriesOf(library, validator))) {
    for (const [title, value] of Object.entries(values())) {
      const failure = failureOf(entry, value);
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

function failureOf({ give, fields, throws }: Entry, value: unknown): string | undefined {
  let result: unknown;
  try {
    result = give(value as never);
  } catch (error) {
    return error instanceof Error && error.name === throws ? undefined : `threw ${String(error)}`;
  }
  if (typeof result === "string") return undefined;
  const missing = fields.filter((field) => !Object.hasOwn(result as object, field));
  if (missing.length > 0) return `no ${missing.join(", ")}`;
  const { errors } = result as { errors?: { description: unknown }[] };
  const broken = errors?.some(({ description }) => typeof description !== "string" || description === "");
  return broken === true ? "an error without a description" : undefined;
}

function entriesOf(library: Library, validator: ScaleBatch.BatchValidator): Record<string, Entry> {
  const reading = ["document", "errors", "warnings"];
  const report = [
    "is_valid",
    "errors",
    "warnings",
    "unchecked",
    "recipes_estimated",
    "estimate",
    "recipe_type",
  ];
  const estimate = ["recipes_estimated", "estimate", "errors", "warnings", "unchecked"];
  const problems = ["errors", "warnings"];
  const recipe = [...problems, "topological_order"];
  const comparison = [...problems, "comparison", "analysis"];
  const chain = [...problems, "batches", "latest"];
  const request = [...problems, "request"];
  const query = [...reading, "query_string"];
  const nodes = { definition: { nodes: {} }, previous: {}, current: {} };
  return {
    readDefinition: { give: (value) => library.readDefinition(value), fields: reading },
    readConfiguration: { give: (value) => library.readConfiguration(value), fields: reading },
    readCreateRequest: { give: (value) => library.readCreateRequest(value), fields: reading },
    readEditRequest: { give: (value) => library.readEditRequest(value), fields: reading },
    readBatch: { give: (value) => library.readBatch(value), fields: reading },
    readBatchList: { give: (value) => library.readBatchList(value), fields: reading },
    readBatches: { give: (value) => library.readBatches(value), fields: reading },
    readDataset: { give: (value) => library.readDataset(value), fields: reading },
    readDiff: { give: (value) => library.readDiff(value), fields: reading },
    readValidation: { give: (value) => library.readValidation(value), fields: reading },
    readRecipeType: { give: (value) => library.readRecipeType(value), fields: reading },
    readSubRecipeTypes: { give: (value) => library.readSubRecipeTypes(value), fields: reading },
    buildListQuery: { give: (value) => library.buildListQuery(value), fields: query },
    "buildListQuery, options": { give: (value) => library.buildListQuery({}, value), fields: query },
    "buildListQuery, time": { give: (now) => library.buildListQuery({}, { now }), fields: query },
    readListQuery: { give: (value) => library.readListQuery(value), fields: query },

    "validateBatch, request": { give: (value) => library.validateBatch(value), fields: report },
    "validateBatch, context": { give: (value) => library.validateBatch({} as never, value), fields: report },
    "validateBatch, recipe type": {
      give: (recipe_type) => library.validateBatch({} as never, { recipe_type }),
      fields: report,
    },
    "validateBatch, all documents": {
      give: (value) =>
        library.validateBatch({} as never, {
          dataset: value,
          batches: value,
          previous_batch: value,
          sub_recipe_types: value,
        }),
      fields: report,
    },
    "validateBatch, options": { give: (value) => library.validateBatch("{}", {}, value), fields: report },
    "validateBatch, order": { give: (order) => library.validateBatch("{}", {}, { order }), fields: report },
    "estimateRecipes, request": { give: (value) => library.estimateRecipes(value), fields: estimate },
    "estimateRecipes, context": { give: (value) => library.estimateRecipes("{}", value), fields: estimate },

    "new BatchValidator": {
      give: (value) => validated(new library.BatchValidator(value)),
      fields: report,
      throws: "ScaleBatchError",
    },
    "new BatchValidator, dataset": {
      give: (dataset) => validated(new library.BatchValidator({ dataset })),
      fields: report,
      throws: "ScaleBatchError",
    },
    "BatchValidator.validate": { give: (value) => validator.validate(value), fields: report },
    "BatchValidator.validate, options": { give: (value) => validator.validate("{}", value), fields: report },
    "BatchValidator.validateDocument": {
      give: (value) => validator.validateDocument("definition", value),
      fields: [...reading, "unchecked"],
    },
    "BatchValidator.validateDocument, kind": {
      give: (kind) => validator.validateDocument<"definition">(kind, {}),
      fields: [...reading, "unchecked"],
    },
    "BatchValidator.estimate": { give: (value) => validator.estimate(value), fields: estimate },
    "BatchValidator.diff": { give: (value) => validator.diff(value), fields: ["errors"] },
    "BatchValidator.explainNode": { give: (value) => validator.explainNode(value, "a"), fields: ["errors"] },
    "BatchValidator.explainNode, node": {
      give: (value) => validator.explainNode("{}", value),
      fields: ["errors"],
    },
    "BatchValidator.layout": { give: (value) => validator.layout(value), fields: ["errors"] },
    "BatchValidator.setContext": { give: (value) => validator.setContext(value), fields: ["errors"] },
    "BatchValidator.setContext, batches": {
      give: (batches) => validator.setContext({ batches }),
      fields: ["errors"],
    },

    checkRecipe: { give: (value) => library.checkRecipe(value), fields: recipe },
    "checkRecipe, definition": { give: (definition) => library.checkRecipe({ definition }), fields: recipe },
    "checkRecipe, interfaces": {
      give: (interfaces) => library.checkRecipe({ ...nodes, interfaces }),
      fields: recipe,
    },
    "checkConnection, both": {
      give: (value) => library.checkConnection({ accepting: value, connecting: value }),
      fields: [...problems, "ok"],
    },
    diffRecipes: { give: (value) => library.diffRecipes(value), fields: [] },
    "diffRecipes, all documents": {
      give: (value) =>
        library.diffRecipes({
          previous: value,
          current: value,
          forced_nodes: value,
          sub_recipe_types: value,
        }),
      fields: [],
    },
    explainNode: { give: (value) => library.explainNode(value), fields: ["errors"] },
    "explainNode, node": { give: (node) => library.explainNode({ ...nodes, node }), fields: ["errors"] },
    drawDiff: { give: (value) => library.drawDiff(value), fields: ["errors"] },
    "drawDiff, format": { give: (format) => library.drawDiff({ ...nodes, format }), fields: ["errors"] },
    "forcedNodesTree, definition": {
      give: (definition) => library.forcedNodesTree({ definition }),
      fields: problems,
    },
    "expandForcedNodes, forced nodes": {
      give: (forced_nodes) => library.expandForcedNodes({ ...nodes, forced_nodes }),
      fields: problems,
    },
    "normaliseForcedNodes, forced nodes": {
      give: (forced_nodes) => library.normaliseForcedNodes({ ...nodes, forced_nodes }),
      fields: problems,
    },

    compareBatches: { give: (value) => library.compareBatches(value), fields: comparison },
    "compareBatches, batches": { give: (batches) => library.compareBatches({ batches }), fields: comparison },
    "compareBatches, comparison": {
      give: (value) => library.compareBatches({ comparison: value }),
      fields: comparison,
    },
    "compareBatches, options": {
      give: (value) => library.compareBatches({ batches: [] }, value),
      fields: comparison,
    },
    "compareBatches, baseline": {
      give: (baseline) => library.compareBatches({ batches: [{ id: 1 }] }, { baseline }),
      fields: comparison,
    },
    "comparisonRows, batches": {
      give: (batches) => library.comparisonRows({ batches }),
      fields: [...problems, "rows"],
    },
    "comparisonCsv, batches": {
      give: (batches) => library.comparisonCsv({ batches }),
      fields: [...problems, "csv"],
    },
    batchProgress: { give: (value) => library.batchProgress(value), fields: [...problems, "progress"] },
    "batchChain, both": {
      give: (value) => library.batchChain({ batches: value, root_batch_id: value }),
      fields: chain,
    },
    "nextBatch, both": {
      give: (value) => library.nextBatch({ batch: value, changes: value }),
      fields: request,
    },
    "editRequest, both": {
      give: (value) => library.editRequest({ before: value, after: value }),
      fields: request,
    },
    "proposeInputMap, both": {
      give: (value) => library.proposeInputMap({ recipe_type: value, dataset: value }),
      fields: [...problems, "proposal"],
    },

    parseDuration: { give: (value) => library.parseDuration(value), fields: ["errors"] },
    formatDuration: { give: (value) => library.formatDuration(value), fields: [], throws: "RangeError" },
    "formatDuration, microseconds": {
      give: (microseconds) => library.formatDuration({ microseconds }),
      fields: [],
      throws: "RangeError",
    },
    "formatDuration, options": {
      give: (value) => library.formatDuration({ microseconds: 1 }, value),
      fields: [],
      throws: "RangeError",
    },
    "formatDuration, style": {
      give: (style) => library.formatDuration({ microseconds: 1 }, { style }),
      fields: [],
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

function values(): Record<string, unknown> {
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
