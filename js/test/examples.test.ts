/**
 * Every TypeScript example of the documentation, type-checked and run: those of the exports and of README.md. A comment
 * after an expression tells its value. Examples speak of the documents of story.ts as if they were there.
 */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";

import * as scaleBatch from "scale-batch";
import ts from "typescript";

import * as story from "./story.js";

const js = new URL("../../", import.meta.url);
const folder = new URL("build/examples/", js);

interface Example {
  /** Where it stands: file and line. */
  place: string;
  code: string;
}

function examplesOf(file: string): Example[] {
  const text = readFileSync(new URL(file, js), "utf8");
  return [...text.matchAll(/^([ *]*)```ts\n(.*?)^\1```$/gms)].map(
    ({ index, 1: margin = "", 2: code = "" }) => ({
      place: `${file}:${text.slice(0, index).split("\n").length}`,
      code: code.replace(new RegExp(`^${margin.trimEnd().replaceAll("*", "\\*")} ?`, "gm"), ""),
    }),
  );
}

/** The example as a module that checks what it tells. */
function moduleOf(code: string): string {
  const source = ts.createSourceFile("example.ts", code, ts.ScriptTarget.Latest, true);
  const imports = source.statements.filter(ts.isImportDeclaration);
  const own = imports.map((statement) => statement.getText()).join("\n");
  const begin = imports.at(-1)?.end ?? 0;
  let body = "";
  let end = begin;
  for (const statement of expressionsOf(source)) {
    const told = /^[ \n]*\/\/ (.*)/.exec(code.slice(statement.end))?.[1];
    if (told === undefined || ts.isAwaitExpression(statement.expression)) continue;
    const expression = statement.expression.getText();
    body += `${code.slice(end, statement.getStart())}check(${expression}, ${JSON.stringify(told)});`;
    end = statement.end;
  }
  const given = (names: object): string =>
    Object.keys(names)
      .filter((name) => !new RegExp(`\\b${name}\\b`).test(own))
      .join(", ");
  return `import { ${given(scaleBatch)} } from "scale-batch";
import { ${given(story)} } from "../test/story.js";
${own}
declare const check: (value: unknown, told: string) => void;
{
${body}${code.slice(end)}
}
`;
}

function expressionsOf(node: ts.Node): ts.ExpressionStatement[] {
  const found: ts.ExpressionStatement[] = ts.isExpressionStatement(node) ? [node] : [];
  ts.forEachChild(node, (child) => void found.push(...expressionsOf(child)));
  return found;
}

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
  const sources = readdirSync(new URL("src/", js)).filter((file) => file.endsWith(".ts"));
  const examples = ["README.md", ...sources.map((file) => `src/${file}`)].flatMap(examplesOf);
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
