/** The crate in a Rust program for browsers. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { withPage } from "../browser/chromium.js";
import { VECTORS } from "./vectors.js";

const PAGE = `<!doctype html><script type="module">
  import * as scaleBatch from "/js/dist/esm/web.js";
  import initCrate, * as crate from "/pkg/crate/web/scale_batch_in_javascript.js";
  import { differencesOfHostileValues, differencesOfVectors } from "/js/build/test/crate/differences.js";
  await Promise.all([scaleBatch.init(), initCrate()]);
  const vectors = await (await fetch("/vectors.json")).json();
  globalThis.differences = [
    ...differencesOfVectors(crate, scaleBatch, vectors),
    ...differencesOfHostileValues(crate, scaleBatch),
  ];
</script>`;

test("vectors and hostile values have the results of the npm package in Chromium", async () => {
  const pages = { "/": PAGE, "/vectors.json": JSON.stringify(VECTORS) };
  await withPage({ folder: new URL("../../../../", import.meta.url), pages }, "/", async (page) => {
    const differences = await page.waitForFunction("globalThis.differences", null, { timeout: 300_000 });
    assert.deepEqual(await differences.jsonValue(), []);
  });
});
