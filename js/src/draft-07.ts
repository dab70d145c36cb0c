/** JSON Schemas for programs that know draft-07 only, as most libraries that draw forms do. */

/**
 * The same schema in draft-07: other places for definitions, and nothing beside a `$ref`, which draft-07 would ignore.
 * It changes what the schemas of this package use, not everything that there is in draft 2020-12.
 */
export function toDraft07(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toDraft07);
  if (typeof schema !== "object" || schema === null) return schema;
  const converted: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === "$schema") converted[keyword] = "http://json-schema.org/draft-07/schema#";
    else if (keyword === "$defs") converted["definitions"] = toDraft07(value);
    else if (keyword === "$ref" && typeof value === "string") {
      const reference = { $ref: value.replace("#/$defs/", "#/definitions/") };
      if (Object.keys(schema).length === 1) return reference;
      converted["allOf"] = [reference];
    } else converted[keyword] = toDraft07(value);
  }
  return converted;
}
