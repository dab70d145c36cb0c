/** Reports as text: the same as the command line prints. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { prettyPrint, validateBatch, type ValidationReport } from "scale-batch";

/** Calls any function of the core, as the public functions do. */
const { call } = (await import(new URL("../../dist/esm/engine.js", import.meta.url).href)) as {
  call: (name: string, inputs: Record<string, unknown>) => ValidationReport & { text: string };
};

const text = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

test("a report is printed as the command prints it", () => {
  const rows = text("tests/data/every-problem.jsonl").trim().split("\n");
  const inputs = rows
    .map((row) => JSON.parse(row) as { function: string; input: Record<string, unknown> })
    .filter((row) => row.function === "validateBatch")
    .map(({ input }) => input);
  inputs.push({ request: text("examples/requests/ten-mistakes.json") });
  inputs.push({ request: '{"\\u001b[2J\\u202e\\n": 1, "title": "\\t\\ud83d\\ude00"}' });
  let printed = 0;
  for (const input of inputs) {
    const whole = call("validateBatch", { ...input, print: { source: "batch.json" } });
    const shown = prettyPrint(whole, { source: "batch.json" });
    // The command goes on with a summary and an estimate, and writes notes between them for what is not JSON.
    const isNotJson = whole.errors.some(({ params }) => "cause" in params && params.cause === "NOT_JSON");
    if (isNotJson) continue;
    for (const line of shown.split("\n"))
      assert.ok(whole.text.split("\n").includes(line), `${line}\n${whole.text}`);
    printed += shown.split("\n").length;
  }
  assert.ok(printed > 50, `${printed} lines`);
});

test("a document of the context is named, and a report without problems is empty", () => {
  const broken = { dataset: { id: 1, definition: { parameters: 5 } } as object };
  const report = validateBatch({ recipe_type_id: 1, definition: { dataset: 1 } }, broken);
  assert.match(
    prettyPrint(report, { source: "a.json" }),
    /^dataset: error INVALID_DATASET_DEFINITION at \/definition/,
  );
  assert.equal(prettyPrint(validateBatch({ recipe_type_id: 1, definition: { dataset: 1 } })), "");
});
