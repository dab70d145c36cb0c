/** JSON Schemas for programs that only support draft-07, as most form generators do. */

/**
 * The same schema in draft-07: definitions are in another place, and nothing is next to a `$ref`, which draft-07 would
 * ignore. It converts what the schemas of this package use, not all of draft 2020-12.
 */
export function toDraft07(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toDraft07);
  if (typeof schema !== "object" || schema === null) return schema;
  const fields = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (keyword === "$schema") return [keyword, "http://json-schema.org/draft-07/schema#"];
    if (keyword === "$defs") return ["definitions", toDraft07(value)];
    if (keyword === "dependentRequired") return ["dependencies", value];
    if (keyword === "$ref" && typeof value === "string") {
      const $ref = value.replace("#/$defs/", "#/definitions/");
      return Object.keys(schema).length === 1 ? [keyword, $ref] : ["allOf", [{ $ref }]];
    }
    return [keyword, toDraft07(value)];
  });
  return Object.fromEntries(fields);
}
