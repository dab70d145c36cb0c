/** The JSON Schemas, which are files of the package. */
import { readFileSync } from "node:fs";

import type { Failed } from "../generated/documents.js";
import { Failure } from "./failure.js";
import { callText } from "./module.js";
import { didYouMean } from "./suggestion.js";

const folder = new URL("../../schemas/", import.meta.url);

/** The names of all schemas: the file that lists them, `{"names": […]}`. */
function index(): { names: string[] } {
  return JSON.parse(readFileSync(new URL("index.json", folder), "utf8")) as { names: string[] };
}

function fileOf(name: string): string {
  return readFileSync(new URL(`${name}.schema.json`, folder), "utf8");
}

/** JSON on one line. */
function compact(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

/** What `schema [NAME]` prints. */
export function text(name: string | undefined, format: string | undefined): string {
  const { names } = index();
  if (name === undefined) return format === "json" ? compact({ names }) : `${names.join("\n")}\n`;
  if (!names.includes(name)) {
    throw new Failure(`There is no schema "${name}".${didYouMean(name, names)}`, "schema");
  }
  return format === "json" ? compact(JSON.parse(fileOf(name))) : fileOf(name);
}

/** The result for a line: the schema that it names, the names of all if it names none, or its problems. */
export function resultOfLine(line: string): string {
  const { names } = index();
  const result = callText("schemaName", JSON.stringify({ line, names }));
  const chosen = JSON.parse(result) as { name: string | null; errors?: never } | Failed;
  if (chosen.errors !== undefined) return result;
  return JSON.stringify(chosen.name === null ? { names } : JSON.parse(fileOf(chosen.name)));
}
