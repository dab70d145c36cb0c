/** The JSON Schemas, which are files of the package. */
import { readFileSync } from "node:fs";

import { callFull } from "../engine.js";
import type { Failed } from "../generated/documents.js";
import { didYouMean, Failure } from "./failure.js";

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
export function schema(name: string | undefined, format: string | undefined): string {
  const { names } = index();
  if (name === undefined) return format === "json" ? compact({ names }) : `${names.join("\n")}\n`;
  if (!names.includes(name)) {
    throw new Failure(`There is no schema "${name}".${didYouMean(name, names)}`, "schema");
  }
  return format === "json" ? compact(JSON.parse(fileOf(name))) : fileOf(name);
}

/** The result for a line: the schema that it names, the names of all if it names none, or its problems. */
export function schemaOfLine(line: string): string {
  const { names } = index();
  const chosen: { name: string | null; errors?: never } | Failed = callFull("schemaName", { line, names });
  if (chosen.errors !== undefined) return JSON.stringify(chosen);
  return JSON.stringify(chosen.name === null ? { names } : JSON.parse(fileOf(chosen.name)));
}
