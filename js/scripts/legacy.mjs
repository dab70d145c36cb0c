// Writes dist/legacy/: `scale-batch/slim` and `scale-batch/forms/slim` for tools that know neither `exports` nor today's
// syntax, such as webpack 4 and TypeScript 3.5. Needs dist/cjs, whose files are the ones that those two entries need.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import ts from "typescript";

/** The JSON Schemas are most of what a page would load, and hardly one asks for them. */
const JSON_SCHEMAS = "generated/json-schemas";

/** Writes dist/legacy/esm, dist/legacy/cjs, and the types beside the latter. */
export function buildLegacy() {
  const files = readdirSync("dist/cjs", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".js") && !file.endsWith("require.js"))
    .map((file) => file.slice(0, -".js".length));
  for (const file of files) {
    const source = readFileSync(`src/${file}.ts`, "utf8");
    const text = file === JSON_SCHEMAS ? withoutJsonSchemas(source) : source;
    write(`dist/legacy/esm/${file}.js`, inES2017(text, ts.ModuleKind.ES2015));
    write(`dist/legacy/cjs/${file}.js`, inES2017(text, ts.ModuleKind.CommonJS));
  }
  writeFileSync("dist/legacy/cjs/package.json", '{ "type": "commonjs" }\n');
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The same exports, each of which throws an error that names the file of the schema. */
function withoutJsonSchemas(source) {
  const exports = [...source.matchAll(/^export const (\w+) /gm)].map(([, name]) => {
    const document = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return `export const ${name} = /* @__PURE__ */ missing("${document}");`;
  });
  return `import { ScaleBatchError } from "../engine.js";
const missing = (document) => () => {
  const file = \`scale-batch/dist/schemas/\${document}.schema.json\`;
  throw new ScaleBatchError(\`The files for old tools hold no JSON Schemas: import "\${file}".\`);
};
${exports.join("\n")}
`;
}

function inES2017(source, module) {
  const compilerOptions = { target: ts.ScriptTarget.ES2017, module, isolatedModules: true };
  return ts.transpileModule(source, { compilerOptions, transformers: { before: [withUnderscores] } })
    .outputText;
}

/** Private names as fields that begin with `_`: in ES2017 they would be maps, which are slower and longer. */
function withUnderscores(context) {
  const visit = (node) =>
    ts.isPrivateIdentifier(node)
      ? ts.factory.createIdentifier(`_${node.text.slice(1)}`)
      : ts.visitEachChild(node, visit, context);
  return visit;
}
