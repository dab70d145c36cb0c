import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { readConfiguration, readDefinition, validateBatch, version, type BatchDefinition } from "scale-batch";

interface Case {
  id: string;
  input: { kind: "definition" | "configuration"; document: object };
  expect: { accepted?: boolean };
}

const data = new URL("../../../tests/data/", import.meta.url);

test("agrees with the server on every case of structure.jsonl", () => {
  const lines = readFileSync(new URL("structure.jsonl", data), "utf8").trim().split("\n");
  for (const line of lines) {
    const { id, input, expect } = JSON.parse(line) as Case;
    const read = input.kind === "definition" ? readDefinition : readConfiguration;
    for (const given of [input.document, JSON.stringify(input.document)]) {
      assert.equal(read(given as BatchDefinition).errors.length === 0, expect.accepted ?? false, id);
    }
  }
  assert.equal(lines.length, 250);
});

test("reports every problem with its location", () => {
  const text = '{\n  "recipe_type_id": "208",\n  "definition": {"datset": 5},\n  "supersedes": true\n}';
  const report = validateBatch(text);
  assert.equal(report.is_valid, false);
  assert.deepEqual(
    report.errors.map(({ name, path, line, column }) => [name, path, line, column]),
    [
      ["INVALID_REQUEST", "/recipe_type_id", 2, 3],
      ["INVALID_BATCH_DEFINITION", "/definition/datset", 3, 18],
    ],
  );
  assert.equal(report.warnings[0]?.name, "MISPLACED_FIELD");
  const fromObject = validateBatch(
    JSON.parse(text) as { recipe_type_id: number; definition: BatchDefinition },
  );
  assert.equal(fromObject.errors[0]?.line, undefined);
});

test("reads a document with its defaults", () => {
  assert.deepEqual(readDefinition({ dataset: 5 }).document, { dataset: 5, supersedes: true });
  assert.deepEqual(readConfiguration({ priority: 100 }).document, { priority: 100 });
});

test("knows its version", () => {
  const file = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  assert.equal(version(), (JSON.parse(file) as { version: string }).version);
});
