import assert from "node:assert/strict";
import { test } from "node:test";

import { withPage } from "./chromium.js";

/** What a page imports, by what runs it: `scaleBatch` has all exports, of which `scale-batch/forms` may run its own. */
const MODULES = {
  "scale-batch": `import * as scaleBatch from "/dist/esm/web.js";`,
  "scale-batch/forms": `import * as full from "/dist/esm/web.js";
    import * as forms from "/dist/esm/forms/web.js";
    await full.init();
    const scaleBatch = { ...full, ...forms };`,
};

for (const [entry, imports] of Object.entries(MODULES)) {
  test(`hostile values get a report each from ${entry} in Chromium`, async () => {
    const page = `<!doctype html><script type="module">
    ${imports}
    import { failuresWith } from "/build/test/hostile.js";
    import { failuresOfEntries } from "/build/test/hostile-entries.js";
    await scaleBatch.init();
    globalThis.failures = [...failuresWith(scaleBatch), ...failuresOfEntries(scaleBatch)];
  </script>`;
    await withPage(
      { folder: new URL("../../../", import.meta.url), pages: { "/": page } },
      "/",
      async (page) => {
        const failures = await page.waitForFunction("globalThis.failures", null, { timeout: 120_000 });
        assert.deepEqual(await failures.jsonValue(), []);
      },
    );
  });
}
