import assert from "node:assert/strict";
import { test } from "node:test";

import { readCreateRequest, toAjvErrors, validateBatch } from "scale-batch";

test("problems take the shape of ajv's errors", () => {
  const { errors } = readCreateRequest('{"title": 5, "definition": {}}');
  assert.deepEqual(toAjvErrors(errors), [
    {
      instancePath: "",
      schemaPath: "#/INVALID_REQUEST",
      keyword: "required",
      params: { cause: "MISSING_FIELD", field: "recipe_type_id", missingProperty: "recipe_type_id" },
      message: errors[0]?.description,
    },
    {
      instancePath: "/title",
      schemaPath: "#/INVALID_REQUEST",
      keyword: "INVALID_REQUEST",
      params: { cause: "WRONG_TYPE", expected: "string", field: "title", found: "integer", value: 5 },
      message: errors[1]?.description,
    },
  ]);
});

test("what is wrong with the context is no error of a field", () => {
  const dataset: object = { id: 1, definition: { parameters: 5 } };
  const { errors } = validateBatch({ recipe_type_id: 208, definition: { dataset: 1 } }, { dataset });
  assert.deepEqual(
    toAjvErrors(errors).map(({ instancePath, keyword }) => [instancePath, keyword]),
    [["", "INVALID_DATASET_DEFINITION"]],
  );
});

test("an error of a whole part is at a field of the form", () => {
  const places = (values: object): unknown =>
    toAjvErrors(validateBatch(values as never).errors, values).map(({ instancePath, keyword, params }) => [
      instancePath,
      keyword,
      params["missingProperty"],
    ]);
  assert.deepEqual(places({ recipe_type_id: 1, definition: { supersedes: true } }), [
    ["/definition/dataset", "NO_RECIPES", undefined],
  ]);
  assert.deepEqual(places({ definition: { dataset: 1 } }), [["", "required", "recipe_type_id"]]);
  const row = { recipe_type_id: 1, definition: { dataset: 1 }, configuration: { inputMap: [{ "a/b": 1 }] } };
  assert.deepEqual(places(row), [
    ["/configuration/inputMap/0", "required", "input"],
    ["/configuration/inputMap/0", "required", "datasetParameter"],
  ]);
  const values = { recipe_type_id: 1, definition: { forced_nodes: {}, dataset: "" } };
  const { errors } = readCreateRequest({ recipe_type_id: 1 } as never);
  assert.deepEqual(
    toAjvErrors(errors, values).map(({ instancePath, params }) => [instancePath, params["missingProperty"]]),
    [["/definition", "dataset"]],
  );
});
