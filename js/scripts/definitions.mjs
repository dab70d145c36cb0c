// Puts the definitions of several JSON Schemas together, so that each type is written once.

const own = ({ title: _, ...definition }) => JSON.stringify(definition);

/** Whether it only stands for a schema that another file has in full, as its `$comment` says. */
const isInAnotherFile = ({ $comment }) => $comment?.startsWith("problem.schema.json ") ?? false;

const nameOf = (pattern) => pattern.slice(1, -1).replaceAll("\\", "");

/**
 * The schema as a type says the same: what is allowed by a pattern of one name is a field, but not the key of editors,
 * which no program writes; and where a field needs others, there are all or there is nothing.
 */
function asType(schema) {
  if (Array.isArray(schema)) return schema.map(asType);
  if (typeof schema !== "object" || schema === null) return schema;
  const { patternProperties, dependentRequired, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, asType(value)]),
  );
  if (patternProperties !== undefined) {
    const named = Object.entries(patternProperties).map(([pattern, field]) => [nameOf(pattern), field]);
    const fields = [...Object.entries(rest.properties), ...named.filter(([name]) => name !== "$schema")];
    rest.properties = Object.fromEntries(fields.sort(([one], [other]) => (one < other ? -1 : 1)));
  }
  if (dependentRequired === undefined) return rest;
  const { title, description, $id, $schema, $defs, ...object } = rest;
  const required = [...new Set(Object.values(dependentRequired).flat())];
  const choices = [
    { type: "object", maxProperties: 0 },
    { ...object, required },
  ];
  const defined = $defs === undefined ? {} : { $id, $schema, $defs };
  return { ...defined, title, description, anyOf: choices };
}

/** Whether it says what can be read, of which a result has all fields, as its `$comment` says. */
const isAsRead = ({ $comment }) => $comment?.startsWith("As it is read.") ?? false;

/** Whether people write it: its file allows the key in which editors look for its schema. */
const isWritten = ({ patternProperties }) => patternProperties?.["^\\$schema$"] !== undefined;

/**
 * All definitions of the schemas by name. Fails where two of a name are not the same but for the title: one of the two
 * would be lost. A document that people write has the type of what can be written; any other has that of a result, which
 * lacks no field.
 *
 * @param documents - By name: `$defs`, and a definition of that name around them, if there is one.
 * @param results - The definitions of the results.
 */
export function merge(documents, results = {}) {
  const those = (are) => Object.fromEntries(Object.entries(documents).filter(([, schema]) => are(schema)));
  return {
    ...together(those((schema) => !isWritten(schema) && !isAsRead(schema))),
    ...together({ functions: { $defs: results } }),
    ...together(those(isWritten)),
  };
}

function together(schemas) {
  const definitions = {};
  const sources = {};
  for (const [source, whole] of Object.entries(schemas)) {
    const { $defs, $id, $schema, ...schema } = asType(whole);
    const root = Object.keys(schema).length === 0 ? {} : { [source]: schema };
    for (const [name, definition] of Object.entries({ ...$defs, ...root })) {
      if (isInAnotherFile(definition)) continue;
      const known = definitions[name];
      if (known !== undefined && own(known) !== own(definition)) {
        throw new Error(`Two types are called ${name}: one of ${sources[name]}, and one of ${source}.`);
      }
      definitions[name] ??= definition;
      sources[name] ??= source;
    }
  }
  return definitions;
}

/**
 * Makes one generic type of all definitions `Name_for_Argument`: the field in which they differ is a `D`, or `null`.
 *
 * @returns The definitions, and the names of the generic types.
 */
export function generic(definitions) {
  const all = {};
  const families = new Map();
  for (const [name, definition] of Object.entries(definitions)) {
    const [family, argument] = name.split("_for_");
    if (argument === undefined) all[name] = definition;
    else families.set(family, [...(families.get(family) ?? []), definition]);
  }
  for (const [family, [first, ...others]] of families) {
    const fields = Object.keys(first.properties);
    const differs = fields.filter((field) =>
      others.some(({ properties }) => own(properties[field] ?? {}) !== own(first.properties[field])),
    );
    if (differs.length !== 1) throw new Error(`${family} differs in ${differs.join(", ") || "nothing"}.`);
    const [field] = differs;
    const { description } = first.properties[field];
    all[family] = {
      ...first,
      properties: { ...first.properties, [field]: { description, tsType: "D | null" } },
    };
  }
  return { definitions: all, families: [...families.keys()] };
}

/** The fields that each function's result always has, in each of its forms. */
export function fields({ functions, $defs }) {
  const forms = (schema) => {
    if (schema.anyOf !== undefined) return schema.anyOf.flatMap(forms);
    const name = schema.$ref?.replace("#/$defs/", "");
    return [(name === undefined ? schema : $defs[name]).required ?? []];
  };
  return Object.fromEntries(Object.entries(functions).map(([name, { result }]) => [name, forms(result)]));
}
