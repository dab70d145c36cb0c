import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";

import { folderOf, run, tool } from "./project.js";

/** What is left of the library in an application that uses only these of its functions. */
async function bundled(names: string, entry = "scale-batch"): Promise<string> {
  const source = new URL("application.js", folderOf("esbuild"));
  writeFileSync(source, `import { ${names} } from "${entry}"; console.log(${names});`);
  const options = ["--bundle", "--format=esm", "--conditions=browser", "--outfile=dist/shaken.js"];
  await run("esbuild", tool("esbuild"), "application.js", ...options);
  return readFileSync(new URL("dist/shaken.js", folderOf("esbuild")), "utf8");
}

test("what an application does not import is not in its bundle", async () => {
  const small = await bundled("init, readDefinition, version");
  assert.match(small, /"readDefinition"/);
  for (const absent of [
    "BatchValidator",
    "FinalizationRegistry",
    "compareBatches",
    "diffRecipes",
    "node:fs",
  ]) {
    assert.ok(!small.includes(absent), absent);
  }
  assert.match(await bundled("compareBatches"), /"compareBatches"/);
});

test("a form has neither what it does not import nor the other module", async () => {
  const form = await bundled("BatchValidator, init", "scale-batch/forms");
  assert.match(form, /scale_batch_forms_bg\.wasm/);
  for (const absent of ["scale_batch_bg.wasm", "compareBatches", "readDataset", "node:fs", "$schema"]) {
    assert.ok(!form.includes(absent), absent);
  }
});
