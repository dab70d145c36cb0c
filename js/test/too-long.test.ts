/** Values that are small in memory and long as text: each gets a report, and none a crash or an error of the engine. */
import assert from "node:assert/strict";
import { test } from "node:test";

import * as scaleBatch from "scale-batch";
import {
  BatchValidator,
  compareBatches,
  createRequestSchema,
  readDefinition,
  validateBatch,
  type BatchDefinition,
  type Problem,
} from "scale-batch";

const MOST_BYTES = 2 ** 28;

/** Each level has the one below twice, as aliases in YAML do. */
function shared(levels: number, fields: object): object {
  let value: object = fields;
  for (let level = 0; level < levels; level++) value = { ...fields, a: value, b: value };
  return value;
}

function limitsOf(errors: readonly Problem[]): unknown[] {
  return errors.map(({ name, params, document }) => [
    name,
    "limit" in params ? params.limit : undefined,
    "maximum" in params ? params.maximum : undefined,
    document,
  ]);
}

const tooLong = [["LIMIT_EXCEEDED", "bytes", MOST_BYTES, undefined]];

const megabyte = "x".repeat(1_000_000);
const long: Readonly<Record<string, unknown>> = {
  "objects that share long strings": shared(60, { title: "x".repeat(10_000) }),
  "objects that share long names": shared(60, { ["x".repeat(10_000)]: 1 }),
  "objects that share long names that are escaped": shared(60, { ["\n".repeat(10_000)]: 1 }),
  "objects that share many absent fields": shared(
    60,
    Object.fromEntries(Array.from({ length: 10_000 }, (_, key) => [`absent_${key}`, undefined])),
  ),
  "600 strings of a megabyte": { nodes: Array.from({ length: 600 }, () => megabyte) },
  "a string that is escaped": { title: "\u0001".repeat(100_000_000) },
  "a name that is escaped": { ["\u0001".repeat(100_000_000)]: 1 },
  "a string of characters of three bytes": { title: "\u20AC".repeat(100_000_000) },
  "a string that alone is too long": { title: "x".repeat(MOST_BYTES + 1) },
  "a text that is too long": "x".repeat(MOST_BYTES + 1),
};

for (const [title, value] of Object.entries(long)) {
  test(`a limit is exceeded by ${title}`, () => {
    const { errors } = readDefinition(value as BatchDefinition);
    assert.deepEqual(limitsOf(errors), tooLong);
    assert.match(
      errors[0]?.description ?? "",
      /^The document is too large to read: more than 268435456 bytes\./,
    );
    assert.deepEqual(readDefinition({ dataset: 1 }).errors, []);
  });
}

test("a text is as long as it is, however it would be escaped", () => {
  const { errors } = readDefinition("\u0001".repeat(100_000_000));
  assert.deepEqual(
    errors.map(({ params }) => "cause" in params && params.cause),
    ["NOT_JSON"],
  );
});

test("a context that is too long is named, and the request is read", () => {
  const context = { dataset: long["600 strings of a megabyte"] } as object;
  const request = { recipe_type_id: 1, definition: { datset: 5 } };
  const { errors } = validateBatch(request as never, context);
  const limited = errors.filter(({ name }) => name === "LIMIT_EXCEEDED");
  assert.deepEqual(limitsOf(limited), [["LIMIT_EXCEEDED", "bytes", MOST_BYTES, "context"]]);
  assert.throws(() => new BatchValidator(context), scaleBatch.ScaleBatchError);
  const validator = new BatchValidator();
  assert.deepEqual(limitsOf(validator.setContext(context).errors), tooLong);
  validator.free();
});

test("inputs that make no string together are one too many", () => {
  const title = "x".repeat(200_000_000);
  const long = { title } as object;
  const { errors } = scaleBatch.diffRecipes({ previous: long, current: long, forced_nodes: long } as never);
  assert.deepEqual(
    (errors ?? []).map(({ document, description }) => [
      document,
      / No limit goes farther\.$/.test(description),
    ]),
    [
      ["previous", false],
      ["current", false],
      ["forced_nodes", true],
    ],
  );
});

test("the limit on bytes can be set, in both directions", () => {
  const definition = { title: "x".repeat(MOST_BYTES) };
  const read = (bytes: number): readonly Problem[] => {
    const { errors } = scaleBatch.forcedNodesTree({ definition, limits: { bytes } } as never);
    return errors;
  };
  const [small, large] = [read(1_000), read(2 ** 29)];
  assert.match(small[0]?.description ?? "", /more than 1000 bytes\. Raise the limit "bytes" to read it\.$/);
  assert.equal(large[0]?.name, "INVALID_RECIPE_DEFINITION");
});

test("a text of halves of surrogate pairs is read like any other that is no JSON", () => {
  const { errors } = readDefinition("\uD800".repeat(1_000_000));
  assert.deepEqual(
    errors.map(({ name, line, column }) => [name, line, column]),
    [["INVALID_BATCH_DEFINITION", 1, 1]],
  );
});

test("a string in the place of a whole form value is refused, however long", () => {
  for (const value of ["\u0001".repeat(100_000_000), "x".repeat(2 ** 29 - 25)]) {
    const result = createRequestSchema["~standard"].validate(value);
    assert.equal(result.issues?.length, 1);
  }
});

test("a BigInt of a million digits is no id", () => {
  const { errors } = readDefinition({ dataset: (1n << 3_000_000n) as unknown as number });
  assert.match(errors[0]?.description ?? "", /but it is a BigInt of more than 4096 bits/);
});

test("an input named __proto__ is an unknown input", () => {
  const inputs = JSON.parse('{"batches": [], "__proto__": [null]}') as { __proto__: unknown[] };
  inputs.__proto__[0] = NaN;
  const { errors } = compareBatches(inputs as never);
  assert.match(errors[0]?.description ?? "", /There is no input "__proto__"/);
});
