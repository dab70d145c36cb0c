/** The script of README.md, as it stands there. That of the browser is in browser/readme.test.ts. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const js = new URL("../../", import.meta.url);

test("the script of README.md does what it says", () => {
  const readme = readFileSync(new URL("../README.md", js), "utf8");
  const script = new URL("build/readme/script.mjs", js);
  mkdirSync(new URL(".", script), { recursive: true });
  writeFileSync(script, /^```js\n(.*?)^```/ms.exec(readme)?.[1] ?? "");
  const run = (file: string): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, [fileURLToPath(script), file], { cwd: fileURLToPath(new URL("..", js)) });

  const valid = run("tests/data/seed/create-request.json");
  assert.equal(valid.status, 0, String(valid.stderr));
  assert.match(String(valid.stderr), /^tests\/data\/seed\/create-request\.json: MISPLACED_FIELD: /m);
  assert.match(String(valid.stdout), /was not checked: it needs /);
  const broken = run("examples/requests/ten-mistakes.json");
  assert.equal(broken.status, 1);
  assert.match(String(broken.stderr), /^examples\/requests\/ten-mistakes\.json:2:3: INVALID_REQUEST: /m);
});
