import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { withPage } from "./chromium.js";

const js = new URL("../../../", import.meta.url);

test("the page of README.md does what it says", async () => {
  const readme = readFileSync(new URL("../README.md", js), "utf8");
  const html = /^```html\n(.*?)^```/ms.exec(readme)?.[1] ?? "";
  // A bundler would find the package.
  const page = `<!doctype html>${html.replace('"scale-batch"', '"/esm/web.js"')}`;
  await withPage({ folder: new URL("dist/", js), pages: { "/": page } }, "/", async (opened) => {
    const problems = opened.locator("#problems li");
    await opened.fill("#request", '{"recipe_type_id": 208, "definition": {"datset": 1}}');
    await problems.first().waitFor();
    assert.deepEqual(await problems.allTextContents(), [
      'INVALID_BATCH_DEFINITION at /definition/datset: There is no field "datset". Did you mean "dataset"?',
    ]);
  });
});
