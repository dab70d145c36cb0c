import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as api from "scale-batch";

import { withPage } from "./chromium.js";

const folder = new URL("../../../dist/", import.meta.url);
const recipeType = readFileSync(
  new URL("../../../../examples/story/recipe-type.json", import.meta.url),
  "utf8",
);

const script = `
import { startWorker } from "/esm/worker/web.js";
const worker = startWorker();
const request = { recipe_type_id: 208, definition: { datset: 5 } };
const validator = await worker.validator({ recipe_type: ${recipeType} });
const broken = startWorker({ worker: () => new Worker("/missing.js", { type: "module" }) });
const refused = startWorker({ worker: () => { throw new Error("no"); } });
const elsewhere = startWorker({ source: new URL("/missing.wasm", location).href });
const reason = (promise) => promise.then(() => "", ({ name, message }) => name + ": " + message);
const results = {
  report: await worker.validateBatch(request),
  held: await validator.validate(request),
  broken: await reason(broken.validateBatch(request)),
  refused: [await reason(refused.validateBatch(request)), await reason(refused.validateBatch(request))],
  elsewhere: await reason(elsewhere.validateBatch(request)),
};
document.body.textContent = JSON.stringify(results);
document.body.dataset.ready = "true";
`;

test("a worker of a page returns what is returned here, under a strict policy", async () => {
  const site = {
    folder,
    pages: { "/": '<!doctype html><body><script type="module" src="/page.js"></script>', "/page.js": script },
    policy: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'",
  };
  await withPage(site, "/", async (page) => {
    await page.waitForSelector("body[data-ready]");
    const results = JSON.parse((await page.textContent("body")) ?? "") as Record<string, unknown>;
    const request = { recipe_type_id: 208, definition: { datset: 5 } } as never;
    assert.deepEqual(results["report"], api.validateBatch(request));
    assert.deepEqual(results["held"], api.validateBatch(request, { recipe_type: recipeType }));
    assert.match(results["broken"] as string, /^ScaleBatchError: The worker .* could not be started/);
    for (const refused of results["refused"] as string[]) assert.match(refused, /could not be started/);
    assert.match(results["elsewhere"] as string, /^ScaleBatchError: .* could not be loaded: 404/);
  });
});
