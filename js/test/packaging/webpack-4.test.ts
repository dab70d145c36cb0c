/** Tools that know no `exports` and no syntax of today: webpack 4, and TypeScript from 3.5 on. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { withPage } from "../browser/chromium.js";
import { documentationExamples, moduleOf } from "../documentation.js";
import { inOlderSyntax } from "./older-syntax.js";
import { DESCRIPTION, environmentOf, runIn } from "./project.js";

const project = environmentOf("webpack-4");
const js = new URL("../../../", import.meta.url);

const compiler = (version: string): string => `node_modules/typescript-${version}/bin/tsc`;

test("webpack 4 bundles what TypeScript 3.5 compiles, and documents are read as an application holds them", async () => {
  const dist = new URL("dist/", project);
  rmSync(dist, { recursive: true, force: true });
  assert.equal(await runIn(project, ["node", compiler("3.5"), "--project", "."]), "");
  assert.equal(await runIn(project, ["node", "build.js"]), "");
  const page = '<!doctype html><title>scale-batch</title><body><script src="main.js"></script>';
  await withPage({ folder: dist, pages: { "/index.html": page } }, "/index.html", async (page) => {
    await page.locator("output").nth(5).waitFor();
    const said = [
      DESCRIPTION,
      "12 recipes, 0 errors",
      'The files for old tools hold no JSON Schemas: import "scale-batch/dist/schemas/create-batch-request.schema.json".',
    ];
    assert.deepEqual(await page.locator("output").allTextContents(), [...said, ...said]);
  });
});

for (const version of ["4.5", "5.1"]) {
  test(`TypeScript ${version} takes the same declarations`, async () => {
    assert.equal(await runIn(project, ["node", compiler(version), "--project", ".", "--noEmit"]), "");
  });
}

test("TypeScript 5.1 takes the declarations that the conditions of `exports` lead to", async () => {
  const folder = new URL("dist/exports/", project);
  mkdirSync(folder, { recursive: true });
  const program = readFileSync(new URL("main.ts", project), "utf8");
  for (const ending of ["cts", "mts"]) {
    const documents = `./documents.${ending.replace("ts", "js")}`;
    writeFileSync(new URL(`main.${ending}`, folder), program.replace("./documents", documents));
    const text = readFileSync(new URL("documents.ts", project), "utf8");
    writeFileSync(new URL(`documents.${ending}`, folder), text.replace("* as moment", "moment"));
  }
  const compilerOptions = { module: "Node16", target: "ES2017", strict: true, noEmit: true, types: [] };
  const settings = { compilerOptions, files: ["main.mts"] };
  writeFileSync(new URL("tsconfig.json", folder), JSON.stringify(settings));
  assert.equal(await runIn(project, ["node", compiler("5.1"), "--project", "dist/exports"]), "");
});

test("the types of every example of the documentation compile with TypeScript 3.5", async () => {
  const declarations = new URL("scripts/declarations.mjs", js).href;
  const { inTypeScript35 } = (await import(declarations)) as { inTypeScript35: (text: string) => string };
  const folder = new URL("dist/examples/", project);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const story = readFileSync(new URL("build/test/story.d.ts", js), "utf8");
  writeFileSync(new URL("story.d.ts", folder), inTypeScript35(story));
  const modules = ["node:fs", "node:fs/promises", "node:module"];
  writeFileSync(
    new URL("node.d.ts", folder),
    modules.map((name) => `declare module "${name}";\n`).join("") + "interface ImportMeta { url: string }\n",
  );
  const examples = documentationExamples();
  assert.ok(examples.length > 60, `only ${examples.length} examples`);
  const files = examples.map(({ place, code }, index) => {
    const text = inTypeScript35(inOlderSyntax(moduleOf(code)))
      .replace('"../test/story.js"', '"./story"')
      .replace("\n{\n", "\nexport async function example() {\n")
      // There it is given the address of the module.
      .replaceAll("init()", 'init("scale_batch_bg.wasm")');
    const file = `example-${index}.ts`;
    writeFileSync(new URL(file, folder), `// ${place}\n${text}`);
    return file;
  });
  // Those that need no framework: today's frameworks have no types for this compiler.
  for (const file of ["context.ts", "fields.ts", "plain/main.ts", "translation/german.ts"]) {
    const text = inTypeScript35(inOlderSyntax(readFileSync(new URL(`examples/${file}`, js), "utf8")));
    const copy = new URL(file, folder);
    mkdirSync(new URL(".", copy), { recursive: true });
    writeFileSync(copy, text.replaceAll("init()", 'init("scale_batch_bg.wasm")'));
    files.push(file);
  }
  const settings = {
    compilerOptions: {
      target: "esnext",
      module: "esnext",
      moduleResolution: "node",
      lib: ["es2018", "dom", "dom.iterable"],
      strict: true,
      noEmit: true,
      types: [],
    },
    files: ["node.d.ts", ...files],
  };
  writeFileSync(new URL("tsconfig.json", folder), JSON.stringify(settings));
  assert.equal(await runIn(project, ["node", compiler("3.5"), "--project", fileURLToPath(folder)]), "");
});
