import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

import { BatchValidator, createRequestSchema, ScaleBatchError, type BatchContext } from "scale-batch";

const node = (revision: number): object => ({
  dependencies: [],
  input: {},
  node_type: { node_type: "job", job_type_name: "a", job_type_version: "1", job_type_revision: revision },
});

const previous = {
  id: 7,
  root_batch: { id: 7 },
  recipe_type: { id: 1 },
  is_creation_done: true,
  recipes_total: 4,
  recipe_type_rev: { definition: { nodes: { parse: node(1) } } },
};
const context = { recipe_type: { id: 1, definition: { nodes: { parse: node(2) } } }, batches: [previous] };
const request = { recipe_type_id: 1, definition: { previous_batch: { root_batch_id: 7 } } } as const;

test("a validator keeps its context between calls", () => {
  const validator = new BatchValidator(context);
  assert.equal(validator.validate(request).recipes_estimated, 4);
  assert.equal(validator.estimate(request).recipes_estimated, 4);
  const diff = validator.diff(request);
  assert.deepEqual(diff.errors ?? diff.supersede, ["parse"]);
  const why = validator.explainNode(request, "parse");
  assert.equal(why.errors ?? why.outcome, "RUNS");
  const drawing = validator.layout(request);
  assert.equal(drawing.errors ?? drawing.layout.nodes.length, 1);

  assert.deepEqual(validator.setContext({ batches: [] }).errors, []);
  assert.equal(validator.validate(request).errors[0]?.name, "PREV_BATCH_NOT_FOUND");
  validator.free();
  assert.throws(() => validator.validate(request), /was freed/);
});

test("a context may be JSON text, and nothing of a wrong one is taken", () => {
  const validator = new BatchValidator(JSON.stringify(context));
  assert.equal(validator.validate(request).recipes_estimated, 4);
  assert.deepEqual(validator.setContext(JSON.stringify({ batches: [] })).errors, []);
  assert.equal(validator.validate(request).errors[0]?.name, "PREV_BATCH_NOT_FOUND");
  const wrong = { batches: [previous], datset: {} };
  assert.match(validator.setContext(wrong).errors[0]?.description ?? "", /Did you mean "dataset"\?/);
  assert.equal(validator.validate(request).errors[0]?.name, "PREV_BATCH_NOT_FOUND");
  assert.throws(() => new BatchValidator(wrong), /The context cannot be read: There is no field "datset"/);
});

test("what is no context is refused at once, with the problems", () => {
  const wrong = { datset: {} } as BatchContext;
  for (const refused of [() => new BatchValidator(wrong), () => createRequestSchema.withContext(wrong)]) {
    assert.throws(refused, (error) => {
      assert.ok(error instanceof ScaleBatchError);
      assert.deepEqual(error.errors, new BatchValidator().setContext(wrong).errors);
      assert.equal(error.errors[0]?.path, "/datset");
      return true;
    });
  }
  assert.deepEqual(new ScaleBatchError("").errors, []);
});

test("a validator is no document: it cannot be cloned, nor given as a context", () => {
  const validator = new BatchValidator({ dataset: { id: 5 } });
  assert.throws(() => structuredClone(validator), { name: "DataCloneError" });
  assert.throws(() => new BatchValidator(validator as BatchContext), /There is no field "free"/);
  validator.free();
});

test("a validator of another copy of the package, or in a proxy, is a validator", () => {
  const commonJs = createRequire(import.meta.url)("scale-batch") as typeof import("scale-batch");
  assert.notEqual(commonJs.BatchValidator, BatchValidator);
  const context = { dataset: { id: 5 } };
  /** As frameworks wrap state: what is read from it is wrapped, too. */
  const wrapped = <Value extends object>(value: Value): Value =>
    new Proxy(value, {
      get: (target, key, receiver) => {
        const member = Reflect.get(target, key, receiver) as unknown;
        return typeof member === "object" && member !== null ? wrapped(member) : member;
      },
    });
  const validators = [BatchValidator, commonJs.BatchValidator].flatMap((Class) => [
    new Class(context),
    wrapped(new Class(context)),
  ]);
  for (const validator of validators) {
    const given = { recipe_type_id: 1, definition: { dataset: 6 } };
    assert.equal(validator.validate(given).errors[0]?.name, "UNKNOWN_DATASET");
    for (const schema of [createRequestSchema, commonJs.createRequestSchema]) {
      const { issues } = schema.withContext(validator)["~standard"].validate(given);
      assert.equal(issues?.[0]?.name, "UNKNOWN_DATASET");
    }
    validator.free();
    assert.throws(() => validator.validate(given), /was freed/);
  }
});

test("a request that is an instance of a class with fields is read as the object that it is", () => {
  class Definition {
    constructor(readonly dataset: number) {}
    get isLarge(): boolean {
      return this.dataset > 100;
    }
  }
  class Request {
    #secret = 1;
    recipe_type_id = 1;
    definition = new Definition(6);
    method(): number {
      return this.#secret;
    }
  }
  const validator = new BatchValidator({ dataset: { id: 5 } });
  assert.deepEqual(
    validator.validate(new Request()),
    validator.validate({ recipe_type_id: 1, definition: { dataset: 6 } }),
  );
  validator.free();
});
