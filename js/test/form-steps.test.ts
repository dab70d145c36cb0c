/** Forms that are filled in step by step. */
import assert from "node:assert/strict";
import { test } from "node:test";

import type { StandardSchemaV1 } from "@standard-schema/spec";
import {
  checkStep,
  createRequestSchema,
  definitionSchema,
  stepSchema,
  type CreateBatchRequest,
  type FormValues,
} from "scale-batch";

const files = { files: [{ name: "SCENE" }] };
const context = {
  recipe_type: { id: 208, definition: { input: files, nodes: {} } },
  dataset: { id: 1, definition: { parameters: files }, files_per_parameter: { SCENE: 12 } },
};
const schema = createRequestSchema.withContext(context).forForm();

/** The fields that are wrong, and those that are not filled in. */
function found(values: unknown, paths?: string[]): [wrong: string[], pending: string[]] {
  const options = paths === undefined ? {} : { paths };
  const { errors, pending } = checkStep(schema, values as FormValues<CreateBatchRequest>, options);
  const names = (issues: typeof errors): string[] => issues.map(({ path }) => path.join("."));
  return [names(errors), names(pending)];
}

test("what is merely not filled in yet is pending", () => {
  assert.deepEqual(found({}), [[], ["recipe_type_id", "definition"]]);
  const empty = { title: "", recipe_type_id: null, definition: { forced_nodes: { all: null }, dataset: "" } };
  assert.deepEqual(found(empty), [[], ["recipe_type_id", "definition.dataset"]]);
  const part = { recipe_type_id: 208, definition: { supersedes: true } };
  assert.deepEqual(found(part), [[], ["definition.dataset"]]);
  const row = { ...part, definition: { dataset: 1 }, configuration: { inputMap: [{ input: "SCENE" }, {}] } };
  assert.deepEqual(found(row), [
    [],
    [
      "configuration.inputMap.0.datasetParameter",
      "configuration.inputMap.1.input",
      "configuration.inputMap.1.datasetParameter",
    ],
  ]);
});

test("what is wrong is an error at once", () => {
  assert.deepEqual(found({ recipe_type_id: 209, definition: { dataset: "" } }), [
    ["recipe_type_id"],
    ["definition.dataset"],
  ]);
  assert.deepEqual(found({ recipe_type_id: 208, definition: { dataset: 0 } }), [["definition.dataset"], []]);
  assert.deepEqual(found({ recipe_type_id: 208, definition: { dataset: 2 } }), [["definition.dataset"], []]);
});

test("a step asks for its own fields", () => {
  const values = {
    title: 5,
    recipe_type_id: 208,
    definition: { dataset: "x" },
    configuration: { priority: "y" },
  };
  assert.deepEqual(found(values, ["recipe_type_id"]), [[], []]);
  assert.deepEqual(found(values, ["definition", "title"]), [["title", "definition.dataset"], []]);
  assert.deepEqual(found(values, ["configuration.prio"]), [[], []], "a field, not the beginning of its name");
  assert.deepEqual(found(values, [""]), found(values));
});

test("what is wrong with the context belongs to every step", () => {
  const broken = createRequestSchema
    .withContext({ dataset: { id: 1, definition: { parameters: 5 } } as object })
    .forForm();
  const { errors } = checkStep(
    broken,
    { recipe_type_id: 208, definition: { dataset: 1 } },
    { paths: ["title"] },
  );
  assert.deepEqual(
    errors.map(({ path }) => path),
    [[]],
  );
});

test("a step is a Standard Schema, whose value is that of the form", () => {
  const step: StandardSchemaV1<FormValues<CreateBatchRequest>> = stepSchema(schema, {
    paths: ["definition"],
  });
  const values = { recipe_type_id: 1, definition: { dataset: "" } };
  assert.equal((step["~standard"].validate(values) as { value: unknown }).value, values);
  const result = step["~standard"].validate({ recipe_type_id: 208, definition: { dataset: 2 } });
  assert.ok(!("then" in result));
  assert.deepEqual(
    result.issues?.map(({ path }) => path),
    [["definition", "dataset"]],
  );
  assert.deepEqual(Object.keys(result), ["issues"]);
  const definition = stepSchema(definitionSchema.forForm());
  assert.equal(definition["~standard"].validate({ supersedes: true }).issues, undefined);
});
