import assert from "node:assert/strict";
import { test } from "node:test";

import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";
import {
  asSent,
  BatchValidator,
  configurationSchema,
  createRequestSchema,
  definitionSchema,
  editRequestSchema,
  withoutEmptyFields,
  type BatchConfiguration,
  type BatchDefinition,
  type CompleteCreateRequest,
  type CreateBatchRequest,
  type DocumentSchema,
  type EditBatchRequest,
  type FormValues,
  type SchemaIssue,
} from "scale-batch";

// What TypeScript checks here: the schemas are the specification's, with the right types.
type Standard<Input, Output = Input> = StandardSchemaV1<Input, Output> & StandardJSONSchemaV1<Input, Output>;
const definition: Standard<BatchDefinition> = definitionSchema;
const schemas = [
  definition,
  configurationSchema satisfies Standard<BatchConfiguration>,
  createRequestSchema satisfies Standard<CreateBatchRequest, CompleteCreateRequest>,
  editRequestSchema satisfies Standard<EditBatchRequest>,
  createRequestSchema.forForm() satisfies Standard<FormValues<CreateBatchRequest>, CompleteCreateRequest>,
];

const files = { files: [{ name: "SCENE" }, { name: "MASK", required: false }] };
const context = {
  recipe_type: { id: 208, definition: { input: files, nodes: {} } },
  dataset: { id: 1, definition: { parameters: files }, files_per_parameter: { SCENE: 12 } },
};

function issues(schema: DocumentSchema<unknown, unknown>, value: unknown): readonly SchemaIssue[] {
  const result = schema["~standard"].validate(value);
  assert.ok(result.issues !== undefined, "there are issues");
  assert.deepEqual(Object.keys(result), ["issues"], "a value beside issues would be taken for success");
  return result.issues;
}

function value<Output>(schema: DocumentSchema<unknown, Output>, input: unknown): Output {
  const result = schema["~standard"].validate(input);
  assert.ok(result.issues === undefined, JSON.stringify(result));
  assert.deepEqual(Object.keys(result), ["value"]);
  return result.value;
}

test("a document comes back with its defaults, without warnings", () => {
  const request = { title: "June", recipe_type_id: 208, definition: { dataset: 1 }, supersedes: false };
  const read: CompleteCreateRequest = value(createRequestSchema, request);
  assert.deepEqual(read, {
    title: "June",
    recipe_type_id: 208,
    definition: { dataset: 1, supersedes: true },
  });
  assert.deepEqual(value(definitionSchema, { version: "7", dataset: 1 }), { dataset: 1, supersedes: true });
  assert.deepEqual(value(configurationSchema, { priority: -1 }), { priority: -1 });
  assert.deepEqual(value(editRequestSchema, { title: "" }), { title: "" });
});

test("an issue has its path, and keeps the rest of the problem", () => {
  const [issue, ...others] = issues(definitionSchema, { datset: 5 });
  assert.deepEqual(others, []);
  assert.deepEqual(issue, {
    name: "INVALID_BATCH_DEFINITION",
    message: 'There is no field "datset". Did you mean "dataset"?',
    path: ["datset"],
    params: {
      cause: "UNKNOWN_FIELD",
      field: "datset",
      suggestion: "dataset",
      allowed: ["dataset", "forced_nodes", "previous_batch", "supersedes", "version"],
    },
    fix: [{ op: "move", from: "/datset", path: "/dataset" }],
  });
});

test("keys are numbers in arrays and nowhere else", () => {
  const paths = (value: unknown): unknown => issues(createRequestSchema, value).map(({ path }) => path);
  const forced = { all: false, nodes: ["a", 5], sub_recipes: { "0": { all: 1 }, "a/~b": { all: 1 } } };
  assert.deepEqual(paths({ recipe_type_id: 1, definition: { forced_nodes: forced } }), [
    ["definition", "forced_nodes", "nodes", 1],
    ["definition", "forced_nodes", "sub_recipes", "0", "all"],
    ["definition", "forced_nodes", "sub_recipes", "a/~b", "all"],
  ]);
  const inputMap = [{ input: "A", datasetParameter: "B" }, { input: 5 }];
  assert.deepEqual(paths({ configuration: { inputMap } }), [
    ["recipe_type_id"],
    ["definition"],
    ["configuration", "inputMap", 1, "datasetParameter"],
    ["configuration", "inputMap", 1, "input"],
  ]);
});

test("a string is not read as JSON, and undefined is no document", () => {
  for (const [wrong, found] of [
    ['{"dataset": 1}', "string"],
    ["", "string"],
    [undefined, "null"],
    [null, "null"],
    [[], "array"],
  ]) {
    const [issue] = issues(definitionSchema, wrong);
    const params = issue?.params;
    assert.ok(params !== undefined && "found" in params);
    assert.deepEqual([issue?.path, params.found], [[], found]);
  }
});

test("with a context the rules are checked too", () => {
  const names = (schema: DocumentSchema<unknown, unknown>, value: unknown): unknown =>
    issues(schema, value).map(({ name, path }) => [name, path]);
  const request = { recipe_type_id: 208, definition: { dataset: 2 } };
  value(createRequestSchema, request);
  const bound = createRequestSchema.withContext(context);
  assert.deepEqual(names(bound, request), [["UNKNOWN_DATASET", ["definition", "dataset"]]]);
  value(bound, { ...request, definition: { dataset: 1 } });

  assert.deepEqual(names(definitionSchema.withContext(context), { dataset: 2 }), [
    ["UNKNOWN_DATASET", ["dataset"]],
  ]);
  assert.deepEqual(names(definitionSchema.withContext({}), {}), [["NO_RECIPES", []]]);
  const inputMap = [
    { input: "SCENE", datasetParameter: "SCENE" },
    { input: "MASK", datasetParameter: "MSK" },
  ];
  assert.deepEqual(names(configurationSchema.withContext(context), { inputMap }), [
    ["INVALID_INPUT_MAP", ["inputMap", 1, "datasetParameter"]],
  ]);
  assert.deepEqual(names(editRequestSchema.withContext(context), { configuration: { inputMap } }), [
    ["INVALID_INPUT_MAP", ["configuration", "inputMap", 1, "datasetParameter"]],
  ]);
});

test("a validator may get another context later", () => {
  const validator = new BatchValidator(context);
  const schema = definitionSchema.withContext(validator);
  value(schema, { dataset: 1 });
  validator.setContext({ dataset: { ...context.dataset, id: 2 } });
  assert.equal(issues(schema, { dataset: 1 })[0]?.name, "UNKNOWN_DATASET");
  assert.equal(validator.validateDocument("configuration", { priority: -1 }).warnings.length, 1);
  validator.free();
});

test("what is wrong with the context is at no field", () => {
  const broken = { ...context, dataset: { id: 1, definition: { parameters: 5 } } as object };
  const [issue] = issues(createRequestSchema.withContext(broken), {
    recipe_type_id: 208,
    definition: { dataset: 1 },
  });
  assert.deepEqual([issue?.name, issue?.path], ["INVALID_DATASET_DEFINITION", []]);
});

test("a form may have empty fields", () => {
  const form = {
    title: "",
    recipe_type_id: 208,
    definition: { dataset: 1 },
    configuration: { priority: NaN, inputMap: [{ input: "SCENE", datasetParameter: null }] },
  };
  const schema = createRequestSchema.withContext(context).forForm();
  assert.deepEqual(
    issues(schema, form).map(({ path }) => path),
    [["configuration", "inputMap", 0, "datasetParameter"]],
  );
  form.configuration.inputMap = [];
  assert.deepEqual(value(schema, { ...form, configuration: { priority: null } }), {
    recipe_type_id: 208,
    definition: { dataset: 1, supersedes: true },
  });
  const previous_batch = { root_batch_id: NaN, forced_nodes: { all: null } };
  value(schema, { ...form, definition: { dataset: 1, previous_batch }, configuration: undefined });
  assert.deepEqual(issues(schema, { ...form, recipe_type_id: undefined })[0]?.path, ["recipe_type_id"]);
  for (const [definition, place] of [
    [{ dataset: "" }, ["dataset"]],
    [{ previous_batch: { root_batch_id: null }, dataset: "" }, ["previous_batch", "root_batch_id"]],
    [null, []],
  ]) {
    assert.deepEqual(
      issues(schema, { recipe_type_id: 208, definition }).map(({ path }) => path),
      [["definition", ...(place as string[])]],
    );
  }
});

test("an issue of a whole part is at the first field that it concerns", () => {
  const schema = createRequestSchema.withContext(context).forForm();
  const places = (definition: unknown): unknown =>
    issues(schema, { recipe_type_id: 208, definition }).map(({ name, path }) => [name, ...path]);
  assert.deepEqual(places({ supersedes: true, dataset: null }), [["NO_RECIPES", "definition", "dataset"]]);
  assert.deepEqual(places({ supersedes: false }), [["NO_RECIPES", "definition", "dataset"]]);
  const previous_batch = { forced_nodes: { all: true }, root_batch_id: "" };
  assert.deepEqual(places({ supersedes: false, previous_batch: { root_batch_id: "" }, dataset: "" }), [
    ["NO_RECIPES", "definition", "previous_batch", "root_batch_id"],
  ]);
  assert.equal((places({ supersedes: false, previous_batch }) as string[][])[0]?.at(-1), "root_batch_id");
  assert.deepEqual(places({ dataset: "", forced_nodes: { all: null } }), [
    ["INVALID_REQUEST", "definition", "dataset"],
  ]);
  assert.deepEqual(places({ dataset: new Date(0) }), [["INVALID_BATCH_DEFINITION", "definition", "dataset"]]);
  const definition = definitionSchema.withContext(context).forForm();
  for (const value of [{}, { supersedes: true }, { supersedes: true, dataset: "" }]) {
    assert.deepEqual(
      issues(definition, value).map(({ path }) => path),
      [["dataset"]],
    );
  }
  assert.deepEqual(issues(definition, 5)[0]?.path, []);
  assert.deepEqual(issues(definitionSchema.withContext(context), { supersedes: true })[0]?.path, []);
});

test("a row that is not filled in is not the same as no row", () => {
  const schema = createRequestSchema.withContext(context).forForm();
  const form = { recipe_type_id: 208, definition: { dataset: 1 } };
  const rows = (inputMap: unknown): unknown =>
    schema["~standard"]
      .validate({ ...form, configuration: { priority: "", inputMap } })
      .issues?.map(({ path }) => path.slice(2));
  assert.equal(rows([]), undefined);
  assert.equal(rows(undefined), undefined);
  const empty = { input: "", datasetParameter: null };
  assert.deepEqual(rows([empty]), [
    [0, "input"],
    [0, "datasetParameter"],
  ]);
  assert.deepEqual(rows([{ input: "SCENE", datasetParameter: "SCENE" }, empty]), [
    [1, "input"],
    [1, "datasetParameter"],
  ]);
});

test("NaN is an empty field, or text that is no number", () => {
  const form = { recipe_type_id: 208, definition: { dataset: 1 }, configuration: { priority: NaN } };
  const schema = createRequestSchema.withContext(context);
  value(schema.forForm(), form);
  value(schema.forForm({ nan: "empty" }), form);
  const [issue, ...others] = issues(schema.forForm({ nan: "invalid" }), form);
  assert.deepEqual([issue?.path, others], [["configuration", "priority"], []]);
  assert.match(issue?.message ?? "", /NaN/);
  value(schema.forForm({ nan: "invalid" }), { ...form, configuration: { priority: "" } });
  assert.deepEqual(withoutEmptyFields({ a: NaN, b: "" }, { nan: "invalid" }), { a: NaN });
});

test("what is checked is what is sent", () => {
  class Definition {
    dataset = 1n;
    supersedes = undefined;
    isOpen(): boolean {
      return true;
    }
  }
  const date = new Date(0);
  const form = {
    title: date,
    description: null,
    definition: new Definition(),
    configuration: { inputMap: [] },
  };
  const sent = asSent<object>(form);
  assert.deepEqual(sent, { title: date.toJSON(), definition: { dataset: 1 } });
  assert.deepEqual(JSON.parse(JSON.stringify(sent)), sent);
  const cycle: Record<string, unknown> = { title: "" };
  cycle["self"] = cycle;
  for (const unsayable of [new Map(), Symbol("x"), () => 1, 2n ** 60n, [undefined], [NaN], Infinity, cycle]) {
    const left = asSent<Record<string, unknown>>({ unsayable });
    assert.deepEqual(Object.keys(left), ["unsayable"]);
    assert.notEqual(issues(createRequestSchema, left).length, 0);
  }
  assert.deepEqual(asSent<object>({ priority: NaN, nodes: [] }), {});
  assert.ok(Number.isNaN(asSent<{ priority: number }>({ priority: NaN }, { nan: "invalid" }).priority));
});

test("empty fields are taken out of anything", () => {
  const date = new Date(0);
  assert.deepEqual(withoutEmptyFields({ a: "", b: [null, { c: NaN, d: 0 }], e: { f: undefined }, date }), {
    b: [null, { d: 0 }],
    date,
  });
  assert.deepEqual(withoutEmptyFields({ a: {}, b: [], c: [{ d: "" }] }), { a: {}, c: [{}] });
  const circle: Record<string, unknown> = { empty: "" };
  circle["self"] = circle;
  const copy = withoutEmptyFields<Record<string, unknown>>(circle);
  assert.deepEqual([Object.keys(copy), copy["self"] === copy, circle["empty"]], [["self"], true, ""]);
  const trap = Object.defineProperty({}, "x", { enumerable: true, get: () => assert.fail() });
  assert.equal(withoutEmptyFields(trap), trap);
  const own = withoutEmptyFields<object>(JSON.parse('{"__proto__": {"polluted": true}}') as object);
  assert.deepEqual(Object.keys(own), ["__proto__"]);
  assert.ok(!("polluted" in {}));
  const endless = (): object =>
    new Proxy({}, { ownKeys: () => ["x"], getOwnPropertyDescriptor, get: endless });
  const getOwnPropertyDescriptor = (): PropertyDescriptor => ({
    configurable: true,
    enumerable: true,
    value: 1,
  });
  assert.equal(issues(createRequestSchema.forForm(), endless())[0]?.name, "LIMIT_EXCEEDED");
  let deep: unknown = 1;
  for (let depth = 0; depth < 100_000; depth += 1) deep = { deep };
  assert.equal(issues(createRequestSchema.forForm(), deep)[0]?.name, "LIMIT_EXCEEDED");
  // Another value each time it is read, and in the end one without an end.
  let reads = 0;
  const cyclic: Record<string, unknown> = {};
  cyclic["self"] = cyclic;
  const changing = {
    recipe_type_id: 1,
    get definition(): unknown {
      return reads++ === 0 ? "" : cyclic;
    },
  };
  assert.equal(issues(createRequestSchema.forForm(), changing)[0]?.name, "INVALID_REQUEST");
});

test("every schema exports its structure as JSON Schema, in two drafts", () => {
  for (const schema of schemas) {
    const { input, output } = schema["~standard"].jsonSchema;
    const newer = input({ target: "draft-2020-12" });
    assert.ok(String(newer["$schema"]).includes("2020-12"));
    assert.deepEqual(output({ target: "draft-2020-12" }), newer);
    assert.notEqual(input({ target: "draft-2020-12" }), newer, "each caller has its own");
    assert.ok(String(input({ target: "draft-07" })["$schema"]).includes("draft-07"));
    assert.throws(() => input({ target: "openapi-3.0" }), RangeError);
  }
});
