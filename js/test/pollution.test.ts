/** Code that adds properties to `Object.prototype` changes nothing: what the library returns is compared without it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("polluted.js", import.meta.url));

function resultsOf(...args: string[]): unknown {
  const { stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  assert.equal(stderr, "");
  return JSON.parse(stdout);
}

test("what all objects inherit changes no result", () => {
  const expected = resultsOf() as unknown[];
  assert.deepEqual(expected.slice(-2), [[], []]);
  assert.deepEqual(resultsOf("polluted"), expected);
});
