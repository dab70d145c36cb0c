/**
 * Imports go one way: each room of ARCHITECTURE.md knows only the rooms above it, and no files import each other in a
 * circle, not even for types. `tests/architecture/` proves the same of the crate.
 */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { posix } from "node:path";
import { test } from "node:test";

import ts from "typescript";

/** For each file, the files that it imports. */
type Imports = Map<string, string[]>;

const root = new URL("../../../", import.meta.url);

/** The TypeScript files below a folder by their paths, such as `js/src/engine.ts`. */
function sourcesOf(folder: string): Map<string, string> {
  const names = readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" });
  const files = names.map((name) => posix.join(folder, name.replaceAll("\\", "/")));
  const sources = files.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts")).sort();
  return new Map(sources.map((file) => [file, readFileSync(new URL(file, root), "utf8")]));
}

/** `import type` and `import("…")` count too; packages do not. */
function importsOf(sources: Map<string, string>): Imports {
  return new Map(
    [...sources].map(([file, text]) => {
      const { importedFiles } = ts.preProcessFile(text, true, true);
      const relative = importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith("."));
      const paths = relative.map((name) => posix.join(posix.dirname(file), name.replace(/\.js$/, ".ts")));
      return [file, [...new Set(paths)]];
    }),
  );
}

/** The files on a shortest way, both ends included. */
function way(imports: Imports, from: string, to: string): string[] | undefined {
  const ways = [[from]];
  const seen = new Set<string>();
  for (const files of ways) {
    const last = files[files.length - 1] ?? from;
    if (last === to) return files;
    for (const next of imports.get(last) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...files, next]);
    }
  }
  return undefined;
}

/** For each import in a circle the shortest circle that it is in, each once. */
function circlesOf(imports: Imports): string[] {
  const circles = new Set<string>();
  for (const [file, imported] of imports) {
    for (const other of imported) {
      const back = way(imports, other, file);
      if (back === undefined) continue;
      const first = back.indexOf([...back].sort()[0] ?? file);
      const circle = [...back.slice(first), ...back.slice(0, first)];
      circles.add([...circle, circle[0]].join(" -> "));
    }
  }
  return [...circles];
}

/** The rooms of a prefix in their order: the paths of a row are one room. */
function roomsOf(architecture: string, prefix: string): string[][] {
  const rows = architecture.split("\n").filter((line) => line.startsWith("| `"));
  const paths = rows.map((row) =>
    [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, path]) => path ?? ""),
  );
  return paths
    .map((room) => room.filter((path) => path.startsWith(prefix)))
    .filter((room) => room.length > 0);
}

function roomOf(rooms: string[][], file: string): number {
  return rooms.findIndex((room) =>
    room.some((path) => (path.endsWith("/") ? file.startsWith(path) : file === path)),
  );
}

/** The imports from a room further down. */
function upward(rooms: string[][], imports: Imports): string[] {
  return [...imports].flatMap(([file, imported]) =>
    imported
      .filter((other) => roomOf(rooms, file) < roomOf(rooms, other))
      .map((other) => `${file} imports ${other}, of a room below`),
  );
}

const architecture = readFileSync(new URL("ARCHITECTURE.md", root), "utf8");
const rooms = roomsOf(architecture, "js/src/");

test("every file of the package is in a room, and every room has files", () => {
  const files = [...sourcesOf("js/src").keys()];
  assert.deepEqual(
    files.filter((file) => roomOf(rooms, file) < 0),
    [],
  );
  const used = new Set(files.map((file) => roomOf(rooms, file)));
  assert.deepEqual(
    rooms.filter((_, number) => !used.has(number)),
    [],
  );
});

test("each room knows only the rooms above it", () => {
  assert.deepEqual(upward(rooms, importsOf(sourcesOf("js/src"))), []);
});

for (const folder of ["js/src", "js/test", "js/demo/src", "js/bench/src"]) {
  test(`no files of ${folder} import each other in a circle`, () => {
    const imports = importsOf(sourcesOf(folder));
    assert.ok(imports.size > 0);
    assert.deepEqual(circlesOf(imports), []);
  });
}

test("an upward import and a circle are found", () => {
  const imports = importsOf(
    new Map([
      ["js/src/a.ts", 'import type { B } from "./inner/b.js";\nexport * from "node:fs";'],
      ["js/src/inner/b.ts", 'export { c } from "../c.js";\n// import "../d.js";'],
      ["js/src/c.ts", 'import { d } from "./d.js";\nconst a = await import("./a.js");'],
      ["js/src/d.ts", "export const d = 1;"],
    ]),
  );
  assert.deepEqual(circlesOf(imports), ["js/src/a.ts -> js/src/inner/b.ts -> js/src/c.ts -> js/src/a.ts"]);
  const table = "| room | holds |\n| `js/src/d.ts`, `js/src/c.ts` | |\n| `src/d.rs` | |\n| `js/src/` | |";
  assert.deepEqual(upward(roomsOf(table, "js/src/"), imports), [
    "js/src/c.ts imports js/src/a.ts, of a room below",
  ]);
});
