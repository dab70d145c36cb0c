/** The packed tarball itself. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { folderOf, run, tarball } from "./project.js";

const bin = new URL("../../../node_modules/.bin/", import.meta.url);
const installed = new URL("node_modules/scale-batch/", folderOf("node-esm"));
const MODULES = ["scale_batch_bg.wasm", "scale_batch_forms_bg.wasm"];

test("publint finds nothing", async () => {
  assert.match(
    await run("node-esm", fileURLToPath(new URL("publint", bin)), "run", tarball(), "--strict"),
    /All good!/,
  );
});

test("the types of every entry are right for everyone", async () => {
  // The modules are no JavaScript: what importing them gives depends on the bundler, so no type is right for everyone.
  // The script of a worker is an ES module, and nobody requires it.
  const others = [...MODULES, "worker/thread"];
  const options = ["--exclude-entrypoints", ...others, "--no-color", "--format", "ascii"];
  const said = await run("node-esm", fileURLToPath(new URL("attw", bin)), tarball(), ...options);
  assert.match(said, /No problems found/);
});

test("it holds what a user needs, and nothing else", () => {
  const files = readdirSync(installed, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(fileURLToPath(installed), join(parentPath, name)));
  for (const needed of [
    "README.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "NOTICES.md",
    "docs/problems.md",
    ...MODULES.map((name) => `dist/${name}`),
    "dist/scale_batch_command_bg.wasm", // of the command alone: no entry exports it
  ]) {
    assert.ok(files.includes(needed), needed);
  }
  const allowed =
    /^(README\.md|LICENSE-\w+|((forms|legacy|slim|worker|forms\/legacy|forms\/slim|worker\/thread)\/)?package\.json|forms\/(index|legacy)\.d\.ts|dist\/.*\.(d\.ts|js|json|wasm))$/;
  assert.deepEqual(
    files.filter((file) => !allowed.test(file) && !["NOTICES.md", "docs/problems.md"].includes(file)),
    [],
  );
  for (const file of files.filter((file) => /\.(js|ts)$/.test(file))) {
    assert.ok(!readFileSync(new URL(file, installed), "utf8").includes("sourceMappingURL"), file);
  }
});

test("it needs no other package and no script at installation", () => {
  const manifest = JSON.parse(readFileSync(new URL("package.json", installed), "utf8")) as Record<
    string,
    unknown
  >;
  for (const field of ["dependencies", "peerDependencies", "optionalDependencies", "bundledDependencies"]) {
    assert.equal(manifest[field], undefined);
  }
  const scripts = Object.keys(manifest["scripts"] as object);
  assert.deepEqual(
    scripts.filter((name) => /^(pre|post)?(install|prepare)$/.test(name)),
    [],
  );
});
