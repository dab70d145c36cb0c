/** Where the module may come from, and what is said where it is not there. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { init, ScaleBatchError, version } from "scale-batch";

const bytes = readFileSync(new URL("../../dist/scale_batch_bg.wasm", import.meta.url));
const type = { "Content-Type": "application/wasm" };

test("the module comes from bytes, a response, an address or compiled", async () => {
  const address = `data:application/wasm;base64,${bytes.toString("base64")}`;
  for (const source of [
    bytes,
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
    Promise.resolve(bytes),
    new Response(bytes),
    new Response(bytes, { headers: type }),
    address,
    new URL(address),
    new Request(address),
    await WebAssembly.compile(bytes),
  ]) {
    await init(source);
    assert.match(version(), /^\d+\.\d+\.\d+$/);
  }
});

test("what is no module is refused in words, and changes nothing", async () => {
  const page = "data:text/html,<!doctype html>";
  await assert.rejects(init(page), {
    constructor: ScaleBatchError,
    message: `Expected a WebAssembly module at ${page}, but found text/html.`,
  });
  await assert.rejects(init("data:,"), ScaleBatchError);
  await assert.rejects(init(new Response(null, { status: 404 })), /could not be loaded: 404/);
  for (const wrong of [5, null, {}, "not an address", new Uint8Array(8)]) {
    await assert.rejects(init(wrong as string));
  }
  assert.match(version(), /^\d/);
});
