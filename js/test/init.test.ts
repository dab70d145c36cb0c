/** Where the module may come from, and what is said where it is not there. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

import * as full from "scale-batch";
import * as forms from "scale-batch/forms";
import { initSync as initFormsSync } from "scale-batch/forms/slim";
import { initSync } from "scale-batch/slim";

const { ScaleBatchError } = full;

const fileOf = (name: string): Buffer<ArrayBuffer> =>
  readFileSync(new URL(`../../dist/${name}`, import.meta.url));
/** Each entry with its own module, and a function that runs in it. */
const entries = [
  {
    entry: "scale-batch",
    init: full.init,
    initSync,
    bytes: fileOf("scale_batch_bg.wasm"),
    others: fileOf("scale_batch_forms_bg.wasm"),
    runs: () => full.readDataset({ id: 1 }).errors.length === 0,
  },
  {
    entry: "scale-batch/forms",
    init: forms.init,
    initSync: initFormsSync,
    bytes: fileOf("scale_batch_forms_bg.wasm"),
    others: fileOf("scale_batch_bg.wasm"),
    runs: () => forms.validateBatch("{}").errors.length > 0,
  },
];
const type = { "Content-Type": "application/wasm" };

test("without WebAssembly the error names the remedy", () => {
  const script = `import("scale-batch").catch((error) => console.log(error.name, error.message))`;
  const { stdout } = spawnSync(process.execPath, ["--jitless", "--eval", script], {
    encoding: "utf8",
    cwd: import.meta.dirname,
  });
  assert.match(stdout, /^ScaleBatchError scale-batch needs WebAssembly, .* by omitting --jitless\./);
});

for (const { entry, init, initSync, bytes, others, runs } of entries) {
  test(`${entry}: the module comes from bytes, a response, an address or compiled`, async () => {
    const address = `data:application/wasm;base64,${bytes.toString("base64")}`;
    for (const source of [
      bytes,
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
      Promise.resolve(bytes),
      new Response(bytes),
      new Response(bytes, { headers: type }),
      new Response(bytes, { headers: { "Content-Type": "application/wasm; charset=utf-8" } }),
      address,
      new URL(address),
      new Request(address),
      await WebAssembly.compile(bytes),
    ]) {
      await init(source);
      assert.ok(runs());
    }
  });

  test(`${entry}: a module that another context compiled is one`, async () => {
    const context = createContext({ bytes });
    await init(runInContext("new WebAssembly.Module(bytes)", context) as WebAssembly.Module);
    assert.ok(runs());
  });

  test(`${entry}: what is no module is refused in words, and changes nothing`, async () => {
    const page = "data:text/html,<!doctype html>";
    await assert.rejects(init(page), {
      constructor: ScaleBatchError,
      message:
        `Expected a WebAssembly module at ${page}, but found text/html. ` +
        `If a bundler left it out, import ${entry}/slim and pass its address, as README.md shows.`,
    });
    await assert.rejects(init("data:,"), ScaleBatchError);
    await assert.rejects(init(new Response(null, { status: 404 })), /could not be loaded: 404/);
    const reason = new Error("no");
    await assert.rejects(init(Promise.reject(reason)), { constructor: ScaleBatchError, cause: reason });
    for (const wrong of [5, null, {}, "not an address", new Uint8Array(8), bytes.subarray(0, 1_000)]) {
      await assert.rejects(
        init(wrong as string),
        (error) => error instanceof ScaleBatchError && error.cause instanceof Error,
      );
    }
    const other = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
    for (const wrong of [
      other,
      others,
      new WebAssembly.Module(other),
      new Response(other, { headers: type }),
    ]) {
      const refused = {
        constructor: ScaleBatchError,
        message: `This WebAssembly module is not the one of ${entry}.`,
      };
      await assert.rejects(init(wrong), refused);
      if (!(wrong instanceof Response)) assert.throws(() => initSync(wrong), refused);
    }
    assert.ok(runs());
  });
}
