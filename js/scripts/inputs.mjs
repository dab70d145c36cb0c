// The TypeScript types of what functions take, from what src/edge/ declares.

const comment = (text, indent) => (text === "" ? "" : `${indent}/** ${text} */\n`);

const member = ({ name, type, required }) =>
  required ? `${name}: ${type}` : `${name}?: ${type} | undefined`;

const documented = (input) => `${comment(input.description, "  ")}  ${member(input)};\n`;

const written = (group) => (typeof group === "string" ? group : `{ ${group.inputs.map(member).join("; ")} }`);

/** Both or all; of each choice one or another. */
const together = (choices) => {
  const types = choices.map((choice) => choice.map(written).join(" | "));
  return types.map((type, index) => (choices[index].length > 1 ? `(${type})` : type)).join(" & ");
};

const capitalised = (name) => name.charAt(0).toUpperCase() + name.slice(1);

/** Documents as programs have them: as JSON text, or as a server sent them. */
const SERVED = `/** A document as an object, or as a JSON string: then its problems have a line and column. */
export type DocumentOrText<D> = D | string;

/**
 * A document as a server sends it and a client keeps it: the fields that are known, of which none need be there, and any
 * other. A word of the API may be any string, and a datetime an object that has a \`toJSON\`, as types of clients have them.
 *
 * @example
 * \`\`\`ts
 * const dataset: Served<Dataset> = { id: 57, title: "North Sea archive", files_per_parameter: { IMAGE: 1250 } };
 * estimateRecipes(request, { recipe_type, dataset }).recipes_estimated; // 1250
 * \`\`\`
 */
export type Served<D> = D extends string
  ? string | ServedText
  : D extends readonly (infer Item)[]
    ? ServedItems<Item>
    : D extends object
      ? { readonly [Field in keyof D]?: Served<D[Field]> | null | undefined }
      : D;

/** What writes itself as a string, such as the datetime of a library. */
export interface ServedText {
  /** Returns what is written in its place. */
  toJSON(): unknown;
}

/** An array in a document. An interface, because only there TypeScript before 3.7 lets a type hold itself. */
export interface ServedItems<Item> extends ReadonlyArray<Served<Item>> {}

/** A dataset, whose files may be listed, as in its details, or only their number be told, as in a list of datasets. */
export type ServedDataset = Served<Dataset> & {
  /** The files of its details, or how many there are. */
  readonly files?: readonly object[] | number | null | undefined;
};

/** Documents as a server sends them: a list of them, a page of a list, or a single one. */
export type ServedList<D> = readonly Served<D>[] | ServedPage<Served<D>> | Served<D>;

/** A page of a list. */
export interface ServedPage<D> {
  /** The documents of the page. */
  readonly results: readonly D[];
}
`;

/**
 * The text of a file with an interface for each group of inputs, and a type of all inputs of each function whose inputs
 * have names: those without one are the package's own.
 *
 * @param documents - The names of the types of documents, none of which may be that of a group.
 */
export function inputTypes({ functions, inputs }, documents) {
  for (const name of Object.keys(inputs)) {
    if (documents.includes(name)) throw new Error(`Two types are called ${name}: inputs, and a document.`);
  }
  const interfaces = Object.entries(inputs).map(([name, group]) => {
    const extended = group.extends === null ? "" : `extends ${group.extends} `;
    return `${comment(group.description, "")}export interface ${name} ${extended}{\n${group.inputs.map(documented).join("")}}\n`;
  });
  const whole = Object.entries(functions).flatMap(([name, { inputs: choices }]) => {
    const named = choices.map((choice) => choice.filter((group) => typeof group === "string"));
    const type = `${capitalised(name)}Inputs`;
    if (choices.length === 0 || named.some((choice) => choice.length === 0) || type in inputs) return [];
    return [`/** The inputs of \`${name}\`. */\nexport type ${type} = ${together(named)};\n`];
  });
  const each = Object.entries(functions).map(
    ([name, { inputs: choices }]) => `  ${name}: ${together(choices) || "object"};\n`,
  );
  const types = [
    ...interfaces,
    ...whole,
    `/** The inputs of each function of the module. */\nexport interface FunctionInputs {\n${each.join("")}}\n`,
  ].join("\n");
  const used = documents.filter((name) =>
    new RegExp(`\\b${name}\\b`).test((SERVED + types).replace(/\/\*\*.*\*\//g, "")),
  );
  return [
    "/** The inputs of functions, generated from src/edge/ by `npm run types`. */\n",
    `import type { ${used.join(", ")} } from "./documents.js";\n\n`,
    `${SERVED}\n`,
    types,
  ].join("");
}
