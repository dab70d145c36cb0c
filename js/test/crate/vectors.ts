/** The documents of `tests/data`, and requests with their contexts. */
import { readFileSync } from "node:fs";

import type { Vector } from "./differences.js";

type Json = Record<string, unknown>;

const data = new URL("../../../../tests/data/", import.meta.url);

function inputs(name: string): [input: Json, line: Json][] {
  const lines = readFileSync(new URL(`${name}.jsonl`, data), "utf8")
    .trim()
    .split("\n");
  return lines.map((line) => {
    const json = JSON.parse(line) as Json;
    return [json["input"] as Json, json];
  });
}

/** A document that may be missing from the vectors. */
function optional(reader: "readBatch" | "readDataset" | "readRecipeType", document: unknown): Vector[] {
  return document == null ? [] : [{ reader, document }];
}

function ofValidation(): Vector[] {
  return inputs("batch-validate").flatMap(([input]) => {
    const { recipe_type, dataset, previous_batch, definition, configuration, sub_recipe_types } = input;
    const context = {
      recipe_type: recipe_type ?? null,
      dataset: dataset ?? null,
      batches: previous_batch == null ? [] : [previous_batch],
      sub_recipe_types: Object.values((sub_recipe_types ?? {}) as Json),
    };
    const request = { recipe_type_id: (recipe_type as Json | null)?.["id"], definition, configuration };
    return [
      { request, context },
      { request: JSON.stringify(request, null, 2), context },
      ...optional("readRecipeType", recipe_type),
      ...optional("readDataset", dataset),
      ...optional("readBatch", previous_batch),
    ];
  });
}

function ofStructure(): Vector[] {
  return inputs("structure").flatMap(([{ kind, document }]) => {
    const reader = kind === "definition" ? "readDefinition" : "readConfiguration";
    return [
      { reader, document },
      { reader, document: JSON.stringify(document, null, 2) },
    ];
  });
}

function ofEveryProblem(): Vector[] {
  const readers = [
    "readDefinition",
    "readConfiguration",
    "readEditRequest",
    "readCreateRequest",
    "readBatch",
  ];
  const known = ["recipe_type", "dataset", "batches", "revisions", "sub_recipe_types"];
  return inputs("every-problem").flatMap(([input, line]): Vector[] => {
    const reader = readers.find((reader) => reader === line["function"]);
    if (reader !== undefined) return [{ reader, document: Object.values(input)[0] } as Vector];
    const { request, context = {}, ...others } = input;
    const isKnown = Object.keys(context as Json).every((name) => known.includes(name));
    const isPlain = request !== undefined && Object.keys(others).length === 0 && isKnown;
    return isPlain && line["function"] === "validateBatch" ? [{ request, context: context as Json }] : [];
  });
}

export const VECTORS: readonly Vector[] = [
  ...ofValidation(),
  ...ofStructure(),
  ...ofEveryProblem(),
  ...inputs("comparison").map(([{ batches }]): Vector => ({ reader: "readBatches", document: batches })),
];
