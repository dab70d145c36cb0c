/** The problems of a report at the fields and controls of a form. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { flatten, issuesByPath, toFormErrors, validateBatch } from "scale-batch";

const request = {
  title: 5,
  definition: { dataset: 1, forced_nodes: { all: false, nodes: [1] } },
  configuration: { priority: -1, inputMap: [{ input: "SCENE" }] },
};
const broken = { datset: {} } as object;

test("problems are found by the path of their field", () => {
  const issues = issuesByPath(validateBatch(request as never, broken));
  const found = Object.entries(issues).map(([path, { errors, warnings }]) => [
    path,
    errors.length,
    warnings.length,
  ]);
  assert.deepEqual(found, [
    ["/recipe_type_id", 1, 0],
    ["/title", 1, 1],
    ["/definition/forced_nodes/nodes/0", 1, 0],
    ["/configuration/inputMap/0/datasetParameter", 1, 0],
    ["", 1, 0],
    ["/configuration/priority", 0, 1],
  ]);
  assert.equal(issues[""]?.errors[0]?.document, "context");
});

test("a field may have the name of an inherited one", () => {
  const text = '{"recipe_type_id": 1, "definition": {"dataset": 1}, "__proto__": 1, "constructor": 2}';
  const report = validateBatch(text);
  assert.deepEqual(Object.keys(issuesByPath(report)), ["/__proto__", "/constructor"]);
  assert.deepEqual(Object.keys(flatten(report).fieldErrors), ["__proto__", "constructor"]);
});

test("messages are listed by the names of fields", () => {
  const { formErrors, fieldErrors } = flatten(validateBatch(request as never, broken));
  assert.equal(formErrors.length, 1);
  assert.deepEqual(fieldErrors["configuration.inputMap.0.datasetParameter"], [
    'The field "datasetParameter" is missing: the name of a dataset parameter.',
  ]);
  assert.deepEqual(Object.keys(fieldErrors).length, 4);
});

test("an error climbs to a control that exists", () => {
  const map = {
    recipe_type_id: "recipeType",
    "definition.previous_batch.root_batch_id": "previous",
    "definition.forced_nodes": "nodes",
    "configuration.inputMap.0.input": "firstInput",
    configuration: "settings",
  } as const;
  const { controls, others } = toFormErrors(validateBatch(request as never, broken), map);
  const names = Object.entries(controls).map(([name, problems]) => [name, problems.map(({ path }) => path)]);
  assert.deepEqual(names, [
    ["recipeType", [""]],
    ["nodes", ["/definition/forced_nodes/nodes/0"]],
    ["settings", ["/configuration/inputMap/0"]],
  ]);
  assert.deepEqual(
    others.map(({ path, document }) => [document, path]),
    [
      [undefined, "/title"],
      ["context", "/datset"],
    ],
  );
  const catchAll = toFormErrors(validateBatch(request as never, broken), { ...map, "": "rest" });
  assert.equal(catchAll.others.length, 0);
  assert.equal(catchAll.controls.rest?.length, 2);
});

test("an error of a whole part is at a control in it: first at one that says what the batch is made from", () => {
  const noSource = validateBatch({ recipe_type_id: 1, definition: { supersedes: false } });
  const map = { "definition.supersedes": "supersedes", "definition.dataset": "dataset", definition: "part" };
  assert.deepEqual(
    Object.keys(toFormErrors(noSource, map).controls),
    ["part"],
    "it has a control of its own",
  );
  const { definition, ...fields } = map;
  assert.equal(definition, "part");
  assert.deepEqual(Object.keys(toFormErrors(noSource, fields).controls), ["dataset"]);
  const missing = validateBatch({ recipe_type_id: 1 } as never);
  assert.deepEqual(Object.keys(toFormErrors(missing, { "definition.supersedes": "supersedes" }).controls), [
    "supersedes",
  ]);
});
