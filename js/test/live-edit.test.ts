/** What the running server answers to edits, through WebAssembly. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  BatchValidator,
  editRequest,
  readConfiguration,
  readEditRequest,
  type EditBatchRequest,
} from "scale-batch";

import { assertDifferences, cases, type Case, type Json, type JsonObject } from "./live.js";

const validator = new BatchValidator();
const fields = ["title", "description", "configuration"] as const;

/** What can be edited of a batch, out of its details. */
function state(batch: Json | undefined): JsonObject {
  const details = batch as JsonObject;
  return Object.fromEntries(fields.map((field) => [field, details[field] ?? null]));
}

/** The configuration as the library reads it: without what the server keeps and has no use for. */
function configuration(value: unknown): unknown {
  const { document, errors } = readConfiguration(value as object);
  assert.deepEqual(errors, []);
  return document;
}

/** Checks that a request makes one state of a batch out of another. */
function assertEdits(before: JsonObject, request: EditBatchRequest, after: JsonObject, id: string): void {
  const edited = { ...before, ...request };
  assert.equal(edited["title"], after["title"], id);
  assert.equal(edited["description"], after["description"], id);
  assert.deepEqual(configuration(edited["configuration"]), configuration(after["configuration"]), id);
}

/** Whether what the request asks for cannot be decided without the dataset of the batch. */
function needsTheDataset(request: string): boolean {
  const { unchecked } = validator.validateDocument("edit_request", request);
  return unchecked.some(({ name, needs }) => name === "INVALID_INPUT_MAP" && needs === "dataset");
}

/** Why the library disagrees with the server, if it does. */
function difference({ id, input, expect }: Case): string | undefined {
  const request = typeof input["text"] === "string" ? input["text"] : JSON.stringify(input["request"]);
  const { document, errors, warnings } = readEditRequest(request);
  const fails = warnings.some(({ name }) => name === "SERVER_ERROR_LIKELY");
  switch (expect["status"]) {
    case 404: // Whether there is such a batch is the server's to know.
      return undefined;
    case 500:
      return document === null || fails ? undefined : "taken, but the server fails";
    case 400:
      return document === null || needsTheDataset(request) ? undefined : "taken, but the server refuses it";
    case 204:
      if (document === null) return `refused: ${errors[0]?.description}`;
      assert.ok(!fails, `${id}: a false alarm`);
      assertEdits(state(input["batch"]), document, expect["after"] as JsonObject, id);
      return undefined;
    default:
      assert.fail(`${id}: ${JSON.stringify(expect)}`);
  }
}

test("edits are read as the server reads them", () => {
  const all = cases("edit");
  assert.equal(all.length, 139);
  const found = new Map<string, string>();
  for (const one of all) {
    const said = difference(one);
    if (said !== undefined) found.set(one.id, said);
  }
  assertDifferences("edit", found);
});

test("an edit asks for what changed", () => {
  let asked = 0;
  for (const { id, input, expect } of cases("edit")) {
    if (expect["after"] === undefined) continue;
    const before = state(input["batch"]);
    const after = expect["after"] as JsonObject;
    const { request, errors, warnings } = editRequest({ before, after });
    assert.deepEqual(errors, [], id);
    assert.ok(
      warnings.every(({ path }) => path.includes("/inputMap/")),
      id,
    );
    assert.deepEqual(Object.keys(request ?? {}).sort(), [...(expect["changed"] as string[])].sort(), id);
    assertEdits(before, request ?? {}, after, id);
    if (request !== null) asked += 1;
  }
  assert.ok(asked > 60, `${asked} edits`);
});

test("a configuration that was taken away is cleared", () => {
  const { request } = editRequest({ before: { configuration: { priority: 5 } }, after: {} });
  assert.deepEqual(request, { configuration: { version: "7" } });
});
