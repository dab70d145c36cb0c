/** The commands: the arguments that each takes, and the function of the module that it calls. */
import { Failure } from "./failure.js";
import { checkedTextOf, nameOf, textOf } from "./files.js";

/** An option that takes a value, unless `value` is missing. */
export interface Option {
  value?: string;
  description: string;
}

/** The arguments of a command: files in order, and options by name. */
export interface Arguments {
  files: string[];
  /** The given options; one without a value is the empty string. */
  options: Record<string, string | undefined>;
}

/** One call of the module. */
export interface Call {
  /** The name of the input in the list of problems. */
  source: string;
  /** The names of other files in that list, by the name of their input. */
  sources?: Record<string, string>;
  /** The inputs by name, each as JSON. */
  inputs: Record<string, string>;
}

export type Command = Usage & (ByModule | ByFiles);

interface Usage {
  summary: string;
  /** The files that it takes, as shown in its usage. */
  usage: string;
  /** How many files it takes. */
  files: { least: number; most: number };
  options: Record<string, Option>;
  /** The values of `--format`, the default first. */
  formats: string[];
  /** What a line holds with `--lines`. */
  line: string;
  /** Examples, for the help. */
  examples: string[];
}

/** A command that calls a function of the module. */
interface ByModule {
  function: (given: Arguments) => string;
  /** The calls that the arguments result in. */
  calls: (given: Arguments) => Call[];
}

/** A command that prints files of the package. */
interface ByFiles {
  load: () => Promise<{
    text: (name: string | undefined, format: string | undefined) => string;
    resultOfLine: (line: string) => string;
  }>;
}

/** The options for the context of a request. */
const contextOptions: Record<string, Option> = {
  "recipe-type": { value: "FILE", description: "the details of the recipe type" },
  dataset: { value: "FILE", description: "the details of the dataset" },
  batches: { value: "FILE", description: "a list of batches that has the previous batch" },
  "previous-batch": { value: "FILE", description: "the details of the previous batch" },
  revisions: { value: "FILE", description: "an array of revisions of recipe types" },
  "sub-recipe-types": { value: "FILE", description: "the former name of --revisions" },
  "recipe-types": {
    value: "FILE",
    description: "an array of the details of the recipe types that recipe nodes run",
  },
};

const diffOptions: Record<string, Option> = {
  "forced-nodes": { value: "FILE", description: "the forced nodes" },
  revisions: {
    value: "FILE",
    description: "an array of revisions of recipe types, to show what is inside recipe nodes",
  },
  "sub-recipe-types": { value: "FILE", description: "the former name of --revisions" },
};

/** The options for documents that a recipe definition is checked against. */
const recipeDocuments: Record<string, Option> = {
  interfaces: { value: "FILE", description: "the interfaces of the nodes, by node" },
  "job-type-revisions": { value: "FILE", description: "an array of revisions of job types" },
  revisions: { value: "FILE", description: "an array of revisions of recipe types" },
  "sub-recipe-types": { value: "FILE", description: "the former name of --revisions" },
  saved: { value: "FILE", description: "the recipe type as saved: its details or a revision" },
};

const recipeOptions: Record<string, Option> = {
  ...recipeDocuments,
  name: { value: "NAME", description: "the name of the recipe type" },
};

const textOrJson = ["text", "json"];

/** The formats of a diff that other programs draw. */
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
      edit: { description: "check requests that edit a batch" },
    },
    formats: textOrJson,
    line: '{"request": …, "context": {"recipe_type": …, "dataset": …, "batches": …}}',
    function: ({ options }) => (options["edit"] === undefined ? "validateBatch" : "readEditRequest"),
    calls: requestCalls,
    examples: ["validate request.json", "validate --dataset dataset.json - <request.json"],
  },
  estimate: {
    summary: "estimate how many recipes a request creates, and explain why",
    usage: "FILE…",
    files: { least: 1, most: Infinity },
    options: contextOptions,
    formats: textOrJson,
    line: '{"request": …, "context": {"recipe_type": …, "dataset": …}}',
    function: () => "estimateRecipes",
    calls: requestCalls,
    examples: ["estimate --recipe-type type.json --dataset dataset.json request.json"],
  },
  recipe: {
    summary: "check recipe definitions, or those in the details of recipe types",
    usage: "FILE…",
    files: { least: 1, most: Infinity },
    options: recipeOptions,
    formats: textOrJson,
    line: '{"definition": …, "job_type_revisions": …, "revisions": …, "name": "NAME", "saved": …, "interfaces": …}',
    function: () => "checkRecipe",
    calls: ({ files, options }) => {
      const { name } = options;
      const named = name === undefined ? {} : { name: JSON.stringify(name) };
      const others = filesOf(recipeDocuments, options);
      const [sources, known] = [mapped(others, nameOf), mapped(others, textOf)];
      return files.map((file) => ({
        source: nameOf(file),
        sources,
        inputs: { document: textOf(file), ...named, ...known },
      }));
    },
    examples: [
      "recipe definition.json",
      "recipe recipe-type.json",
      "recipe --saved recipe-type.json --job-type-revisions job-types.json definition.json",
    ],
  },
  diff: {
    summary:
      "show what re-processing does between two revisions or definitions, or according to the server's diff",
    usage: "PREVIOUS CURRENT, or DIFF: the server's diff or validation response",
    files: { least: 1, most: 2 },
    options: diffOptions,
    function: ({ options }) => (isDrawn(options["format"]) ? "drawDiff" : "diffRecipes"),
    formats: [...textOrJson, ...drawnFormats],
    line: '{"previous": …, "current": …, "forced_nodes": …, "revisions": …}, or "diff" for both definitions',
    calls: ({ files, options }) => {
      const { format } = options;
      const drawn = isDrawn(format) ? { format: JSON.stringify(format) } : {};
      return [diffOf(files, options, drawn)];
    },
    examples: [
      "diff previous.json current.json",
      "diff --format mermaid previous.json current.json",
      "diff validation-response.json",
    ],
  },
  explain: {
    summary: "explain why a node runs again, or why it does not",
    usage: "PREVIOUS CURRENT NODE, or DIFF NODE: the server's diff or validation response",
    files: { least: 2, most: 3 },
    options: diffOptions,
    formats: textOrJson,
    line: '{"previous": …, "current": …, "node": "NAME", "forced_nodes": …, "revisions": …}, or "diff" for both definitions',
    function: () => "explainNode",
    calls: ({ files, options }) => [
      diffOf(files.slice(0, -1), options, { node: JSON.stringify(files.at(-1)) }),
    ],
    examples: [
      "explain --forced-nodes forced.json previous.json current.json report",
      "explain validation-response.json report",
    ],
  },
  compare: {
    summary: "compare batches: details, lists, or the server's comparison",
    usage: "FILE…",
    files: { least: 1, most: Infinity },
    options: {
      baseline: {
        value: "ID",
        description: "the batch to compare with: previous (the default), root or an id",
      },
      spreadsheet: {
        description: "with --format csv: write names so that a spreadsheet takes none for a formula",
      },
    },
    function: ({ options }) => (options["format"] === "csv" ? "comparisonCsv" : "compareBatches"),
    formats: [...textOrJson, "csv"],
    line: '{"batches": […], "options": {"baseline": …}}, or "comparison" for "batches"',
    calls: ({ files, options: { baseline, format, spreadsheet } }) => [
      {
        source: files.map(nameOf).join(", "),
        sources: Object.fromEntries(files.map((file, number) => [`${number}`, nameOf(file)])),
        inputs: {
          documents: `[${files.map(checkedTextOf).join(",")}]`,
          ...(baseline === undefined ? {} : { options: JSON.stringify({ baseline: baselineOf(baseline) }) }),
          ...(spreadsheet === undefined ? {} : forSpreadsheet(format)),
        },
      },
    ],
    examples: ["compare batch-104.json batch-105.json", "compare --format csv comparison.json"],
  },
  schema: {
    summary: "print the JSON Schema of a document, or the names of all schemas",
    usage: "[NAME]",
    files: { least: 0, most: 1 },
    options: {},
    formats: textOrJson,
    line: '{"name": "NAME"}',
    load: () => import("./schemas.js"),
    examples: ["schema", "schema batch-definition"],
  },
};

function forSpreadsheet(format: string | undefined): Call["inputs"] {
  if (format !== "csv") throw new Failure("The option --spreadsheet needs --format csv.", "compare --help");
  return { spreadsheet: "true" };
}

/** A call for each request, with the context from the options. */
function requestCalls({ files, options }: Arguments): Call[] {
  const others = filesOf(contextOptions, options);
  const sources = mapped(others, nameOf);
  const parts = Object.entries(mapped(others, textOf)).map(([name, text]) => `"${name}":${text}`);
  const context = parts.length === 0 ? {} : { context: `{${parts.join(",")}}` };
  return files.map((file) => ({
    source: nameOf(file),
    sources,
    inputs: { request: textOf(file), ...context },
  }));
}

/** The call that compares two files, or reads the diff in one; `others` are its other inputs. */
function diffOf(
  [first = "", current]: string[],
  options: Arguments["options"],
  others: Call["inputs"],
): Call {
  const documents: Record<string, string> =
    current === undefined ? { diff: first } : { previous: first, current };
  const files = { ...documents, ...filesOf(diffOptions, options) };
  return {
    source: Object.values(documents).map(nameOf).join(" → "),
    sources: mapped(files, nameOf),
    inputs: { ...mapped(files, textOf), ...others },
  };
}

/** The files given as options, by the name of their input. */
function filesOf(known: Record<string, Option>, options: Arguments["options"]): Record<string, string> {
  const files: Record<string, string> = {};
  for (const option of Object.keys(known)) {
    const file = options[option];
    if (file !== undefined) files[option.replaceAll("-", "_")] = file;
  }
  return files;
}

/** The result of `make` for each file, by the name of its input. */
function mapped(files: Record<string, string>, make: (file: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, file]) => [name, make(file)]));
}

/** A word, or the id of a batch. */
function baselineOf(text: string): string | number {
  if (text === "previous" || text === "root") return text;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Failure(
    `The baseline must be previous, root or the id of a batch, but it is "${text}".`,
    "compare --help",
  );
}
