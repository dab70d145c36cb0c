/** The documents that the examples of the documentation speak of: those of examples/story. */
import { readFileSync } from "node:fs";

import type { CreateBatchRequest, ForcedNodes, RecipeDefinition } from "scale-batch";

function read<Document = object>(name: string): Document {
  const file = new URL(`../../../examples/story/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Document;
}

export const recipe_type = read("recipe-type");
export const dataset = read("dataset");
export const sub_recipe_types = read<object[]>("sub-recipe-types");
export const revisions = [read("revision-4")];
export const batches = read<object[]>("batches");
export const batch = batches.at(-1) ?? {};
export const previous = read<RecipeDefinition>("previous-definition");
export const current = read<RecipeDefinition>("current-definition");
export const definition = current;
export const forced_nodes = read<ForcedNodes>("forced-nodes");
export const request = read<CreateBatchRequest>("from-a-dataset");
