/** jest, in both of its environments: under jsdom it resolves as a browser does, with `require`. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { environmentOf, runIn } from "./project.js";

for (const version of ["29", "30"]) {
  test(`jest ${version}, with jsdom and with Node.js`, async () => {
    const said = await runIn(environmentOf(`jest-${version}`), ["node_modules/.bin/jest", "--runInBand"]);
    assert.match(said, /^Tests: +5 passed, 5 total$/m);
  });
}
