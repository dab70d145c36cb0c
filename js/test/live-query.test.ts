/** What the running server answers to list queries, through WebAssembly: the first line is its batches. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { buildListQuery, parseDuration, readListQuery, type BatchListQuery } from "scale-batch";

import { assertDifferences, cases, type Case, type JsonObject } from "./live.js";

const [set, ...all] = cases("query");
const batches = set?.input["batches"] as JsonObject[];
const now = `${set?.input["now"] as string}T12:00:00Z`;

/** A time in microseconds: the batches differ by less than a millisecond. */
function microseconds(text: string): number {
  const [, whole, fraction = ""] = /^(.*?)(?:\.(\d+))?Z$/.exec(text) ?? [];
  return Date.parse(`${String(whole)}Z`) * 1000 + Number(fraction.padEnd(6, "0"));
}

function momentOf(text: string): number {
  if (!text.startsWith("P")) return microseconds(text);
  const duration = parseDuration(text) as { microseconds: number };
  return microseconds(now) - duration.microseconds;
}

const list = <T>(values: T | readonly T[] | undefined): readonly T[] =>
  values === undefined ? [] : Array.isArray(values) ? (values as readonly T[]) : [values as T];
const id = (batch: JsonObject, object: string): number => (batch[object] as { id: number }).id;

/** Whether the server shows a batch, by the library's reading of the query. */
function shows(batch: JsonObject, query: BatchListQuery): boolean {
  const modified = microseconds(batch["last_modified"] as string);
  const recipeTypes = list(query.recipe_type_id);
  const roots = list(query.root_batch_id);
  return (
    (query.started === undefined || modified >= momentOf(query.started)) &&
    (query.ended === undefined || modified <= momentOf(query.ended)) &&
    (query.is_creation_done === undefined || batch["is_creation_done"] === query.is_creation_done) &&
    (query.is_superseded === undefined || batch["is_superseded"] === query.is_superseded) &&
    (recipeTypes.length === 0 || recipeTypes.includes(id(batch, "recipe_type"))) &&
    (roots.length === 0 || roots.includes(id(batch, "root_batch")))
  );
}

/** Which page is shown, of what; `undefined` where there is no such page. */
function find(query: BatchListQuery): { shown: JsonObject[]; size: number; hasNext: boolean } | undefined {
  const shown = batches.filter((batch) => shows(batch, query));
  const size = query.page_size ?? 100;
  const last = Math.max(1, Math.ceil(shown.length / size));
  const page = query.page === "last" ? last : (query.page ?? 1);
  if (page > last) return undefined;
  const onPage = page < last ? size : shown.length - (page - 1) * size;
  return { shown, size: onPage, hasNext: page < last };
}

/** Why the library disagrees with the server, if it does. */
function difference({ input, expect }: Case): string | undefined {
  const text = input["query"] as string;
  const { document, errors, warnings } = readListQuery(text, { now });
  const fails = warnings.some(({ name }) => name === "SERVER_ERROR_LIKELY");
  switch (expect["status"]) {
    case 500:
      return document === null || fails ? undefined : "taken, but the server fails";
    case 400:
      return document === null ? undefined : "taken, but the server refuses it";
    case 404: // Whether there is a page is for the server to say.
      return document === null || find(document) === undefined ? undefined : "found, but there is no page";
    case 200: {
      if (document === null) return `refused: ${String(errors[0]?.description)}`;
      assert.ok(!fails, `${text}: a false alarm`);
      const found = find(document);
      assert.equal(found?.shown.length, expect["count"], text);
      assert.equal(found?.hasNext, expect["next"], text);
      const ids = expect["ids"] as number[];
      assert.equal(found?.size, ids.length, text);
      const known = found.shown.map((batch) => batch["id"]);
      assert.ok(
        ids.every((one) => known.includes(one)),
        text,
      );
      // What is written says the same.
      const written = buildListQuery(document, { now }).query_string;
      assert.deepEqual(readListQuery(written ?? "?", { now }).document, document, text);
      return undefined;
    }
    default:
      assert.fail(`${text}: ${JSON.stringify(expect)}`);
  }
}

test("queries are read as the server reads them", () => {
  assert.equal(all.length, 265);
  const found = new Map<string, string>();
  for (const one of all) {
    const said = difference(one);
    if (said !== undefined) found.set(one.id, said);
  }
  assertDifferences("query", found);
});

test("the present decides whether a range ends before it begins", () => {
  const ahead = "2999-01-01T00:00:00Z";
  assert.equal(readListQuery(`started=${ahead}&ended=PT0S`).errors[0]?.path, "/ended");
  assert.equal(buildListQuery({ started: ahead, ended: "PT0S" }).query_string, null);
  const later = new Date("2999-01-01T00:01:00Z");
  assert.deepEqual(readListQuery(`started=${ahead}&ended=PT0S`, { now: later }).errors, []);
  const invalid = readListQuery("", { now: new Date(Number.NaN) });
  assert.equal(invalid.errors[0]?.document, "now");
});

test("an offset is written in UTC, and an id too large for JavaScript finds nothing either", () => {
  const { query_string } = buildListQuery({ started: "2015-01-01T00:00:00-05:00" });
  assert.equal(query_string, "started=2015-01-01T05%3A00%3A00Z");
  const { document } = readListQuery("root_batch_id=99999999999999999999");
  assert.deepEqual(document?.root_batch_id, [Number.MAX_SAFE_INTEGER]);
});
