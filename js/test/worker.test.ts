/** The functions in a worker thread return what they return here, and calls wait as promised. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import * as api from "scale-batch";
import { BatchValidator, ScaleBatchError, type CreateBatchRequest } from "scale-batch";
import { startWorker, type BatchWorker } from "scale-batch/worker";

import * as story from "./story.js";

const { batch, batches, current, dataset, definition, forced_nodes, previous, recipe_type } = story;
const { request, revisions, sub_recipe_types } = story;
const context = { batches, dataset, recipe_type, revisions };
const interfaces = { accepting: { files: [{ name: "SCENE" }] }, connecting: { files: [] } };

/** Inputs for each function. */
const calls: { [Name in Functions]: unknown[] } = {
  batchChain: [{ batches, root_batch_id: 301 }],
  batchProgress: [batch],
  checkConnection: [interfaces],
  checkRecipe: [{ definition }],
  compareBatches: [{ batches }, { baseline: "root" }],
  comparisonCsv: [{ batches }],
  comparisonRows: [{ batches }],
  diffRecipes: [{ previous, current, forced_nodes }],
  drawDiff: [{ previous, current, format: "layout" }],
  editRequest: [{ before: { title: "a" }, after: { title: "b" } }],
  estimateRecipes: [request, context],
  expandForcedNodes: [{ forced_nodes, definition }],
  explainNode: [{ previous, current, node: "publish" }],
  forcedNodesTree: [{ definition, sub_recipe_types }],
  nextBatch: [{ batch }],
  normalizeForcedNodes: [{ forced_nodes, definition }],
  proposeInputMap: [{ recipe_type, dataset }],
  readBatch: [batch],
  readBatches: [batches],
  readBatchList: [{ count: 1, next: null, previous: null, results: [batch] }],
  readConfiguration: [{ priority: "1" }],
  readCreateRequest: [request],
  readDataset: [dataset],
  readDefinition: ['{"datset": 1}'],
  readDiff: [{}],
  readEditRequest: [{ title: 1 }],
  readRecipeType: [recipe_type],
  readSubRecipeTypes: [sub_recipe_types],
  readValidation: [{}],
  validateBatch: [request, context, { limits: { problems: 1 } }],
};

/** What is quick or needs no module. */
const HERE = new Set(
  (
    "BatchValidator ScaleBatchError applyFix asSent buildListQuery checkStep configurationSchema createRequestSchema " +
    "definitionSchema durationInWords editRequestSchema flatten forcedNodeOptions formatDuration init issuesByPath missingField " +
    "metricTitles normaliseForcedNodes parseDuration prettyPrint problemUrl reactiveValidator readListQuery stepSchema toAjvErrors " +
    "toForcedNodes toFormErrors toGraph translate version withoutEmptyFields withoutUnknownFields"
  ).split(" "),
);

type Functions = Exclude<keyof BatchWorker, "end" | "validator" | "waiting">;
type AnyFunction = (...inputs: unknown[]) => unknown;

const worker = startWorker();
after(() => worker.end());

const isAborted = (error: unknown): boolean => (error as Error).name === "AbortError";
/** A request of a number, to tell calls apart. */
const numbered = (dataset: number): CreateBatchRequest => ({ recipe_type_id: 1, definition: { dataset } });

test("each function returns what it returns here", async () => {
  const others = Object.keys(worker).filter((name) => !["end", "validator", "waiting"].includes(name));
  assert.deepEqual(others.sort(), Object.keys(calls).sort());
  const functions = Object.keys(api).filter((name) => !(name in calls));
  assert.deepEqual(
    functions.filter((name) => !HERE.has(name)),
    [],
  );
  for (const [name, inputs] of Object.entries(calls)) {
    const here = (api as unknown as Record<string, AnyFunction>)[name]?.(...inputs);
    const there = await (worker as unknown as Record<string, AnyFunction>)[name]?.(...inputs);
    assert.deepEqual(there, here, name);
  }
});

test("a validator returns what it returns here", async () => {
  using here = new BatchValidator(context);
  const there = await worker.validator(context);
  const again = { recipe_type_id: 208, definition: { previous_batch: { root_batch_id: 301 } } };
  assert.deepEqual(await there.validate(request), here.validate(request));
  assert.deepEqual(await there.validate(request, { diff: false }), here.validate(request, { diff: false }));
  assert.deepEqual(
    await there.validateDocument("definition", { dataset: 5 }),
    here.validateDocument("definition", { dataset: 5 }),
  );
  assert.deepEqual(await there.estimate(request), here.estimate(request));
  assert.deepEqual(await there.diff(again), here.diff(again));
  assert.deepEqual(await there.explainNode(again, "thumbnail"), here.explainNode(again, "thumbnail"));
  assert.deepEqual(await there.layout(again), here.layout(again));
  assert.deepEqual(await there.setContext({ dataset: 7 as never }), here.setContext({ dataset: 7 as never }));
  const other = { dataset: { ...dataset, id: 5 } };
  assert.deepEqual(await there.setContext(other), here.setContext(other));
  assert.deepEqual(await there.validate(numbered(5)), here.validate(numbered(5)));
  there.free();
  await assert.rejects(there.validate(request), { constructor: ScaleBatchError, message: /was freed/ });
});

test("the limits of a validator are those of its calls", async () => {
  const there = await worker.validator({}, { limits: { problems: 1 } });
  const wrong = { definition: { a: 1, b: 2, c: 3 } } as never;
  assert.equal((await there.validate(wrong)).errors.length, 2);
  assert.ok((await there.validate(wrong, { limits: { problems: 9 } })).errors.length > 2);
});

test("whatever an input is, it is read here", async () => {
  const cycle: Record<string, unknown> = {};
  cycle["definition"] = cycle;
  const throwing = Object.defineProperty({}, "definition", {
    enumerable: true,
    get: () => {
      throw new Error("no");
    },
  });
  const calling = Object.defineProperty({}, "definition", {
    enumerable: true,
    get: () => api.readDefinition({ dataset: 1 }).document,
  });
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  class Form {
    recipe_type_id = 208;
    definition = { dataset: 1 };
    submit = (): void => undefined;
  }
  for (const input of [
    cycle,
    throwing,
    calling,
    revoked.proxy,
    new Form(),
    1n,
    NaN,
    Symbol("x"),
    undefined,
  ]) {
    assert.deepEqual(await worker.validateBatch(input as never), api.validateBatch(input as never));
  }
});

test("the newest call of a kind overtakes those that wait", async () => {
  const typing = worker.waiting({ kind: "typing" });
  const running = typing.validateBatch(numbered(1));
  const waits = [2, 3].map((dataset) => typing.validateBatch(numbered(dataset)));
  const other = worker.waiting({ kind: "other" }).validateBatch(numbered(4));
  const newest = typing.validateBatch(numbered(5));
  const settled = await Promise.allSettled([running, ...waits, other, newest]);
  assert.deepEqual(
    settled.map(({ status }) => status),
    ["fulfilled", "rejected", "rejected", "fulfilled", "fulfilled"],
  );
  for (const call of settled) if (call.status === "rejected") assert.ok(isAborted(call.reason));
  // Without a kind each is made, and in order.
  const order: number[] = [];
  const each = [1, 2, 3].map((number) =>
    worker.readDefinition({ dataset: number }).then(() => order.push(number)),
  );
  await Promise.all(each);
  assert.deepEqual(order, [1, 2, 3]);
});

test("a signal ends waiting, before and while a call is made", async () => {
  await assert.rejects(worker.waiting({ signal: AbortSignal.abort() }).validateBatch(request), isAborted);
  const running = new AbortController();
  const waiting = new AbortController();
  const calls = [running, waiting].map(({ signal }) => worker.waiting({ signal }).validateBatch(request));
  const last = worker.validateBatch(request);
  running.abort();
  waiting.abort(new RangeError("of mine"));
  await assert.rejects(calls[0] as Promise<unknown>, isAborted);
  await assert.rejects(calls[1] as Promise<unknown>, RangeError);
  assert.deepEqual(await last, api.validateBatch(request));
});

test("what cannot be a context rejects as it throws here", async () => {
  assert.throws(() => new BatchValidator("no context"));
  const thrown = (error: unknown): boolean =>
    error instanceof ScaleBatchError && /cannot be read/.test(error.message) && error.errors.length === 1;
  await assert.rejects(worker.validator("no context"), thrown);
});

test("a worker that ends rejects what is not finished, and starts again", async () => {
  const ending = startWorker();
  const validator = await ending.validator(context);
  const calls = [ending.validateBatch(request), ending.validateBatch(request)];
  ending.end();
  for (const call of calls) await assert.rejects(call, { constructor: ScaleBatchError, message: /ended/ });
  assert.deepEqual(await ending.validateBatch(request), api.validateBatch(request));
  await assert.rejects(validator.validate(request), { constructor: ScaleBatchError, message: /ended/ });
  ending.end();
});

test("a module from elsewhere is loaded first; if it is none, every call says so", async () => {
  const broken = startWorker({ source: new Uint8Array(8) });
  const calls = [broken.validateBatch(request), broken.validateBatch(request)];
  for (const call of calls) {
    await assert.rejects(call, { constructor: ScaleBatchError, message: /could not be loaded/ });
  }
  broken.end();
});

test("a worker that waits keeps no process alive", () => {
  const folder = fileURLToPath(new URL("../../", import.meta.url));
  const script = `
    import { startWorker } from "scale-batch/worker";
    const worker = startWorker();
    const { errors } = await worker.readDefinition({ datset: 1 });
    console.log(errors.length);
  `;
  const options = { cwd: folder, encoding: "utf8" } as const;
  assert.equal(execFileSync(process.execPath, ["--input-type=module", "-e", script], options), "1\n");
});

test("require has it too", async () => {
  const required = createRequire(import.meta.url)("scale-batch/worker") as {
    startWorker: typeof startWorker;
  };
  const other = required.startWorker();
  assert.deepEqual(await other.validateBatch(request), api.validateBatch(request));
  other.end();
});
