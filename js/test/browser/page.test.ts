import assert from "node:assert/strict";
import { test } from "node:test";

import { withPage } from "./chromium.js";

const folder = new URL("../../../dist/", import.meta.url);

const html = `<!doctype html>
<title>A batch request</title>
<textarea id="request">{"recipe_type_id": 208, "definition": {"datset": 5}}</textarea>
<ul id="problems"></ul>
<script type="module" src="/page.js"></script>`;

const script = `
import { init, validateBatch } from "/esm/web.js";
await init();
const request = document.querySelector("#request");
const show = () => {
  const { errors } = validateBatch(request.value);
  document.querySelector("#problems").replaceChildren(...errors.map((problem) => {
    const item = document.createElement("li");
    item.textContent = problem.path + ": " + problem.description;
    return item;
  }));
  document.body.dataset.ready = "true";
};
request.addEventListener("input", show);
show();
`;

test("a page without a bundler shows the problems, under a strict policy", async () => {
  const site = {
    folder,
    pages: { "/": html, "/page.js": script },
    policy: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
  };
  await withPage(site, "/", async (page) => {
    await page.waitForSelector("body[data-ready]");
    const problems = page.locator("#problems li");
    assert.deepEqual(await problems.allTextContents(), [
      '/definition/datset: There is no field "datset". Did you mean "dataset"?',
    ]);
    await page.fill("#request", '{"recipe_type_id": 208, "definition": {"dataset": 5}}');
    assert.equal(await problems.count(), 0);
  });
});
