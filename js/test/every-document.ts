/** Every document of tests/data and examples/, with the name of the schema that describes it. */
import { readdirSync, readFileSync } from "node:fs";

/** A document, and where it stands. */
export interface KnownDocument {
  schema: string;
  where: string;
  document: object;
}

type Json = Record<string, unknown>;

interface Case {
  id: string;
  input: Json;
  expect: unknown;
}

const root = new URL("../../../", import.meta.url);
const text = (file: string): string => readFileSync(new URL(file, root), "utf8");
const cases = (file: string): Case[] =>
  text(`tests/data/${file}.jsonl`)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Case);

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];

/** The schema of each input of a case by its name; `*` where the input has several. */
const INPUTS: Record<string, string> = {
  accepting: "interface",
  batch: "batch",
  batches: "batch*",
  configuration: "batch-configuration",
  connecting: "interface",
  current: "recipe-definition",
  dataset: "dataset",
  forced_nodes: "forced-nodes",
  previous: "recipe-definition",
  previous_batch: "batch",
  recipe_type: "recipe-type",
  recipe_types: "recipe-type*",
  revisions: "sub-recipe-type*",
  sub_recipe_types: "sub-recipe-type*",
};

/** The files whose inputs differ from that. */
const OF_FILE: Record<string, Record<string, string>> = {
  "batch-validate": { definition: "batch-definition" },
  "live/create": { request: "create-batch-request" },
  "live/edit": { request: "edit-batch-request" },
  "live/query": {},
  "live/recipe-type": {},
  "live/validate": { request: "validate-batch-request" },
  "recipe-validate": { definition: "recipe-definition" },
  comparison: {},
  diff: {},
  "interface-connection": {},
  verdicts: {},
};

/** Documents that are files: the schema of those whose path begins so. */
const FILES: readonly (readonly [string, string])[] = [
  ["examples/recipe-types/current/", "recipe-type"],
  ["examples/recipe-types/previous/", "recipe-type"],
  ["examples/requests/edit-of-the-definition", "edit-batch-request"],
  ["examples/requests/ten-mistakes", "create-batch-request"],
  ["examples/story/batches", "batch*"],
  ["examples/story/current-definition", "recipe-definition"],
  ["examples/story/dataset", "dataset"],
  ["examples/story/forced-nodes", "forced-nodes"],
  ["examples/story/from-a-dataset", "create-batch-request"],
  ["examples/story/from-pairs", "create-batch-request"],
  ["examples/story/pairs-dataset", "dataset"],
  ["examples/story/pairs-recipe-type", "recipe-type"],
  ["examples/story/previous-definition", "recipe-definition"],
  ["examples/story/re-process", "create-batch-request"],
  ["examples/story/recipe-type", "recipe-type"],
  ["examples/story/revision-4", "sub-recipe-type"],
  ["examples/story/sub-recipe-types", "sub-recipe-type*"],
  ["tests/data/seed/batch-comparison", "comparison"],
  ["tests/data/seed/batch-create-from-previous-response", "batch"],
  ["tests/data/seed/batch-create-response", "batch"],
  ["tests/data/seed/batch-details", "batch"],
  ["tests/data/seed/batch-list", "batch-list"],
  ["tests/data/seed/configuration", "batch-configuration"],
  ["tests/data/seed/create-from-previous-request", "create-batch-request"],
  ["tests/data/seed/create-request", "create-batch-request"],
  ["tests/data/seed/definition", "batch-definition"],
  ["tests/data/seed/edit-request", "edit-batch-request"],
  ["tests/data/seed/validate-request", "validate-batch-request"],
];

/** The only file of the examples that is no JSON. */
const NOT_JSON = "examples/requests/not-json.json";

export function everyDocument(): KnownDocument[] {
  const documents: KnownDocument[] = [];
  const add = (schema: string, where: string, value: unknown): void => {
    const isSeveral = schema.endsWith("*");
    for (const document of isSeveral ? list(value) : [value]) {
      if (isObject(document)) documents.push({ schema: schema.replace("*", ""), where, document });
    }
  };
  for (const { id, input } of cases("structure")) {
    add(`batch-${String(input["kind"])}`, id, input["document"]);
  }
  for (const { id, expect } of cases("comparison")) add("comparison", id, expect);
  for (const [file, own] of Object.entries(OF_FILE)) {
    for (const { id, input } of cases(file)) {
      for (const [name, value] of Object.entries(input)) {
        const schema = own[name] ?? INPUTS[name];
        if (schema !== undefined) add(schema, `${file} ${id}`, value);
      }
    }
  }
  const folders = new Set(FILES.map(([start]) => start.slice(0, start.lastIndexOf("/") + 1)));
  for (const folder of folders) {
    for (const name of readdirSync(new URL(folder, root)).filter((name) => name.endsWith(".json"))) {
      const file = folder + name;
      if (file === NOT_JSON) continue;
      const schema = FILES.find(
        ([start]) => file === `${start}.json` || (start.endsWith("/") && file.startsWith(start)),
      );
      if (schema === undefined) throw new Error(`Say in test/every-document.ts what ${file} is.`);
      add(schema[1], file, JSON.parse(text(file)));
    }
  }
  return documents;
}
