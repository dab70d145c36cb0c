/** The schemas in draft-07 say the same as those in draft 2020-12, by ajv's judgement. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";

const folder = new URL("../../dist/schemas/", import.meta.url);
const data = new URL("../../../tests/data/", import.meta.url);
const json = (file: string, from: URL): object =>
  JSON.parse(readFileSync(new URL(file, from), "utf8")) as object;

const options = { strict: true, strictTypes: false, validateFormats: false } as const;
const files = readdirSync(folder).filter((file) => file.endsWith(".schema.json"));
const schemas = new Map(
  files.map((file) => [
    file.replace(".schema.json", ""),
    {
      newer: new Ajv2020(options).compile(json(file, folder)),
      older: new Ajv(options).compile(json(`draft-07/${file}`, folder)),
    },
  ]),
);

interface Case {
  id: string;
  input: { kind: string; document: object };
  expect: { accepted?: boolean };
}

test("every schema has its draft-07", () => {
  assert.ok(schemas.size > 20);
  assert.deepEqual(readdirSync(new URL("draft-07/", folder)).sort(), files.sort());
});

test("both drafts accept the same documents", () => {
  const lines = readFileSync(new URL("structure.jsonl", data), "utf8").trim().split("\n");
  let accepted = 0;
  for (const line of lines) {
    const { id, input, expect } = JSON.parse(line) as Case;
    const schema = schemas.get(`batch-${input.kind}`);
    assert.ok(schema !== undefined);
    assert.equal(schema.older(input.document), expect.accepted ?? false, id);
    assert.equal(schema.newer(input.document), expect.accepted ?? false, id);
    accepted += expect.accepted === true ? 1 : 0;
  }
  assert.ok(accepted > 20 && accepted < lines.length - 20, "cases of both kinds");

  // Every document of the API's documentation against every schema: most fit none but their own.
  let fits = 0;
  for (const file of readdirSync(new URL("seed/", data)).filter((name) => name.endsWith(".json"))) {
    const document = json(`seed/${file}`, data);
    for (const [name, { newer, older }] of schemas) {
      assert.equal(older(document), newer(document), `${file} as ${name}`);
      fits += newer(document) ? 1 : 0;
    }
  }
  assert.ok(fits > 5);
});
