// Writes src/generated/documents.ts: the types of all documents, from ../schemas. Not committed, because it would
// only be a third copy of the Rust types; every build writes it anew.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

import { compile } from "json-schema-to-typescript";

const schemas = new URL("../../schemas/", import.meta.url);
const folder = new URL("../src/generated/", import.meta.url);

const pascalCase = (name) => name.replace(/(^|-)(.)/g, (_, __, letter) => letter.toUpperCase());

// One schema that holds all of them, so that each type is written once.
const definitions = {};
for (const file of readdirSync(schemas).sort()) {
  const name = pascalCase(file.replace(".schema.json", ""));
  // A schema that holds itself says "#"; among the others it has a name.
  const text = readFileSync(new URL(file, schemas), "utf8").replaceAll(
    '"$ref": "#"',
    `"$ref": "#/$defs/${name}"`,
  );
  const { $defs, $id, $schema, ...schema } = JSON.parse(text);
  for (const [key, definition] of Object.entries({ ...$defs, [name]: schema })) {
    const known = definitions[key];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(definition) && key !== name) continue;
    definitions[key] = definition;
  }
}

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
const types = generated
  .replace(/export interface Documents \{[^}]*\}\n/, "")
  .replace(/@minItems (\d+)/g, "At least $1.");
mkdirSync(folder, { recursive: true });
writeFileSync(new URL("documents.ts", folder), types);
