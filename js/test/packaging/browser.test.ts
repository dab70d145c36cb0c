/** Each project in Chromium, under a Content-Security-Policy without `unsafe-eval`. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import type { Page } from "playwright-core";

import { withPage, withPageAt } from "../browser/chromium.js";
import { DESCRIPTION, folderOf, run, tool } from "./project.js";

async function showsDescription(page: Page): Promise<void> {
  // Without evaluating a text: the policy would refuse that.
  assert.equal(await page.locator("output:not(:empty)").textContent(), DESCRIPTION);
}

/** Opens a folder under a policy that lets WebAssembly in and no `eval`. */
async function works(folder: URL): Promise<void> {
  const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
  await withPage({ folder, policy }, "/index.html", showsDescription);
}

test("a plain module script", () => works(folderOf("module-script")));

test("a web worker", () => works(folderOf("web-worker")));

test("Vite", async () => {
  await run("vite", tool("vite"), "build");
  await works(new URL("dist/", folderOf("vite")));
});

test("webpack", async () => {
  assert.equal(await run("webpack", "node", "build.js"), "");
  await works(folderOf("webpack"));
});

test("esbuild", async () => {
  const options = ["--minify", "--format=esm", "--loader:.wasm=file", "--outdir=dist"];
  await run("esbuild", tool("esbuild"), "main.js", "--bundle", ...options);
  await works(folderOf("esbuild"));
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
