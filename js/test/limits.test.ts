/** How much is read can be set wherever something is read; and an option that does not exist is reported. */
import assert from "node:assert/strict";
import { test } from "node:test";

import * as scaleBatch from "scale-batch";
import {
  BatchValidator,
  buildListQuery,
  checkConnection,
  createRequestSchema,
  definitionSchema,
  estimateRecipes,
  formatDuration,
  parseDuration,
  readDefinition,
  readListQuery,
  validateBatch,
  type Problem,
} from "scale-batch";

const deep = `${"[".repeat(300)}${"]".repeat(300)}`;
const wrong = { a: 1, b: 2, c: 3 };
const depth = { limits: { depth: 300 } };
const one = { limits: { problems: 1 } };

const limitOf = (problems: readonly Problem[]): unknown => {
  const found = problems.find(({ name }) => name === "LIMIT_EXCEEDED");
  return found === undefined ? undefined : (found.params as { limit: string }).limit;
};

test("a limit that is named in a message can be raised", () => {
  const { description } = readDefinition(deep).errors[0] as Problem;
  assert.match(description, /more than 256 levels .* Raise the limit "depth" to read it\.$/);
  assert.equal(limitOf(readDefinition(deep, depth).errors), undefined);
  assert.match(
    readDefinition("[".repeat(600), { limits: { depth: 100_000 } }).errors[0]?.description ?? "",
    /more than 512 levels .* No limit goes farther\.$/,
  );
});

test("every function that reads a document takes limits", () => {
  const functions = Object.entries(scaleBatch).filter(([name]) => /^read(?!ListQuery)/.test(name));
  assert.equal(functions.length, 12);
  for (const [name, read] of functions as [string, typeof readDefinition][]) {
    assert.equal(limitOf(read(deep).errors), "depth", name);
    assert.equal(limitOf(read(deep, depth).errors), undefined, name);
  }
  for (const options of [one, { ...one, order: "server" as const }]) {
    assert.equal(limitOf(validateBatch(wrong as never, undefined, options).errors), "problems");
  }
  assert.equal(limitOf(estimateRecipes(wrong as never, {}, one).errors), "problems");
  const connection = { accepting: deep, connecting: {} };
  assert.equal(limitOf(checkConnection(connection).errors), "depth");
  assert.equal(limitOf(checkConnection({ ...connection, ...depth }).errors), undefined);
  assert.equal(limitOf(readListQuery("a=1&b=2", one).errors), "problems");
});

test("a validator and a schema have limits of their own", () => {
  using validator = new BatchValidator({}, one);
  assert.equal(limitOf(validator.validate(wrong as never).errors), "problems");
  assert.equal(limitOf(validator.validate(wrong as never, { limits: undefined }).errors), "problems");
  assert.equal(limitOf(validator.validate(wrong as never, { limits: {} }).errors), undefined);
  assert.equal(limitOf(validator.validateDocument("definition", wrong as never).errors), "problems");
  assert.equal(limitOf(validator.estimate(wrong as never).errors), "problems");
  const context = { dataset: { id: 1, definition: deep } };
  assert.throws(() => new BatchValidator(JSON.stringify(context), { limits: { depth: 1 } }), {
    name: "ScaleBatchError",
    message: /more than 1 level/,
  });

  for (const schema of [
    definitionSchema,
    createRequestSchema.forForm(),
    createRequestSchema.withContext({}),
  ]) {
    const names = (limited: typeof schema): unknown[] =>
      (limited["~standard"].validate(wrong).issues ?? []).map(({ name }) => name);
    assert.ok(!names(schema).includes("LIMIT_EXCEEDED"));
    assert.equal(names(schema.withLimits({ problems: 1 })).at(-1), "LIMIT_EXCEEDED");
  }
});

test("limits are read like any document", () => {
  const { errors } = readDefinition({ dataset: 1 }, { limits: { dept: 1, depth: "x" } as never });
  assert.deepEqual(
    errors.map(({ name, document, path }) => [name, document, path]),
    [
      ["INVALID_REQUEST", "limits", "/dept"],
      ["INVALID_REQUEST", "limits", "/depth"],
    ],
  );
});

test("an option that does not exist is reported, whatever takes it", () => {
  const options = { odrer: "server" } as object;
  using validator = new BatchValidator();
  const request = { recipe_type_id: 1, definition: { dataset: 1 } };
  const results: Record<string, { errors?: readonly Problem[] }> = {
    validateBatch: validateBatch(request, {}, options),
    estimateRecipes: estimateRecipes(request, {}, options),
    readDefinition: readDefinition({}, options),
    buildListQuery: buildListQuery({}, options),
    readListQuery: readListQuery("", options),
    parseDuration: parseDuration("P1D", options),
    checkConnection: checkConnection({ accepting: {}, connecting: {}, ...options }),
    validate: validator.validate(request, options),
    validateDocument: validator.validateDocument("definition", {}, options),
    estimate: validator.estimate(request, options),
    diff: validator.diff(request, options),
    explainNode: validator.explainNode(request, "a", options),
    layout: validator.layout(request, options),
    setContext: validator.setContext({}, options),
  };
  for (const [name, { errors }] of Object.entries(results)) {
    const [error] = errors ?? [];
    assert.equal(error?.name, "INVALID_REQUEST", name);
    assert.equal(error.path, "/odrer", name);
  }
  assert.throws(() => formatDuration({ microseconds: 1 }, options), /There is no input "odrer"/);
  assert.throws(() => new BatchValidator({}, options), /There is no input "odrer"/);
});

test("an option that is called as an input does not replace it", () => {
  const request = { recipe_type_id: 1, definition: { dataset: 1 } };
  for (const name of ["request", "context"]) {
    const { errors } = validateBatch(request, undefined, { [name]: { other: 1 } });
    assert.deepEqual(
      errors.map(({ path }) => path),
      [`/options.${name}`],
    );
  }
});

test("a mistake in the context is told as the context's, beside those of the request", () => {
  const request = { recipe_type_id: 208, definition: { datset: 1 } } as object;
  const told = (errors: readonly Problem[]): unknown[] =>
    errors.map(({ document, path }) => [document, path]);
  for (const [context, path] of [
    [{ datset: {} }, "/datset"],
    [[], ""],
    ["{", ""],
  ] as [object, string][]) {
    const expected = [
      [undefined, "/definition/datset"],
      ["context", path],
    ];
    assert.deepEqual(told(validateBatch(request as never, context).errors), expected);
    assert.deepEqual(told(estimateRecipes(request as never, context).errors), expected);
  }
});

test("more values are passed on where the limits allow them", () => {
  const many = new Array<number>(10_000_001).fill(1);
  assert.equal(limitOf(readDefinition(many as never).errors), "values");
  const { errors } = readDefinition(many as never, { limits: { values: 20_000_000 } });
  assert.deepEqual(
    errors.map(({ path, params }) => [path, (params as { cause?: string }).cause]),
    [["", "WRONG_TYPE"]],
  );
});
