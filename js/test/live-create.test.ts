/** What a batch really creates is what the running server created from it, through WebAssembly. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { validateBatch, type BatchContext, type Estimate, type ValidationReport } from "scale-batch";

import { assertDifferences, cases, type Case, type Json, type JsonObject } from "./live.js";

type Compare = (what: string, ours: unknown, servers: unknown) => void;

/** The report on the request of a case, with its documents; the previous batch is in a page or stands alone. */
function report({ input }: Case, previous: "batches" | "batch"): ValidationReport {
  const { recipe_type, dataset, revisions, recipe_types } = input;
  const batch = previous === "batches" ? { batches: input["batches"] } : { previous_batch: input["batch"] };
  const context = { recipe_type, dataset, revisions, recipe_types, ...batch };
  return validateBatch(JSON.stringify(input["request"]), context as BatchContext);
}

/** The params of the warning of a name. */
function warning(report: ValidationReport, name: string): Record<string, unknown> | undefined {
  return report.warnings.find((warning) => warning.name === name)?.params;
}

/** What the report says otherwise than the server did. */
function differences({ input, expect }: Case, report: ValidationReport): string[] {
  const found: string[] = [];
  const compare: Compare = (what, ours, servers) => {
    if (JSON.stringify(ours) !== JSON.stringify(servers))
      found.push(`${what}: ${JSON.stringify(ours)} instead of ${JSON.stringify(servers)}`);
  };
  const fails = warning(report, "SERVER_ERROR_LIKELY") !== undefined;
  if (expect["status"] === 500) {
    compare("the server fails", fails || !report.is_valid, true);
    return found;
  }
  const validation = expect["validation"] as JsonObject;
  compare("valid", report.is_valid, validation["is_valid"]);
  compare("unchecked", report.unchecked, []);
  if (validation["is_valid"] === false) {
    const names = report.errors.map(({ name }) => name as string);
    for (const name of validation["errors"] as string[]) compare(name, names.includes(name), true);
    return found;
  }
  compare("the server fails", fails, false);
  const figure = warning(report, "SERVER_ESTIMATE_DIFFERS")?.["server"] ?? report.recipes_estimated;
  compare("estimate", figure, validation["recipes_estimated"]);
  if ("earlier_recipes" in input) return found;
  assert.ok(report.estimate);
  if ("dataset" in input) compareCreation(expect, report, report.estimate, compare);
  else compareReprocessing(expect, report, report.estimate, compare);
  return found;
}

/** A batch of files: every recipe counts. */
function compareCreation(
  expect: JsonObject,
  report: ValidationReport,
  estimate: Estimate,
  compare: Compare,
): void {
  const total = Number(expect["top_level"]) + Number(expect["sub_recipes"]);
  const created = estimate.if_all_new ?? -1;
  compare("top level", estimate.creation?.top_level, expect["top_level"]);
  if (!(estimate.if_all_new_is_upper_bound && total <= created)) compare("created", created, total);
  compare("nothing", warning(report, "NOTHING_WILL_BE_CREATED") !== undefined, total === 0);
  const differs = warning(report, "CREATED_COUNT_DIFFERS");
  compare("another number", differs !== undefined, created !== estimate.recipes_estimated && created > 0);
  if (differs !== undefined) compare("created as warned", differs["created"], created);
}

/** A batch that re-processes: its recipes come again, unless its recipe type is inactive. */
function compareReprocessing(
  expect: JsonObject,
  report: ValidationReport,
  estimate: Estimate,
  compare: Compare,
): void {
  const isNothing = expect["top_level"] === 0;
  compare("nothing", warning(report, "NOTHING_WILL_BE_CREATED") !== undefined, isNothing);
  compare("created", estimate.if_all_new, isNothing ? 0 : null);
  const lost = warning(report, "SUB_RECIPES_NOT_CREATED");
  const failed = expect["message_errors"] as Json[];
  compare("because", lost?.["because"], failed.length === 0 ? undefined : "NEW_RECIPE_NODE");
}

test("creates what the server creates", () => {
  const found = new Map<string, string>();
  for (const one of cases("create")) {
    for (const previous of ["batches", "batch"] as const) {
      const told = differences(one, report(one, previous));
      if (told.length > 0) found.set(one.id, told.join("; "));
    }
  }
  assertDifferences("create", found);
});
