// Writes src/generated/documents.ts: the types of all documents, from ../schemas, and of all results, from
// functions.json, which `make schemas` writes; and src/generated/inputs.ts, the types of all inputs, from the same file.
// Not committed, because they would only be a third copy of what Rust declares; every build writes them anew.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

import { compile } from "json-schema-to-typescript";

import { fields, generic, merge } from "./definitions.mjs";
import { inputTypes } from "./inputs.mjs";

const schemas = new URL("../../schemas/", import.meta.url);
const folder = new URL("../src/generated/", import.meta.url);

const pascalCase = (name) => name.replace(/(^|-)(.)/g, (_, __, letter) => letter.toUpperCase());

// A schema that holds itself says "#"; among the others it has a name.
const documents = readdirSync(schemas)
  .sort()
  .map((file) => {
    const name = pascalCase(file.replace(".schema.json", ""));
    const text = readFileSync(new URL(file, schemas), "utf8");
    return [name, JSON.parse(text.replaceAll('"$ref": "#"', `"$ref": "#/$defs/${name}"`))];
  });
const functions = JSON.parse(readFileSync(new URL("functions.json", import.meta.url), "utf8"));
const { definitions, families } = generic(merge(Object.fromEntries(documents), functions.$defs));

/** What a field is for, where only the type of its value says it, or where it tells one type from others. */
const documented = (property) => {
  if (property.description !== undefined) return property;
  const referenced = definitions[property.$ref?.replace("#/$defs/", "")]?.description;
  const description = property.const === undefined ? referenced : "Tells this kind from the others.";
  return description === undefined ? property : { ...property, description };
};

/** The schema as the generator of types takes it best. */
const simplified = (schema) => {
  if (Array.isArray(schema)) return schema.map(simplified);
  if (typeof schema !== "object" || schema === null) return schema;
  // Any value at all; and the empty object, which is no type of its own to the generator.
  if (Object.keys(schema).every((key) => ["title", "description", "default", "deprecated"].includes(key))) {
    return { description: schema.description, deprecated: schema.deprecated, tsType: "unknown" };
  }
  if (schema.tsType !== undefined) return schema;
  if (schema.maxProperties === 0) return { tsType: "Record<string, never>" };
  const result = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === "properties") {
      result[key] = Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, simplified(documented(inner))]),
      );
    } else if (key === "title" || key === "default") {
      continue; // A title would make a type with a name of every property.
    } else if (key === "$ref" && Object.keys(schema).length > 1) {
      result.allOf = [{ $ref: value }]; // With a description beside it, it would become a second type.
    } else {
      result[key] = simplified(value);
    }
  }
  return result;
};

const all = {
  type: "object",
  additionalProperties: false,
  properties: Object.fromEntries(Object.keys(definitions).map((key) => [key, { $ref: `#/$defs/${key}` }])),
  $defs: Object.fromEntries(Object.entries(definitions).map(([key, schema]) => [key, simplified(schema)])),
};
const generated = await compile(all, "Documents", {
  bannerComment: "/** The documents of the API, generated from the JSON Schemas by `npm run types`. */",
  additionalProperties: false,
  maxItems: -1,
});
// The type that holds all the others has done its work.
const types = families
  .reduce((text, family) => text.replace(`interface ${family} {`, `interface ${family}<D> {`), generated)
  .replace(/export interface Documents \{[^}]*\}\n/, "")
  .replace(/@minItems (\d+)/g, "At least $1.");
mkdirSync(folder, { recursive: true });
writeFileSync(new URL("documents.ts", folder), types);
writeFileSync(new URL("inputs.ts", folder), inputTypes(functions, Object.keys(definitions)));
const tests = new URL("../test/generated/", import.meta.url);
mkdirSync(tests, { recursive: true });
writeFileSync(
  new URL("fields.ts", tests),
  `/** The fields that the result of each function always has, in each of its forms. */\n` +
    `export const FIELDS: Readonly<Record<string, readonly (readonly string[])[]>> = ${JSON.stringify(fields(functions))};\n`,
);

// A program that narrows every problem to its params: it compiles only if each name has its own.
const problem = JSON.parse(readFileSync(new URL("problem.schema.json", schemas), "utf8"));
const narrowed = problem.$defs.ProblemName.enum.map((name) => {
  const { params } =
    problem.$defs[`${pascalCase(name.toLowerCase().replaceAll("_", "-"))}Problem`].properties;
  const whole = params.$ref === undefined ? params : problem.$defs[params.$ref.replace("#/$defs/", "")];
  const [first, ...others] = whole.anyOf ?? [whole];
  const always = first.required.filter((key) => others.every(({ required }) => required.includes(key)));
  const read = always.map((key) => `, problem.params.${key}`).join("");
  return (
    `    case "${name}": {\n      const own: ParamsOf<"${name}"> = problem.params;\n` +
    `      return [own${read}];\n    }\n`
  );
});
writeFileSync(
  new URL("narrowing.ts", tests),
  `/** The params of a problem, found by its name alone. */
import type { ParamsOf, Problem } from "scale-batch";

/** The params, and each of those that the problem has whatever its cause. */
export function narrowed(problem: Problem): readonly unknown[] {
  switch (problem.name) {
${narrowed.join("")}    default: {
      const none: never = problem;
      return none;
    }
  }
}
`,
);

// Where the documentation of the problems is: in the repository once it has an address, and until then in the package.
const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const manifest = readFileSync(new URL("../../Cargo.toml", import.meta.url), "utf8");
const repository = /^repository = "(https:[^"]+)"/m.exec(manifest)?.[1];
const place =
  repository === undefined ? `https://unpkg.com/scale-batch@${version}` : `${repository}/blob/v${version}`;
writeFileSync(
  new URL("problems.ts", folder),
  `/** Where the documentation of the problems is, generated by \`npm run types\`. */
export const PROBLEMS = "${place}/docs/problems.md";
`,
);
