/** ncc, with which authors of GitHub actions make one folder of everything. */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { DESCRIPTION, environmentOf, runIn } from "./project.js";

for (const kind of ["esm", "commonjs"]) {
  test(`ncc, ${kind}: its folder runs in another place`, async () => {
    const folder = environmentOf("ncc");
    await runIn(folder, ["node_modules/.bin/ncc", "build", `${kind}/main.js`, "--out", `dist/${kind}`]);
    const elsewhere = mkdtempSync(join(tmpdir(), "ncc-"));
    try {
      cpSync(new URL(`dist/${kind}/`, folder), elsewhere, { recursive: true });
      const said = await runIn(pathToFileURL(`${elsewhere}/`), ["node", "index.js"]);
      assert.equal(said, `${DESCRIPTION}\n${DESCRIPTION}\n`);
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });
}
