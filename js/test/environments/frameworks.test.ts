/** Frameworks that render on a server and in the browser: built, started, and opened in Chromium. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { withPageAt } from "../browser/chromium.js";
import { DESCRIPTION, environmentOf, runIn } from "../packaging/project.js";
import { withServer } from "../packaging/server.js";

const FRAMEWORKS = [
  {
    name: "React Router 7",
    folder: environmentOf("react-router"),
    build: ["node_modules/.bin/react-router", "build"],
    start: ["node_modules/.bin/react-router-serve", "dist/server/index.js"],
  },
  {
    name: "SvelteKit 2 with adapter-node",
    folder: new URL("project/", environmentOf("svelte-kit")),
    build: ["../node_modules/.bin/vite", "build"],
    start: ["node", "dist/index.js"],
  },
  {
    name: "Nuxt 4",
    folder: environmentOf("nuxt"),
    build: ["node_modules/.bin/nuxt", "build"],
    start: ["node", "dist/server/index.mjs"],
  },
];

for (const { name, folder, build, start } of FRAMEWORKS) {
  test(`${name}: on the server and in the browser`, async () => {
    await runIn(folder, build, { NUXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" });
    await withServer(folder, start, (address) =>
      withPageAt(address, async (page) => {
        await page.locator("output").nth(1).waitFor();
        for (const made of ["p", "output"]) {
          assert.deepEqual(await page.locator(made).allTextContents(), [DESCRIPTION, DESCRIPTION], made);
        }
      }),
    );
  });
}
