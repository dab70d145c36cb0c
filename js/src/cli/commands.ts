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

const diffOptions: Record<string, Option> = {
  "forced-nodes": { value: "FILE", description: "the forced nodes" },
  "sub-recipe-types": { value: "FILE", description: "an array of the recipe types of recipe nodes" },
};

const recipeOptions: Record<string, Option> = {
  interfaces: { value: "FILE", description: "what the types of the nodes declare, by node" },
  "sub-recipe-types": { value: "FILE", description: "an array of the recipe types of recipe nodes" },
};

/** The formats of a diff that are drawings for other programs. */
const drawnFormats = ["mermaid", "dot"];

function isDrawn(format: string | undefined): boolean {
  return format !== undefined && drawnFormats.includes(format);
}

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
  estimate: {
    summary: "tell how many recipes a request creates, and why",
    usage: "FILE…",
    files: { least: 1, most: Infinity },
    options: contextOptions,
    function: () => "estimateRecipes",
    calls: ({ files, options }) => {
      const context = contextOf(options);
      return files.map((file) => ({ source: nameOf(file), inputs: { request: textOf(file), ...context } }));
    },
    examples: ["estimate --recipe-type type.json --dataset dataset.json request.json"],
  },
  recipe: {
    summary: "check recipe definitions, or those in the details of recipe types",
    usage: "FILE…",
    files: { least: 1, most: Infinity },
    options: recipeOptions,
    function: () => "checkRecipe",
    calls: ({ files, options }) => {
      const known = documentsOf(recipeOptions, options);
      return files.map((file) => ({
        source: nameOf(file),
        inputs: { document: textOf(file), ...known },
      }));
    },
    examples: ["recipe definition.json", "recipe recipe-type.json"],
  },
  diff: {
    summary: "show what a re-processing does between two recipe definitions",
    usage: "PREVIOUS CURRENT",
    files: { least: 2, most: 2 },
    options: diffOptions,
    function: ({ options }) => (isDrawn(options["format"]) ? "drawDiff" : "diffRecipes"),
    formats: ["text", "json", ...drawnFormats],
    calls: ({ files, options }) => {
      const { format } = options;
      const drawn = isDrawn(format) ? { format: JSON.stringify(format) } : {};
      return [{ source: files.map(nameOf).join(" → "), inputs: { ...diffOf(files, options), ...drawn } }];
    },
    examples: ["diff previous.json current.json", "diff --format mermaid previous.json current.json"],
  },
  explain: {
    summary: "say why a node runs again, or why it does not",
    usage: "PREVIOUS CURRENT NODE",
    files: { least: 3, most: 3 },
    options: diffOptions,
    function: () => "explainNode",
    calls: ({ files: [previous = "", current = "", node = ""], options }) => [
      { source: node, inputs: { ...diffOf([previous, current], options), node: JSON.stringify(node) } },
    ],
    examples: ["explain --forced-nodes forced.json previous.json current.json report"],
  },
  compare: {
    summary: "compare batches: details, lists, or the server's comparison",
    usage: "FILE…",
    files: { least: 1, most: Infinity },
    options: {
      baseline: {
        value: "ID",
        description: "what to compare with: previous (the default), root, or a batch",
      },
    },
    function: ({ options }) => (options["format"] === "csv" ? "comparisonCsv" : "compareBatches"),
    formats: ["text", "json", "csv"],
    calls: ({ files, options: { baseline } }) => [
      {
        source: files.map(nameOf).join(", "),
        inputs: {
          documents: `[${files.map(jsonOf).join(",")}]`,
          ...(baseline === undefined ? {} : { options: JSON.stringify({ baseline: baselineOf(baseline) }) }),
        },
      },
    ],
    examples: ["compare batch-104.json batch-105.json", "compare --format csv comparison.json"],
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

/** The inputs of a diff from its files and options. */
function diffOf([previous = "", current = ""]: string[], options: Arguments["options"]): Call["inputs"] {
  return { previous: textOf(previous), current: textOf(current), ...documentsOf(diffOptions, options) };
}

/** The documents among the options, by the name of their input. */
function documentsOf(known: Record<string, Option>, options: Arguments["options"]): Call["inputs"] {
  const inputs: Call["inputs"] = {};
  for (const name of Object.keys(known)) {
    const file = options[name];
    if (file !== undefined) inputs[name.replaceAll("-", "_")] = jsonOf(file);
  }
  return inputs;
}

/** A word, or the id of a batch. */
function baselineOf(text: string): string | number {
  return /^\d+$/.test(text) ? Number(text) : text;
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
