/** The TypeScript examples of the documentation, as modules. They speak of the documents of story.ts as if they were there. */
import { readdirSync, readFileSync } from "node:fs";

import * as scaleBatch from "scale-batch";
import ts from "typescript";

import * as story from "./story.js";

const js = new URL("../../", import.meta.url);

/** An example of the documentation. */
export interface Example {
  /** Where it stands: file and line. */
  place: string;
  code: string;
}

/** The TypeScript examples of README.md and of the exports. */
export function documentationExamples(): Example[] {
  const sources = readdirSync(new URL("src/", js)).filter((file) => file.endsWith(".ts"));
  return ["README.md", ...sources.map((file) => `src/${file}`)].flatMap(examplesOf);
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
export function moduleOf(code: string): string {
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
