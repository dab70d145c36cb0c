/** JSON Schemas for programs that only support draft-07, as most form generators do. */

/**
 * The same schema in draft-07: definitions are in another place, and nothing is next to a `$ref`, which draft-07 would
 * ignore. It converts what the schemas of this package use, not all of draft 2020-12.
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
