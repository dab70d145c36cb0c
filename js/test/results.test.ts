/** Results are what their schemas say, from which their types are made. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import "scale-batch"; // which loads the module
import { Ajv2020 } from "ajv/dist/2020.js";

type Json = Record<string, unknown>;

const text = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const lines = (file: string): Json[] =>
  text(`tests/data/${file}.jsonl`)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Json);

/** Calls any function of the module, as the public functions do. */
const { callFull } = (await import(new URL("../../dist/esm/engine.js", import.meta.url).href)) as {
  callFull: (name: string, inputs: Json) => unknown;
};

const { functions, $defs } = JSON.parse(text("js/scripts/functions.json")) as {
  functions: Record<string, { result: object }>;
  $defs: object;
};
const ajv = new Ajv2020();
const schemas = new Map(
  Object.entries(functions).map(([name, { result }]) => [name, ajv.compile({ ...result, $defs })]),
);

/** Calls of a function, each with its inputs. */
type Calls = readonly (readonly [string, Json])[];

/** The example of each problem in its documentation, and cases for further causes. */
function ofProblems(): Calls {
  const example = /\*\*Example\.\*\* `(\w+)` returns it for\n\n```json\n([^]*?)\n```/g;
  const examples = [...text("docs/problems.md").matchAll(example)];
  return [
    ...examples.map(([, name = "", input = ""]): [string, Json] => [name, JSON.parse(input) as Json]),
    ...lines("every-problem").map((line): [string, Json] => [
      String(line["function"]),
      line["input"] as Json,
    ]),
  ];
}

/** What a server was asked, with the documents that it had. */
function ofRequests(file: string): Calls {
  return lines(file).flatMap(({ input }): [string, Json][] => {
    const { request, batch, definition, configuration, recipe_type, ...context } = input as Json;
    const id = (recipe_type as Json | null | undefined)?.["id"];
    const asked = request ?? { recipe_type_id: id, definition, configuration };
    const batches = [batch, context["previous_batch"]].filter((known) => known != null);
    const inputs = { request: asked, context: { recipe_type, dataset: context["dataset"], batches } };
    return [
      ["validateBatch", inputs],
      ["estimateRecipes", inputs],
      ["diffBatch", inputs],
      ["drawBatchDiff", { ...inputs, format: "layout" }],
      ["readRecipeType", { recipe_type: recipe_type ?? {} }],
      ["readDataset", { dataset: context["dataset"] ?? {} }],
      ["proposeInputMap", { recipe_type: recipe_type ?? {}, dataset: context["dataset"] ?? {} }],
      ...batches.flatMap((known): [string, Json][] => [
        ["readBatch", { batch: known }],
        ["nextBatch", { batch: known }],
        ["batchProgress", { batch: known }],
      ]),
    ];
  });
}

function ofOthers(): Calls {
  const inputs = (file: string, ...names: string[]): [string, Json][] =>
    lines(file).flatMap(({ input }) => names.map((name): [string, Json] => [name, input as Json]));
  const recipes = inputs("diff", "diffRecipes").flatMap(([name, input]): [string, Json][] => {
    const { current: definition, forced_nodes = {} } = input;
    return [
      [name, input],
      ["drawDiff", { ...input, format: "layout" }],
      ["explainNode", { ...input, node: Object.keys((definition as Json)["nodes"] ?? {})[0] ?? "a" }],
      ["forcedNodesTree", { definition }],
      ["expandForcedNodes", { definition, forced_nodes }],
      ["normaliseForcedNodes", { definition, forced_nodes }],
    ];
  });
  return [
    ...recipes,
    ...inputs("comparison", "compareBatches", "comparisonRows", "comparisonCsv", "readBatches"),
    ...inputs("verdicts", "compareBatches", "comparisonRows"),
    ...inputs("interface-connection", "checkConnection"),
    ...inputs("recipe-validate", "checkRecipe"),
    ...["create", "definition", "configuration", "edit", "validate"].map((kind): [string, Json] => [
      "validateDocument",
      { kind, document: {} },
    ]),
    ["batchChain", { batches: [{ id: 1 }, { id: 2, root_batch: { id: 1 } }], root_batch_id: 1 }],
    ["buildListQuery", { query: { recipe_type_id: [1] } }],
    ["editRequest", { before: {}, after: { title: "b" } }],
    ["formatDuration", { microseconds: 5 }],
    ["parseDuration", { text: "PT5S" }],
    ["readDiff", { diff: { can_be_reprocessed: true, reasons: [], nodes: {} } }],
    ["readListQuery", { query_string: "page=2" }],
    ["readBatchList", { batch_list: JSON.parse(text("tests/data/seed/batch-list.json")) as Json }],
    ["readSubRecipeTypes", { sub_recipe_types: [JSON.parse(text("examples/story/revision-4.json"))] }],
    ["readValidation", { validation: { is_valid: true, errors: [], warnings: [], recipes_estimated: 10 } }],
    ["version", {}],
  ];
}

test("the result of every call fits its schema, also of one that finds mistakes", () => {
  const seen = new Set<string>();
  const requests = ["batch-validate", "live/create", "live/validate"].flatMap(ofRequests);
  for (const [name, inputs] of [...ofProblems(), ...requests, ...ofOthers()]) {
    const validate = schemas.get(name);
    if (validate === undefined) continue;
    const fits = validate(callFull(name, inputs));
    const said = ajv.errorsText(validate.errors);
    assert.ok(fits, `${name} of ${JSON.stringify(inputs).slice(0, 2_000)}: ${said}`);
    seen.add(name);
  }
  // A context is held by the package alone, which gives its number.
  const held = ["holdContext", "releaseContext", "updateContext", "explainBatchNode"];
  const left = Object.keys(functions).filter((name) => !seen.has(name) && !held.includes(name));
  assert.deepEqual(left, []);
});
