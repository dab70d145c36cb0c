/**
 * Every TypeScript example of the documentation, type-checked and run: those of the exports and of README.md. A comment
 * after an expression tells its value. Examples speak of the documents of story.ts as if they were there.
 */
import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";

import ts from "typescript";

import { documentationExamples, moduleOf } from "./documentation.js";

const js = new URL("../../", import.meta.url);
const folder = new URL("build/examples/", js);

/** Fails unless the value is what a comment tells: an expression, or a text without its quotes. */
function check(value: unknown, told: string): void {
  let expected: unknown = told;
  try {
    expected = runInNewContext(`(${told})`);
  } catch {
    // It is the text itself.
  }
  assert.notEqual(value, undefined, `nothing, and not ${told}`);
  assert.deepEqual(JSON.parse(JSON.stringify(value)), JSON.parse(JSON.stringify(expected)));
}

test("every example of the documentation is right", async (context) => {
  Object.assign(globalThis, { check });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const examples = documentationExamples();
  const files = examples.map(({ code }, index) => {
    const file = fileURLToPath(new URL(`example-${index}.ts`, folder));
    writeFileSync(file, moduleOf(code));
    return file;
  });

  const { options } = ts.parseJsonConfigFileContent(
    { extends: "./tsconfig.json" },
    ts.sys,
    fileURLToPath(js),
  );
  const build = fileURLToPath(new URL("build/", js));
  const program = ts.createProgram(files, {
    ...options,
    noUnusedLocals: false,
    rootDir: build,
    outDir: build,
  });
  const problems = [...ts.getPreEmitDiagnostics(program)].map(({ file, messageText }) => {
    const place = examples[files.indexOf(file?.fileName ?? "")]?.place ?? file?.fileName;
    return `${place}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
  assert.deepEqual(problems, []);
  program.emit();

  for (const [index, { place }] of examples.entries()) {
    await context.test(place, async () => {
      await import(new URL(`example-${index}.js`, folder).href);
    });
  }
});

test("every export has an example", () => {
  const entries = ["node", "slim"].map((entry) => fileURLToPath(new URL(`dist/esm/${entry}.d.ts`, js)));
  const program = ts.createProgram(entries, {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
  });
  const checker = program.getTypeChecker();
  const without: string[] = [];
  for (const entry of entries) {
    const source = program.getSourceFile(entry);
    const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
    assert.ok(module !== undefined, entry);
    for (const exported of checker.getExportsOfModule(module)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      if (!(symbol.flags & ts.SymbolFlags.Value)) continue;
      const methods = [...(symbol.members?.values() ?? [])].filter(
        ({ flags, name }) => flags & ts.SymbolFlags.Method && !name.startsWith("__"),
      );
      for (const documented of [symbol, ...methods]) {
        const tags = documented.getJsDocTags(checker);
        if (!tags.some(({ name }) => name === "example")) without.push(`${symbol.name}: ${documented.name}`);
      }
    }
  }
  assert.deepEqual(without, []);
});
