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
    new RegExp(`\\b${name}\\b`).test(types.replace(/\/\*\*.*\*\//g, "")),
  );
  return [
    "/** The inputs of functions, generated from src/edge/ by `npm run types`. */\n",
    `import type { ${used.join(", ")} } from "./documents.js";\n\n`,
    "/** A document as an object, or as a JSON string: then its problems have a line and column. */\n",
    "export type DocumentOrText<D> = D | string;\n\n",
    types,
  ].join("");
}
