/** Bundlers for the browser: those that include the modules, and those that are given them. */
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { test } from "node:test";

import { withPage } from "../browser/chromium.js";
import { DESCRIPTION, environmentOf, runIn, tool } from "../packaging/project.js";

const project = environmentOf("bundlers");
const SCRIPTS = "script-src 'self' 'wasm-unsafe-eval'";
const OTHERS = "default-src 'none'; connect-src 'self'; img-src data:";

/** What a page says that loads a script of a folder in dist/. */
async function says(
  folder: string,
  script: string,
  pagePath = "/index.html",
  inline = "",
): Promise<string[]> {
  const policy = `${OTHERS}; ${SCRIPTS} ${inline}`;
  const html = `<!doctype html><link rel="icon" href="data:,"><body><script type="module" src="${script}"></script>`;
  let texts: string[] = [];
  const pages = pagePath === "/index.html" ? { "/index.html": html } : {};
  await withPage({ folder: new URL(`dist/${folder}/`, project), pages, policy }, pagePath, async (page) => {
    await page.locator("output").first().waitFor();
    texts = await page.locator("output").allTextContents();
  });
  return texts;
}

const BOTH = [DESCRIPTION, DESCRIPTION];
/** What is said in a bundle that lacks the modules: where they were looked for, and what to do. */
const REMEDY =
  /could not be loaded: 404 for .*\.wasm\. If a bundler left it out, import scale-batch(\/forms)?\/slim /;

test("parcel includes the modules", async () => {
  const options = ["--dist-dir", "dist/parcel", "--public-url", "./", "--cache-dir", "dist/.parcel-cache"];
  await runIn(project, ["node_modules/.bin/parcel", "build", "page.html", ...options]);
  // Its import map stands in the page.
  assert.deepEqual(await says("parcel", "", "/page.html", "'unsafe-inline'"), BOTH);
});

test("rspack includes the modules", async () => {
  await runIn(project, ["node_modules/.bin/rspack", "build"]);
  assert.deepEqual(await says("rspack", "main.js"), BOTH);
});

const BARE = [
  {
    bundler: "rollup",
    build: (out: string): string[] => [
      ...["node_modules/.bin/rollup", "page.js", "slim.js", "--plugin", "node-resolve"],
      ...["--format", "es", "--dir", out],
    ],
  },
  {
    bundler: "esbuild",
    build: (out: string): string[] => [
      ...[tool("esbuild"), "page.js", "slim.js", "--bundle", "--format=esm", `--outdir=${out}`],
    ],
  },
];

for (const { bundler, build } of BARE) {
  test(`${bundler} leaves the modules out: init says what to do, and that works`, async () => {
    await runIn(project, build(`dist/${bundler}`));
    const [text = "", ...others] = await says(bundler, "page.js");
    assert.match(text, REMEDY);
    assert.deepEqual(others, []);
    for (const module of ["scale_batch_bg.wasm", "scale_batch_forms_bg.wasm"]) {
      cpSync(
        new URL(`node_modules/scale-batch/dist/${module}`, project),
        new URL(`dist/${bundler}-with-modules/${module}`, project),
      );
    }
    await runIn(project, build(`dist/${bundler}-with-modules`));
    assert.deepEqual(await says(`${bundler}-with-modules`, "slim.js"), BOTH);
  });
}
