import assert from "node:assert/strict";
import { test } from "node:test";

import { withPage } from "./chromium.js";

test("hostile values get a report each in Chromium", async () => {
  const page = `<!doctype html><script type="module">
    import * as scaleBatch from "/dist/esm/web.js";
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
