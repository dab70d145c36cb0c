/** `scale-batch/forms` where nobody imports `scale-batch`. */
import assert from "node:assert/strict";
import { test } from "node:test";

import * as forms from "scale-batch/forms";

import {
  batch,
  batches,
  dataset,
  definition,
  forced_nodes,
  recipe_type,
  request,
  revisions,
  sub_recipe_types,
} from "./story.js";

const again = { recipe_type_id: 208, definition: { previous_batch: { root_batch_id: 301 } } };

test("it has what a form needs, and each function runs in its module", () => {
  const runs: Record<string, () => { errors: unknown[] }> = {
    editRequest: () => forms.editRequest({ before: { title: "a" }, after: { title: "b" } }),
    estimateRecipes: () => forms.estimateRecipes(request, { recipe_type, dataset, sub_recipe_types }),
    expandForcedNodes: () => forms.expandForcedNodes({ forced_nodes, definition }),
    forcedNodesTree: () => forms.forcedNodesTree({ definition }),
    nextBatch: () => forms.nextBatch({ batch }),
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the former name is still there
    normaliseForcedNodes: () => forms.normaliseForcedNodes({ forced_nodes, definition }),
    normalizeForcedNodes: () => forms.normalizeForcedNodes({ forced_nodes, definition }),
    proposeInputMap: () => forms.proposeInputMap({ recipe_type, dataset }),
    readConfiguration: () => forms.readConfiguration({ priority: 100 }),
    readCreateRequest: () => forms.readCreateRequest(request),
    readDefinition: () => forms.readDefinition({ dataset: 5 }),
    readEditRequest: () => forms.readEditRequest({ title: "a" }),
    validateBatch: () => forms.validateBatch(request, { recipe_type, dataset, sub_recipe_types }),
  };
  for (const [name, run] of Object.entries(runs)) assert.deepEqual(run().errors, [], name);
  assert.match(forms.version(), /^\d+\.\d+\.\d+$/);
  const others = Object.keys(forms).filter((name) => !(name in runs) && name !== "version");
  assert.deepEqual(others.sort(), [
    "BatchValidator",
    "ScaleBatchError",
    "applyFix",
    "asSent",
    "checkStep",
    "configurationSchema",
    "createRequestSchema",
    "definitionSchema",
    "editRequestSchema",
    "flatten",
    "forcedNodeOptions",
    "init",
    "issuesByPath",
    "missingField",
    "prettyPrint",
    "problemUrl",
    "reactiveValidator",
    "stepSchema",
    "toAjvErrors",
    "toForcedNodes",
    "toFormErrors",
    "translate",
    "withoutEmptyFields",
    "withoutUnknownFields",
  ]);
});

test("a report has no diff, nor have its types", () => {
  const validator = new forms.BatchValidator({ recipe_type, batches, revisions });
  for (const report of [
    validator.validate(again),
    forms.validateBatch(again, { recipe_type, batches, revisions }),
  ]) {
    assert.ok(report.prev_batch);
    assert.deepEqual(Object.keys(report.prev_batch), ["id", "recipe_type_rev"]);
    // @ts-expect-error -- the types lack it
    assert.equal(report.prev_batch.diff, undefined);
  }
  validator.free();
});

test("the schemas check with a validator, and what only the other module has is refused by its name", () => {
  const validator = new forms.BatchValidator({ dataset });
  const schema = forms.definitionSchema.withContext(validator);
  assert.equal(schema["~standard"].validate({ dataset: 5 }).issues?.[0]?.name, "UNKNOWN_DATASET");
  assert.throws(() => validator.diff(again), {
    constructor: forms.ScaleBatchError,
    message: "scale-batch is not ready: call `await init()` first.",
  });
  validator.free();
});
