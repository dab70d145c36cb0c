import assert from "node:assert/strict";
import { test } from "node:test";

import { DESCRIPTION, ENTRIES, run, tool } from "./project.js";

for (const { entry, ending } of ENTRIES) {
  test(`${entry}: Node.js imports it`, async () => {
    assert.equal(
      await run(`node-esm${ending}`, "node", "main.js"),
      `${DESCRIPTION}\nINVALID_BATCH_DEFINITION\n`,
    );
  });

  test(`${entry}: Node.js requires it, its schemas and its module, and may import it too`, async () => {
    const lines = (await run(`node-commonjs${ending}`, "node", "main.js")).trimEnd().split("\n");
    assert.deepEqual(lines, [DESCRIPTION, "INVALID_BATCH_DEFINITION", "Batch definition", "0.1.0"]);
  });

  test(`${entry}: it fits into one file for Node.js`, async () => {
    const options = ["--platform=node", "--target=node20", "--format=esm", "--loader:.wasm=binary"];
    await run(
      `node-bundle${ending}`,
      tool("esbuild"),
      "main.js",
      "--bundle",
      ...options,
      "--outfile=dist/main.js",
    );
    assert.equal(await run(`node-bundle${ending}`, "node", "dist/main.js"), `${DESCRIPTION}\n`);
  });
}

test("it installs its command", async () => {
  const names = await run("node-esm", "npx", "--no-install", "scale-batch", "schema");
  assert.match(names, /^batch-definition$/m);
});
