/** The crate in a Rust program for Node.js. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { inspect } from "node:util";

import * as scaleBatch from "scale-batch";

import { difference, differencesOfHostileValues, differencesOfVectors, type Crate } from "./differences.js";
import { VECTORS } from "./vectors.js";

const require = createRequire(import.meta.url);
const crate = require("../../../../pkg/crate/nodejs/scale_batch_in_javascript.js") as Crate;

test("the documents of the vectors have the results of the npm package", () => {
  assert.ok(VECTORS.length > 1_500);
  assert.deepEqual(differencesOfVectors(crate, scaleBatch, VECTORS), []);
});

test("hostile values have the results of the npm package", () => {
  assert.deepEqual(differencesOfHostileValues(crate, scaleBatch), []);
});

test("limits hold as in the npm package", () => {
  const limits = { bytes: 40, values: 4, depth: 3 };
  const shared = { dataset: "x".repeat(20) };
  for (const definition of [
    { dataset: 5 },
    { dataset: "x".repeat(29) },
    { dataset: "x".repeat(30) },
    { dataset: "\u20AC".repeat(20) },
    JSON.stringify({ dataset: "x".repeat(30) }),
    "x".repeat(41),
    { dataset: 1, forced_nodes: { all: true, nodes: [] } },
    { forced_nodes: { sub_recipes: {} } },
    { forced_nodes: { sub_recipes: { a: {} } } },
    [[[[]]]],
    { ["x".repeat(41)]: 1 },
    [shared, shared],
  ]) {
    const { bytes, values, depth } = limits;
    const expected = scaleBatch.readDefinition(definition as never, { limits });
    const reading = crate.readDefinitionWithin(definition, bytes, values, depth);
    assert.equal(difference(reading, expected), undefined, JSON.stringify(definition));
  }
});

test("a definition is checked for itself as by the npm package", () => {
  const validator = new scaleBatch.BatchValidator({});
  let checked = 0;
  for (const vector of VECTORS) {
    if (!("reader" in vector) || vector.reader !== "readDefinition") continue;
    const expected = validator.validateDocument("definition", vector.document as never);
    assert.equal(difference(crate.checkDefinition(vector.document), expected), undefined);
    checked++;
  }
  assert.ok(checked > 100);
});

test("an integer beyond 2^53 becomes the nearest number", () => {
  assert.equal(
    difference(crate.requestWithLargeId(), { recipe_type_id: 2 ** 53, definition: { supersedes: true } }),
    undefined,
  );
});

test("what all objects inherit changes no result", () => {
  const definitions = [
    { dataset: 5 },
    { datset: [{}], forced_nodes: { all: false, nodes: ["a"] } },
    new Map(),
  ];
  const results = (): string =>
    inspect(
      definitions.map((definition) => crate.read("readDefinition", definition)),
      { depth: 9 },
    );
  const expected = results();
  const setter = { configurable: true, enumerable: true, get: () => 7, set: () => assert.fail("was set") };
  const method = { configurable: true, enumerable: true, value: () => "polluted" };
  try {
    for (const name of ["dataset", "errors", "supersedes", "name"]) {
      Object.defineProperty(Object.prototype, name, setter);
    }
    for (const name of ["toJSON", "then"]) {
      for (const prototype of [Object.prototype, Array.prototype]) {
        Object.defineProperty(prototype, name, method);
      }
    }
    assert.equal(results(), expected);
  } finally {
    for (const prototype of [Object.prototype, Array.prototype]) {
      for (const name of Object.keys(prototype)) Reflect.deleteProperty(prototype, name);
    }
  }
});

test("what serde-wasm-bindgen makes is equal, but for names with a meaning in JavaScript", () => {
  const request = { recipe_type_id: 208, definition: { dataset: 5 }, titel: "x" };
  assert.equal(
    difference(crate.reportBySerde(request), scaleBatch.validateBatch(request as never)),
    undefined,
  );

  const sub_recipes = JSON.parse('{"__proto__": {"all": true}, "a": {"all": true}}') as object;
  const definition = { forced_nodes: { all: false, sub_recipes } };
  const read = crate.read("readDefinition", definition);
  assert.equal(difference(read, scaleBatch.readDefinition(definition as never)), undefined);
  assert.match(JSON.stringify(read), /"__proto__"/);
  assert.doesNotMatch(JSON.stringify(crate.definitionBySerde(definition)), /"__proto__"/);
});

test("the feature exports nothing", () => {
  assert.deepEqual(Object.keys(crate).sort(), [
    "checkDefinition",
    "definitionBySerde",
    "read",
    "readDefinitionWithin",
    "reportBySerde",
    "requestWithLargeId",
    "validateBatch",
  ]);
});
