/** The oldest versions that the package promises: the syntax of its files, and what its modules ask of an engine. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { parse, type ecmaVersion } from "acorn";

const js = new URL("../../", import.meta.url);
const dist = new URL("dist/", js);

/** The edition of the language that the files of a folder are written in, and what kind they are. */
const FOLDERS: { folder: string; edition: ecmaVersion; sourceType: "module" | "script" }[] = [
  // Chrome 94, Firefox 93, Safari 15 and Node.js 16 read all of it that is used.
  { folder: "esm", edition: 2022, sourceType: "module" },
  { folder: "cjs", edition: 2022, sourceType: "script" },
];

/** Syntax of 2022 that Safari reads only from version 16.4 on. */
const TOO_NEW = /^StaticBlock$/;

/** The kinds of all nodes in a tree. */
function kindsOf(tree: unknown): Set<string> {
  const kinds = new Set<string>();
  const open = [tree];
  for (const node of open) {
    if (typeof node !== "object" || node === null) continue;
    const { type } = node as { type?: unknown };
    if (typeof type === "string") kinds.add(type);
    open.push(...(Object.values(node) as unknown[]));
  }
  return kinds;
}

for (const { folder, edition, sourceType } of FOLDERS) {
  test(`every file of ${folder} is written in the language of ${edition}`, () => {
    const names = readdirSync(new URL(`${folder}/`, dist), { recursive: true, encoding: "utf8" });
    const files = names.filter((name) => name.endsWith(".js"));
    assert.ok(files.length > 20);
    for (const file of files) {
      const text = readFileSync(new URL(`${folder}/${file}`, dist), "utf8");
      const tree = parse(text, { ecmaVersion: edition, sourceType, allowHashBang: true });
      const tooNew = [...kindsOf(tree)].filter((kind) => TOO_NEW.test(kind));
      assert.deepEqual(tooNew, [], file);
    }
  });
}

test("a file that is too new is found", () => {
  assert.throws(() => parse("export {} with {};", { ecmaVersion: 2022, sourceType: "module" }));
  assert.ok(kindsOf(parse("class A { static {} }", { ecmaVersion: 2022 })).has("StaticBlock"));
});

for (const name of ["scale_batch_bg", "scale_batch_forms_bg", "scale_batch_command_bg"]) {
  test(`${name} asks no more of an engine than Chrome 96, Firefox 79, Safari 15.1 and Node.js 18 have`, () => {
    const tool = fileURLToPath(new URL("node_modules/.bin/wasm-opt", js));
    const module = fileURLToPath(new URL(`${name}.wasm`, dist));
    // Of all features only those that the module says it may use are on, and it is checked against them.
    const options = ["--mvp-features", "--print-features", "--output", "/dev/null"];
    const said = execFileSync(tool, [module, ...options], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    assert.deepEqual(said.trim().split("\n").sort(), [
      "--enable-bulk-memory",
      "--enable-bulk-memory-opt",
      "--enable-call-indirect-overlong",
      "--enable-multivalue",
      "--enable-mutable-globals",
      "--enable-nontrapping-float-to-int",
      "--enable-reference-types",
      "--enable-sign-ext",
    ]);
  });
}
