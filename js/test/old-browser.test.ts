/**
 * Browsers that lack what newer ones have. A page that never calls the package must not notice it there: its files load, and
 * `init` rejects with the reason.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext, type Context } from "node:vm";

import type * as Slim from "scale-batch/slim";

const dist = new URL("../../dist/", import.meta.url);
const ENTRIES = [
  { entry: "scale-batch/slim", file: "cjs/slim.js", module: "scale_batch_bg.wasm" },
  { entry: "scale-batch/forms/slim", file: "cjs/forms/slim.js", module: "scale_batch_forms_bg.wasm" },
  { entry: "scale-batch/legacy", file: "legacy/cjs/slim.js", module: "scale_batch_bg.wasm" },
  {
    entry: "scale-batch/forms/legacy",
    file: "legacy/cjs/forms/slim.js",
    module: "scale_batch_forms_bg.wasm",
  },
];

/** Everything that came after the year 2017, and that code could use when it is loaded or called. */
const NEWER = `
  delete globalThis.FinalizationRegistry;
  delete globalThis.WeakRef;
  delete globalThis.AggregateError;
  delete Object.fromEntries;
  delete Object.hasOwn;
  delete Object.groupBy;
  for (const method of ["at", "findLast", "flat", "flatMap", "toReversed", "toSorted", "with"])
    delete Array.prototype[method];
  for (const method of ["at", "isWellFormed", "matchAll", "replaceAll", "toWellFormed", "trimEnd", "trimStart"])
    delete String.prototype[method];
  delete Promise.prototype.finally;
  delete Promise.allSettled;
  delete Promise.any;
`;

/** A context without what came later, nor anything that is no part of the language. */
function oldBrowser(globals: object = {}): Context {
  const context = createContext({ ...globals });
  runInContext(NEWER, context);
  return context;
}

/** Runs a CommonJS file of the package there, and the files that it requires. */
function load(context: Context, file: URL, loaded = new Map<string, object>()): object {
  const known = loaded.get(file.href);
  if (known !== undefined) return known;
  const exports = {};
  loaded.set(file.href, exports);
  const text = `(function (exports, require) {${readFileSync(file, "utf8")}\n})`;
  const run = runInContext(text, context, { filename: file.pathname }) as (
    exports: object,
    require: (name: string) => object,
  ) => void;
  run(exports, (name) => load(context, new URL(name, file), loaded));
  return exports;
}

/** Tries it once in each of many tasks. */
async function untilItWorks(act: () => unknown): Promise<void> {
  for (let task = 0; task < 10_000; task++) {
    await new Promise((resolve) => setImmediate(resolve));
    try {
      act();
      return;
    } catch {
      // Not yet.
    }
  }
  act();
}

for (const { entry, file, module } of ENTRIES) {
  const bytes = readFileSync(new URL(module, dist));

  test(`${entry} loads where everything is missing, and init says what`, async () => {
    const context = oldBrowser();
    runInContext("delete globalThis.WebAssembly", context);
    const slim = load(context, new URL(file, dist)) as typeof Slim;
    await assert.rejects(slim.init(bytes), { name: "ScaleBatchError", message: /needs WebAssembly/ });
    assert.throws(() => slim.validateBatch("{}"), { name: "ScaleBatchError", message: /is not ready/ });
    assert.throws(() => new slim.BatchValidator({}), { name: "ScaleBatchError", message: /is not ready/ });
    assert.equal(
      JSON.stringify(slim.withoutEmptyFields({ title: "", description: "x" })),
      '{"description":"x"}',
    );
  });

  test(`${entry}: a missing TextEncoder is one error of init`, async () => {
    const context = oldBrowser();
    const slim = load(context, new URL(file, dist)) as typeof Slim;
    const { initSync, init } = slim;
    const refused = { name: "ScaleBatchError", message: /could not be loaded\. It needs .*Chrome 96/ };
    await assert.rejects(init(bytes), refused);
    assert.throws(() => initSync(bytes), refused);
  });

  test(`${entry} works without what it does not need`, async () => {
    const context = oldBrowser({ TextDecoder, TextEncoder });
    const slim = load(context, new URL(file, dist)) as typeof Slim;
    const unsaid = { name: "ScaleBatchError", message: /pass its address or its bytes/ };
    await assert.rejects(slim.init(undefined as never), unsaid);
    await slim.init(bytes);
    const validator = new slim.BatchValidator({ dataset: { id: 41 } }, { limits: { depth: 100 } });
    const { errors } = validator.validate({ recipe_type_id: 208, definition: { dataset: 5 } });
    assert.equal(errors[0]?.name, "UNKNOWN_DATASET");
    // Compilers that replace `using` look for this symbol where there is no other.
    const dispose = runInContext('Symbol.dispose ?? Symbol.for("Symbol.dispose")', context) as symbol;
    (validator as unknown as Record<symbol, () => void>)[dispose]?.();
    assert.throws(() => validator.validate("{}"), /was freed/);
    const lone = slim.validateBatch({ title: "\ud83d", recipe_type_id: 208, definition: {} });
    assert.match(lone.errors[0]?.description ?? "", /half a surrogate pair/);
    assert.deepEqual(
      slim.validateBatch({ title: "🌊", recipe_type_id: 208, definition: { dataset: 1 } }).errors.length,
      0,
    );
  });

  test(`${entry}: Chrome up to 114 makes instances on the main thread only while nobody waits`, async () => {
    const context = oldBrowser({ TextDecoder, TextEncoder });
    runInContext(
      `WebAssembly.Instance = function () {
        throw new RangeError("WebAssembly.Instance is disallowed on the main thread");
      };`,
      context,
    );
    const slim = load(context, new URL(file, dist)) as typeof Slim;
    assert.throws(() => slim.initSync(bytes), { name: "ScaleBatchError" });
    await slim.init(bytes);
    const request = { recipe_type_id: 208, definition: { dataset: 1 } };
    /** So long that its instance is ended for its memory. */
    const long = `"${"x".repeat(2 ** 26)}"`;
    assert.equal(slim.validateBatch(request).errors.length, 0);
    assert.equal(slim.validateBatch(long).is_valid, false);
    assert.equal(slim.validateBatch(request).errors.length, 0, "in the instance that was made in advance");
    for (let round = 0; round < 3; round++) {
      assert.equal(slim.validateBatch(long).is_valid, false);
      await untilItWorks(() => slim.validateBatch(request));
    }
  });
}
