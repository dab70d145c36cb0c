/** Each project in Chromium, under a Content-Security-Policy without `unsafe-eval`. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import type { Page } from "playwright-core";

import { withPage, withPageAt } from "../browser/chromium.js";
import { DESCRIPTION, ENTRIES, folderOf, run, tool } from "./project.js";

async function showsDescription(page: Page): Promise<void> {
  // Without evaluating a text: the policy would refuse that.
  assert.equal(await page.locator("output:not(:empty)").textContent(), DESCRIPTION);
}

/** Opens a folder under a policy that lets WebAssembly in and no `eval`. */
async function works(folder: URL): Promise<void> {
  const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
  await withPage({ folder, policy }, "/index.html", showsDescription);
}

for (const { entry, ending } of ENTRIES) {
  test(`${entry}: a plain module script`, () => works(folderOf(`module-script${ending}`)));

  test(`${entry}: a web worker`, () => works(folderOf(`web-worker${ending}`)));

  test(`${entry}: Vite`, async () => {
    await run(`vite${ending}`, tool("vite"), "build");
    const dist = new URL("dist/", folderOf(`vite${ending}`));
    const modules = readdirSync(new URL("assets/", dist)).filter((file) => file.endsWith(".wasm"));
    // The eight characters of a hash may be hyphens, too.
    const [name, ...others] = modules.map((file) => file.replace(/-.{8}\.wasm$/, ""));
    assert.equal(name, ending === "" ? "scale_batch_bg" : "scale_batch_forms_bg");
    assert.deepEqual(others, []);
    await works(dist);
  });

  test(`${entry}: webpack`, async () => {
    assert.equal(await run(`webpack${ending}`, "node", "build.js"), "");
    await works(folderOf(`webpack${ending}`));
  });

  test(`${entry}: esbuild`, async () => {
    const options = ["--minify", "--format=esm", "--loader:.wasm=file", "--outdir=dist"];
    await run(`esbuild${ending}`, tool("esbuild"), "main.js", "--bundle", ...options);
    await works(folderOf(`esbuild${ending}`));
  });
}

test("scale-batch/worker: Vite", async () => {
  await run("vite-thread", tool("vite"), "build");
  await works(new URL("dist/", folderOf("vite-thread")));
});

test("scale-batch/worker: webpack", async () => {
  assert.equal(await run("webpack-thread", "node", "../webpack/build.js"), "");
  await works(folderOf("webpack-thread"));
});

test("Vite's development server", async () => {
  const cwd = fileURLToPath(folderOf("vite"));
  const server = spawn(tool("vite"), ["--host", "127.0.0.1", "--port", "0"], { cwd });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let said = "";
      server.on("exit", () => reject(new Error(said)));
      server.stdout.on("data", (text: Buffer) => {
        said += text.toString().replace(/\u001b\[\d+m/g, "");
        const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
        if (found !== null) resolve(found[0]);
      });
    });
    await withPageAt(address, showsDescription);
  } finally {
    server.kill();
  }
});
