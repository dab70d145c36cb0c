/** What the running server answers to requests, with documents as its REST API serves them, through WebAssembly. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";

import { validateBatch, type BatchContext, type ValidationReport } from "scale-batch";

import { isOfForms } from "./entry.js";
import { assertDifferences, cases, type Case, type Json, type JsonObject } from "./live.js";

const names = (problems: readonly { name: string }[]): Set<string> =>
  new Set(problems.map(({ name }) => name));
const strings = (list: Json | undefined): string[] => (Array.isArray(list) ? (list as string[]) : []);

/** The part of a diff that the server's answer and ours both tell. */
function toldBy(diff: JsonObject): unknown {
  const nameOf = (named: Json): string =>
    typeof named === "string" ? named : ((named as JsonObject)["name"] as string);
  const nodes = Object.entries(diff["nodes"] as JsonObject).map(([name, node]) => {
    const { status, reprocess_new_node, force_reprocess, changes } = node as JsonObject;
    return [name, status, reprocess_new_node, force_reprocess, (changes as Json[]).map(nameOf).sort()];
  });
  return {
    can_be_reprocessed: diff["can_be_reprocessed"],
    reasons: (diff["reasons"] as Json[]).map(nameOf),
    nodes: nodes.sort(([one], [other]) => ((one as string) < (other as string) ? -1 : 1)),
  };
}

/** How a report differs from what the server answered; `undefined` where it agrees. */
function difference({ input, expect }: Case, report: ValidationReport): string | undefined {
  const likely = report.warnings.filter(({ name }) => name === "SERVER_ERROR_LIKELY");
  const isUnchecked = (name: string): boolean => names(report.unchecked).has(name);
  if (expect["status"] === 400) return report.is_valid ? "400, but valid" : undefined;
  if (expect["status"] === 500) {
    const isSaid = !report.is_valid || likely.length > 0 || isUnchecked("UNKNOWN_DATASET");
    return isSaid ? undefined : "500, but no word of it";
  }
  const server = strings(expect["errors"]);
  if (server.includes("DUPLICATE_INPUT")) {
    const isSaid = likely.some(({ params }) => "server" in params && params.server === "DUPLICATE_INPUT");
    return isSaid ? undefined : "DUPLICATE_INPUT";
  }
  // The API cannot serve the dataset that decides.
  if (input["dataset_status"] !== undefined && server.every(isUnchecked)) return undefined;
  if (report.is_valid !== expect["is_valid"]) return report.is_valid ? "invalid there" : "valid there";
  if (report.is_valid && likely.length > 0) return "a false alarm";
  const missing = server.filter((name) => !names(report.errors).has(name));
  const unsaid = strings(expect["warnings"]).filter((name) => !names(report.warnings).has(name));
  if (missing.length + unsaid.length > 0) return `without ${[...missing, ...unsaid].join()}`;
  if (report.is_valid && !report.is_complete) return `unchecked: ${[...names(report.unchecked)].join()}`;
  const differs = report.warnings.find((warning) => warning.name === "SERVER_ESTIMATE_DIFFERS");
  const candidates = expect["acceptable_estimates"];
  if (candidates !== undefined) {
    if (!isDeepStrictEqual(differs?.params.candidates, candidates)) return "other candidates";
  } else if ((differs?.params.server ?? report.recipes_estimated) !== expect["recipes_estimated"]) {
    return `estimated ${JSON.stringify(expect["recipes_estimated"])} there, not ${String(report.recipes_estimated)}`;
  }
  const diff = expect["diff"];
  if (isOfForms) assert.ok(report.prev_batch == null || !("diff" in report.prev_batch));
  else if (diff !== undefined && diff !== null) {
    const ours = report.prev_batch?.diff as JsonObject | null | undefined;
    assert.ok(ours, "there is a diff");
    assert.deepEqual(toldBy(ours), toldBy(diff as JsonObject));
  }
  return undefined;
}

test("validation agrees with the running server on every case", () => {
  const all = cases("validate");
  assert.equal(all.length, 540);
  const found = new Map<string, string>();
  for (const live of all) {
    const { request, recipe_type, dataset, revisions, batches, batch } = live.input;
    for (const previous of [{ batches }, ...(batch === undefined ? [] : [{ previous_batch: batch }])]) {
      const context = { recipe_type, dataset, revisions, ...previous } as BatchContext;
      const report = validateBatch(request as never, context);
      const differs = difference(live, report);
      if (differs !== undefined) found.set(live.id, differs);
    }
  }
  assertDifferences("validate", found);
});
