/** The commands: what each takes, and which function of the module answers it. */
import { readFileSync } from "node:fs";

import { didYouMean, Failure } from "./failure.js";

/** An option that takes a value, unless `value` is missing. */
export interface Option {
  value?: string;
  description: string;
}

/** The arguments of a command: files in order, and options by name. */
export interface Arguments {
  files: string[];
  /** Each option that is given; one without a value is the empty text. */
  options: Record<string, string | undefined>;
}

/** One call of the module. */
export interface Call {
  /** What the list of problems calls the input. */
  source: string;
  /** The inputs by name, each as JSON. */
  inputs: Record<string, string>;
}

export interface Command {
  summary: string;
  /** The files it takes, as in its usage. */
  usage: string;
  /** How many files it takes. */
  files: { least: number; most: number };
  options: Record<string, Option>;
  /** The function of the module that answers; without one, `text` does. */
  function?: (given: Arguments) => string;
  /** What `--format` takes; text and json by default. */
  formats?: string[];
  /** The calls that the arguments ask for. */
  calls?: (given: Arguments) => Call[];
  text?: (given: Arguments) => string;
  /** Examples, for the help. */
  examples: string[];
}

/** The options that say what is known beside a request. */
const contextOptions: Record<string, Option> = {
  "recipe-type": { value: "FILE", description: "the details of the recipe type" },
  dataset: { value: "FILE", description: "the details of the dataset" },
  batches: { value: "FILE", description: "a list of batches, to find the previous batch in" },
  "previous-batch": { value: "FILE", description: "the details of the previous batch" },
  "sub-recipe-types": { value: "FILE", description: "an array of the recipe types of recipe nodes" },
};

/** Each command by its name. */
export const commands: Record<string, Command> = {
  validate: {
    summary: "check requests that create, validate or edit a batch",
    usage: "FILE…",
    files: { least: 1, most: Infinity },
    options: {
      ...contextOptions,
      edit: { description: "the files are requests that edit a batch" },
    },
    function: ({ options }) => (options["edit"] === undefined ? "validateBatch" : "readEditRequest"),
    calls: ({ files, options }) => {
      const context = contextOf(options);
      return files.map((file) => ({ source: nameOf(file), inputs: { request: textOf(file), ...context } }));
    },
    examples: ["validate request.json", "validate --dataset dataset.json - <request.json"],
  },
  schema: {
    summary: "print the JSON Schema of a document, or the names of all",
    usage: "[NAME]",
    files: { least: 0, most: 1 },
    options: {},
    text: ({ files }) => schema(files[0]),
    examples: ["schema", "schema batch-definition"],
  },
};

/** What a file is called in messages. */
function nameOf(file: string): string {
  return file === "-" ? "stdin" : file;
}

/** The content of a file, or of the standard input for `-`. */
function contentOf(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw new Failure(`${nameOf(file)} cannot be read: ${(error as Error).message}`);
  }
}

/** A file as an input whose problems are told with line and column. */
function textOf(file: string): string {
  return JSON.stringify(contentOf(file));
}

/** A file as a part of a larger input. */
function jsonOf(file: string): string {
  const content = contentOf(file);
  try {
    JSON.parse(content);
  } catch (error) {
    throw new Failure(`${nameOf(file)} is not JSON: ${(error as Error).message}`);
  }
  return content;
}

/** The input `context` from its options; nothing when none is given. */
function contextOf(options: Arguments["options"]): { context?: string } {
  const parts = Object.keys(contextOptions).flatMap((name) => {
    const file = options[name];
    return file === undefined ? [] : [`"${name.replaceAll("-", "_")}":${jsonOf(file)}`];
  });
  return parts.length === 0 ? {} : { context: `{${parts.join(",")}}` };
}

function schema(name: string | undefined): string {
  const folder = new URL("../../schemas/", import.meta.url);
  const { names } = JSON.parse(readFileSync(new URL("index.json", folder), "utf8")) as { names: string[] };
  if (name === undefined) return `${names.join("\n")}\n`;
  if (!names.includes(name)) {
    throw new Failure(`There is no schema "${name}".${didYouMean(name, names)}`, "schema");
  }
  return readFileSync(new URL(`${name}.schema.json`, folder), "utf8");
}
