/** Next.js, with both of its bundlers: on the server in a component and in a route, and in the browser. */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { withPageAt } from "../browser/chromium.js";
import { DESCRIPTION, environmentOf, runIn } from "./project.js";
import { withServer } from "./server.js";

const BOTH = [DESCRIPTION, DESCRIPTION];

const BUNDLERS = [
  { bundler: "turbopack", external: {} },
  // What the build reads of a package that it bundles has the path of the machine that built it.
  { bundler: "webpack", external: { EXTERNAL: "scale-batch" } },
];

for (const { bundler, external } of BUNDLERS) {
  test(`Next.js with ${bundler}: the standalone output runs in another place`, async () => {
    const project = environmentOf("next");
    const dist = `dist/${bundler}`;
    const variables = { ...external, DIST: dist, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
    await runIn(project, ["node_modules/.bin/next", "build", `--${bundler}`], variables);
    const elsewhere = mkdtempSync(join(tmpdir(), "next-"));
    // The machine that built it has the package at a place that the output may name; one that runs it has not.
    const installed = fileURLToPath(new URL("node_modules/scale-batch", project));
    try {
      renameSync(installed, `${installed}-hidden`);
      cpSync(new URL(`${dist}/standalone/`, project), elsewhere, { recursive: true });
      cpSync(new URL(`${dist}/static/`, project), join(elsewhere, dist, "static"), { recursive: true });
      await withServer(pathToFileURL(`${elsewhere}/`), ["node", "server.js"], async (address) => {
        const body = JSON.stringify({ recipe_type_id: 208, definition: { datset: 5 } });
        const response = await fetch(`${address}/api`, { method: "POST", body });
        assert.deepEqual(await response.json(), BOTH);
        await withPageAt(address, async (page) => {
          assert.deepEqual(await page.locator("p").allTextContents(), BOTH);
          await page.locator("output").nth(1).waitFor();
          assert.deepEqual(await page.locator("output").allTextContents(), BOTH);
        });
      });
    } finally {
      renameSync(`${installed}-hidden`, installed);
      rmSync(elsewhere, { recursive: true });
    }
  });
}
