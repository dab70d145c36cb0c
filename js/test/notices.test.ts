/** NOTICES.md names the crates that are linked into the modules, as Cargo.lock has them. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const js = fileURLToPath(new URL("../../", import.meta.url));

test("the notices are fresh", () => {
  const { status, stderr } = spawnSync("node", ["scripts/write-notices.mjs", "--check"], {
    cwd: js,
    encoding: "utf8",
  });
  assert.equal(stderr, "");
  assert.equal(status, 0);
});

test("every crate brings the text of its license", () => {
  const notices = readFileSync(new URL("NOTICES.md", `file://${js}`), "utf8");
  assert.match(notices, /^## .*serde_json \d/m);
  assert.doesNotMatch(notices, /It brings no text/);
  // What only a build runs is not in the modules.
  assert.doesNotMatch(notices, /^## .*\b(syn|serde_derive|schemars) \d/m);
});
