// Puts the definitions of several JSON Schemas together, so that each type is written once.

const own = ({ title: _, ...definition }) => JSON.stringify(definition);

/** Whether it only stands for a schema that another file has in full, as its `$comment` says. */
const isInAnotherFile = ({ $comment }) => $comment?.startsWith("problem.schema.json ") ?? false;

/**
 * All definitions of the schemas by name. Fails where two of a name are not the same but for the title: one of the two
 * would be lost.
 *
 * @param schemas - By name: `$defs`, and a definition of that name around them, if there is one.
 */
export function merge(schemas) {
  const definitions = {};
  const sources = {};
  for (const [source, { $defs, $id, $schema, ...schema }] of Object.entries(schemas)) {
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
