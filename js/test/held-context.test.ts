/** Validators that nobody frees, an instance that is lost, and memory that a large document needed. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { memories } from "./memories.js"; // before the package, which starts its instance
import { BatchValidator, ScaleBatchError, validateBatch } from "scale-batch";

function memory(): number {
  return memories.at(-1)?.buffer.byteLength ?? 0;
}

const MEGABYTE = 2 ** 20;

/** A context with nodes of one job type. */
function contextOf(names: readonly string[], id = 1): { recipe_type: object; dataset: object } {
  const node = {
    dependencies: [],
    input: {},
    node_type: { node_type: "job", job_type_name: "a", job_type_version: "1", job_type_revision: 1 },
  };
  const nodes = Object.fromEntries(names.map((name) => [name, node]));
  return { recipe_type: { id: 1, definition: { nodes } }, dataset: { id, definition: {} } };
}

const request = { recipe_type_id: 1, definition: { dataset: 5 } };

/** Makes the module fail once, as it does when its memory is full. */
function failOnce(act: () => unknown): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is only put back
  const { encodeInto } = TextEncoder.prototype;
  let failures = 0;
  TextEncoder.prototype.encodeInto = () => {
    TextEncoder.prototype.encodeInto = encodeInto;
    failures++;
    throw new RangeError("out of memory");
  };
  act();
  assert.equal(failures, 1);
}

test("the memory of a large document is given back", () => {
  const validator = new BatchValidator(contextOf(["a"], 5));
  const large = contextOf(Array.from({ length: 150_000 }, (_, number) => `node_${number}`));
  const before = memories.length;
  validateBatch(request, large);
  assert.ok((memories[before - 1]?.buffer.byteLength ?? 0) > 64 * MEGABYTE);
  assert.equal(validator.validate(request).errors.length, 0);
  assert.equal(memories.length, before + 1);
  assert.ok(memory() < 16 * MEGABYTE, `${memory()} bytes`);
  // What is held explains the memory, until it is freed.
  const holder = new BatchValidator(large);
  const held = memories.length;
  holder.validate(request);
  validator.validate(request);
  assert.equal(memories.length, held);
  holder.free();
  validator.validate(request);
  assert.ok(memory() < 16 * MEGABYTE, `${memory()} bytes`);
  validator.free();
});

test("a context that had to give way is read again", () => {
  const validators = Array.from(
    { length: 40 },
    (_, id) => new BatchValidator(contextOf([`${id}`.padStart(8 * MEGABYTE, "x")], id)),
  );
  for (const id of [39, 0, 20, 1, 39]) {
    const dataset = id + 1;
    const report = validators[id]?.validate({ recipe_type_id: 1, definition: { dataset } });
    const expected = { name: "UNKNOWN_DATASET", params: { expected: id, found: dataset } };
    assert.deepEqual(
      report?.errors.map(({ name, params }) => ({ name, params })),
      [expected],
    );
  }
  for (const validator of validators) validator.free();
});

test("after a failure a validator has the context that it was given, and its updates", () => {
  const context = contextOf(["a"], 5);
  const { recipe_type } = contextOf(["b"]);
  const validator = new BatchValidator(context);
  const forced = (node: string): unknown =>
    validator
      .validate({
        recipe_type_id: 1,
        definition: { dataset: 5, forced_nodes: { all: false, nodes: [node] } },
      })
      .warnings.map(({ name }) => name);
  const [known, unknown] = [forced("a"), forced("b")];
  assert.notDeepEqual(known, unknown);
  Object.assign(context.recipe_type, recipe_type); // Later changes have no effect.
  failOnce(() => assert.deepEqual(forced("a"), known));
  failOnce(() => assert.deepEqual(validator.setContext({ recipe_type }).errors, []));
  assert.deepEqual(forced("a"), unknown);
  failOnce(() => assert.deepEqual(forced("b"), known));
  failOnce(() =>
    assert.equal(validator.validate({ ...request, definition: { dataset: 6 } }).is_valid, false),
  );
  validator.free();
});

test("a part that is undefined stays as it was, also after a failure; null takes it away", () => {
  for (const context of [
    contextOf([], 5),
    JSON.stringify(contextOf([], 5)),
    `\uFEFF${JSON.stringify(contextOf([], 5))}`,
  ]) {
    const validator = new BatchValidator(context);
    const errors = (): string[] =>
      validator.validate({ recipe_type_id: 1, definition: { dataset: 6 } }).errors.map(({ name }) => name);
    const undefinedPart = { dataset: undefined } as unknown as object;
    assert.deepEqual(validator.setContext(undefinedPart).errors, []);
    assert.deepEqual(errors(), ["UNKNOWN_DATASET"]);
    failOnce(() => assert.deepEqual(errors(), ["UNKNOWN_DATASET"]));
    assert.deepEqual(validator.setContext({ dataset: null }).errors, []);
    assert.deepEqual(errors(), []);
    failOnce(() => assert.deepEqual(errors(), []));
    validator.free();
  }
});

test("a module that always fails is one typed error with a remedy", () => {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is only put back
  const { encodeInto } = TextEncoder.prototype;
  const validator = new BatchValidator();
  TextEncoder.prototype.encodeInto = () => {
    throw new RangeError("out of memory");
  };
  const fails = { constructor: ScaleBatchError, message: /failed in .*pass smaller documents/ };
  assert.throws(() => validator.validate(request), fails);
  assert.throws(() => validateBatch(request), fails);
  validator.free();
  TextEncoder.prototype.encodeInto = encodeInto;
  const { Instance } = WebAssembly;
  WebAssembly.Instance = new Proxy(Instance, {
    construct: () => {
      throw new RangeError("Cannot allocate Wasm memory for new instance");
    },
  });
  assert.throws(() => validateBatch(request), {
    constructor: ScaleBatchError,
    message: /There is no memory for the WebAssembly module of scale-batch: give the process more\./,
  });
  WebAssembly.Instance = Instance;
  assert.equal(validateBatch(request).errors.length, 0);
});

test("validators that nobody freed are no reason to fail, though no task ends", () => {
  const names = (number: number): string[] => [`${number}`.padStart(8 * MEGABYTE, "x")];
  const hold = (number: number): unknown => new BatchValidator(contextOf(names(number), number));
  for (let number = 0; number < 30; number++) hold(number);
  const before = memory();
  assert.ok(before > 64 * MEGABYTE, `${before} bytes`);
  for (let number = 30; number < 50; number++) hold(number);
  assert.ok(memory() - before < 32 * MEGABYTE, `${memory() - before} bytes more`);
});
