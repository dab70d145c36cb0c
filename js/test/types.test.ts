/** The types of results: generated without loss, and of every field that a result has. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  batchChain,
  checkRecipe,
  compareBatches,
  diffRecipes,
  editRequest,
  estimateRecipes,
  forcedNodesTree,
  nextBatch,
  validateBatch,
  normaliseForcedNodes,
  normalizeForcedNodes,
  problemUrl,
  type BatchContext,
  type Problem,
} from "scale-batch";

import { FIELDS } from "./generated/fields.js";
import { narrowed } from "./generated/narrowing.js";

interface Definitions {
  merge: (schemas: Record<string, object>) => Record<string, object>;
}

const { merge } = (await import(
  new URL("../../scripts/definitions.mjs", import.meta.url).href
)) as Definitions;

interface Inputs {
  inputTypes: (functions: object, documents: readonly string[]) => string;
}

const { inputTypes } = (await import(new URL("../../scripts/inputs.mjs", import.meta.url).href)) as Inputs;

test("inputs are typed, and none may be called as a document", () => {
  const input = { name: "batch", type: "Batch", required: false, description: "It." };
  const inputs = { EchoInputs: { description: "To echo.", extends: null, inputs: [input] } };
  const functions = { echo: { inputs: [["EchoInputs"]] }, quiet: { inputs: [] } };
  const written = inputTypes({ functions, inputs }, ["Batch", "Dataset"]);
  assert.match(written, /^import type \{ Batch, Dataset \} from/m);
  assert.match(
    written,
    /export interface EchoInputs \{\n {2}\/\*\* It\. \*\/\n {2}batch\?: Batch \| undefined;\n\}/,
  );
  assert.match(written, /echo: EchoInputs;\n {2}quiet: object;/);
  assert.throws(() => inputTypes({ functions, inputs }, ["EchoInputs"]), {
    message: "Two types are called EchoInputs: inputs, and a document.",
  });
});

const typed = (description: string): object => ({ $defs: { Same: { type: "object", description } } });

test("two types of one name are refused", () => {
  const schemas = { first: typed("One."), second: typed("Another.") };
  assert.throws(() => merge(schemas), {
    message: "Two types are called Same: one of first, and one of second.",
  });
  const titled = { $defs: { Same: { type: "object", description: "One.", title: "Same" } } };
  assert.deepEqual(Object.keys(merge({ first: typed("One."), second: titled })), ["Same"]);
});

const job = (revision: number): object => ({
  dependencies: [],
  input: {},
  node_type: {
    node_type: "job",
    job_type_name: "j",
    job_type_version: "1.0",
    job_type_revision: revision,
  },
});
const inner = {
  dependencies: [],
  input: {},
  node_type: { node_type: "recipe", recipe_type_name: "inner", recipe_type_revision: 7 },
};

test("of two types that were called the same, both are there", () => {
  const definition = { nodes: { a: job(1), inner } };
  const context = {
    recipe_type: { id: 1, definition },
    dataset: { id: 1, definition: { parameters: {} }, files_per_parameter: {} },
    revisions: [],
  };
  const request = { recipe_type_id: 1, definition: { dataset: 1 } };
  const unknown = estimateRecipes(request, context).estimate?.unknown_sub_recipes[0];
  assert.deepEqual(unknown, { recipe_type_name: "inner", recipe_type_revision: 7 });
  const name: string | undefined = unknown.recipe_type_name;
  assert.equal(name, "inner");
  const diff = diffRecipes({
    previous: { nodes: { a: job(1) } },
    current: { nodes: { a: job(2), inner } },
    revisions: [],
  } as Parameters<typeof diffRecipes>[0]);
  assert.ok(diff.errors === undefined);
  const [inside] = diff.unknown_sub_recipes ?? [];
  assert.ok(inside !== undefined);
  const revision: number = inside.revision_num;
  assert.deepEqual([inside.name, revision], ["inner", 7]);
});

test("a problem names its document", () => {
  const { errors } = editRequest({ before: { titel: "a" } as object, after: {} });
  const [problem] = errors;
  assert.ok(problem !== undefined);
  const document: string | undefined = problem.document;
  assert.equal(document, "before");
  assert.equal(problem.path, "/titel");
  assert.deepEqual(problem.fix, [{ op: "move", from: "/titel", path: "/title" }]);
});

test("results have the fields of their types", () => {
  const has = (name: string, result: object): void => {
    const forms = FIELDS[name] ?? [];
    assert.ok(
      forms.some((fields) => fields.length > 0 && fields.every((field) => Object.hasOwn(result, field))),
      `${name}: ${JSON.stringify(result)}`,
    );
  };
  const batches = [{ id: 1 }];
  has("batchChain", batchChain({ batches, root_batch_id: 1 }));
  has("checkRecipe", checkRecipe({ definition: {} as never }));
  has("compareBatches", compareBatches({ batches }));
  has("editRequest", editRequest({ before: {}, after: {} }));
  has("forcedNodesTree", forcedNodesTree({ definition: { nodes: {} } }));
  has("nextBatch", nextBatch({ batch: { id: 1 } }));
  has("validateBatch", validateBatch("{}"));
});

test("the params of a problem are those of its name, and of its cause", () => {
  const describe = (problem: Problem): unknown => {
    if (problem.name === "UNKNOWN_DATASET") {
      // @ts-expect-error: no problem of this name has a node.
      assert.equal(problem.params.node, undefined);
      return problem.params.expected;
    }
    if (problem.name === "NODE_INTERFACE" && problem.params.cause === "MISSING_DEPENDENCY") {
      // @ts-expect-error: only a missing output has a name.
      assert.equal(problem.params.output, undefined);
      return problem.params.source;
    }
    return undefined;
  };
  const context = { dataset: { id: 1, definition: {}, files_per_parameter: {} } };
  const { errors } = validateBatch({ recipe_type_id: 1, definition: { dataset: 2 } }, context);
  assert.deepEqual(errors.map(describe), [1]);
});

test("the name of a problem alone narrows its params", () => {
  const { errors } = validateBatch({ recipe_type_id: 1, definition: {} });
  const [problem] = errors;
  assert.equal(problem?.name, "NO_RECIPES");
  assert.deepEqual(narrowed(problem), [{ because: "NO_SOURCE" }, "NO_SOURCE"]);
});

test("a context has the types of its documents, as clients declare them", () => {
  interface Known {
    id: number;
    title?: string;
    files: { id: number; parameter_name: string }[];
    created: string;
  }
  const dataset: Known = { id: 1, files: [{ id: 7, parameter_name: "A" }], created: "2026-02-03T08:12:44Z" };
  const context: BatchContext = {
    dataset,
    revisions: { results: [{ name: "inner", revision_num: 7, definition: { nodes: {} } }] },
    batches: [{ id: 5, root_batch: null }],
    // @ts-expect-error: the id of a recipe type is a number.
    recipe_type: { id: "208" },
  };
  const { warnings } = validateBatch({ recipe_type_id: 1, definition: { dataset: 1 } }, context);
  assert.ok(warnings.every(({ document }) => document !== "dataset"));
});

test("words of the API are types of their own", () => {
  const { unchecked } = validateBatch({ recipe_type_id: 1, definition: { dataset: 1 } });
  const needs: (
    | "recipe_type"
    | "dataset"
    | "batches"
    | "previous_batch"
    | "revisions"
    | "sub_recipe_types"
    | "recipe_types"
  )[] = unchecked.map((rule) => rule.needs);
  assert.ok(needs.includes("dataset"));
});

test("a problem has an address, and former names are still there", () => {
  assert.match(problemUrl("NO_RECIPES"), /\/docs\/problems\.md#no_recipes$/);
  assert.equal(problemUrl("NO_RECIPES", "help"), "help#no_recipes");
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the former name
  assert.equal(normaliseForcedNodes, normalizeForcedNodes);
});
