/** Documents in a few words. */
import { readDataset, readSubRecipeTypes } from "scale-batch";

import { isObject, valueAt, worded, type Json } from "../pointer.js";
import type { Part } from "../session.js";
import { batchesIn, rootIds } from "./chains.js";

/** The name of a document for a list, and a short description. */
export function describeDocument(part: Part, document: object): { name: string; about: string } {
  const value = document as Json;
  switch (part) {
    case "recipe_type": {
      const nodes = count(valueAt(value, "/definition/nodes"));
      const revision = valueAt(value, "/revision_num");
      return {
        name: titleOf(value, "recipe type"),
        about: joined(revision !== undefined && `revision ${worded(revision)}`, plural(nodes, "node")),
      };
    }
    case "revisions": {
      const revisions = readSubRecipeTypes(document).document ?? [];
      const names = new Set(revisions.map(({ name }) => name));
      return { name: plural(revisions.length, "revision"), about: [...names].join(", ") };
    }
    case "dataset": {
      const counts = readDataset(document).document?.files_per_parameter;
      const number = counts && Object.values(counts).reduce((sum, count) => sum + count, 0);
      return {
        name: titleOf(value, "dataset"),
        about: joined(
          valueAt(value, "/id") !== undefined && `id ${worded(valueAt(value, "/id"))}`,
          typeof number === "number" && plural(number, "file"),
        ),
      };
    }
    case "batches": {
      const batches = batchesIn(document);
      const chains = rootIds(document);
      return {
        name: plural(batches.length, "batch", "batches"),
        about: joined(plural(batches.length, "batch", "batches"), `root ${chains.join(", ")}`),
      };
    }
  }
}

function titleOf(value: Json, otherwise: string): string {
  const title = valueAt(value, "/title") ?? valueAt(value, "/name") ?? valueAt(value, "/id");
  return title === undefined || title === null ? otherwise : worded(title);
}

function count(value: Json | undefined): number {
  return isObject(value) ? Object.keys(value).length : 0;
}

function joined(...texts: (string | false)[]): string {
  return texts.filter((text) => text !== false).join(" · ");
}

/** A number with its noun. */
export function plural(number: number, noun: string, nouns = `${noun}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? noun : nouns}`;
}
