/** Strict users, who check the library's declarations too (`skipLibCheck: false`). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { ENTRIES, run, tool } from "./project.js";

const pinned = fileURLToPath(new URL("../../../node_modules/.bin/tsc", import.meta.url));

for (const { entry, ending } of ENTRIES) {
  for (const resolution of ["node16", "nodenext", "bundler"]) {
    test(`${entry}: TypeScript resolves it as ${resolution} does, from ES modules and from CommonJS`, async () => {
      assert.equal(await run(`typescript${ending}`, tool("tsc"), "--project", `${resolution}.json`), "");
    });
  }

  test(`${entry}: an older TypeScript takes the same declarations`, async () => {
    assert.equal(await run(`typescript${ending}`, pinned, "--project", "node16.json"), "");
  });
}
