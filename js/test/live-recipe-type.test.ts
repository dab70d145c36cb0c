/** What the running server said of recipe types, given what a client can fetch from it; through WebAssembly. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { checkRecipe, diffRecipes, type Problem } from "scale-batch";

import { assertDifferences, cases, type Case, type JsonObject } from "./live.js";

const [documents, ...asked] = cases("recipe-type");
const served = documents?.input as Record<string, Record<string, JsonObject>>;
const job_type_revisions = Object.values(served["job_type_revisions"] ?? {});
const revisions = Object.values(served["revisions"] ?? {});

const names = (problems: readonly Problem[]): Set<string> => new Set(problems.map(({ name }) => name));

/** The warnings that the server gives too. */
const ofTheServer = ["MISMATCHED_MEDIA_TYPES", "REPROCESS_WARNING"];

/** What the library says that disagrees with the server, if anything does. */
function difference({ input, expect }: Case): string | undefined {
  const { name, definition } = input["request"] as { name?: string; definition: JsonObject };
  const saved = served["recipe_types"]?.[`/v6/recipe-types/${name}/`];
  const report = checkRecipe({ definition: definition as never, name, saved, job_type_revisions, revisions });
  const [errors, warnings] = [names(report.errors), names(report.warnings)];
  if (expect["status"] === 500) {
    const said = errors.size > 0 || warnings.has("SERVER_ERROR_LIKELY");
    return said || !report.is_complete ? undefined : "nothing is said, but the server fails";
  }
  const theirs = expect["warnings"] as string[];
  if (expect["is_valid"] === true) {
    if (errors.size > 0) return `refused: ${report.errors[0]?.description}`;
    if (warnings.has("SERVER_ERROR_LIKELY")) return "a false alarm";
    if (!report.is_complete) return "everything is known, but something is unchecked";
    const ours = ofTheServer.filter((warning) => warnings.has(warning));
    if (ours.join() !== [...new Set(theirs)].sort().join()) return `warnings: ${ours.join()}`;
  } else {
    const [error = ""] = expect["errors"] as string[];
    const structural = errors.has("INVALID_RECIPE_DEFINITION");
    const said: Record<string, boolean> = {
      JOB_TYPE_DOES_NOT_EXIST: !report.is_complete,
      INVALID_DEFINITION: structural,
      INVALID_DEFINITION_JSON:
        structural || report.warnings.some(({ params }) => "server" in params && params.server === error),
    };
    if (!(said[error] ?? errors.has(error))) return `no ${error}`;
    if (!theirs.every((warning) => warnings.has(warning))) return `warnings: ${[...warnings].join()}`;
  }
  const diff = expect["diff"] as { can_be_reprocessed: boolean; nodes: JsonObject } | undefined;
  if (diff === undefined) return undefined;
  const ours = diffRecipes({ previous: saved?.["definition"] as never, current: definition as never });
  if (ours.errors !== undefined) return `no diff: ${ours.errors[0]?.description}`;
  const nodes = Object.entries(ours.diff.nodes).map(([node, { status }]) => [node, status] as const);
  assert.deepEqual(Object.fromEntries(nodes), diff.nodes);
  return ours.diff.can_be_reprocessed === diff.can_be_reprocessed ? undefined : "can_be_reprocessed";
}

test("recipe types agree with the server", () => {
  assert.equal(asked.length, 210);
  const found = new Map<string, string>();
  for (const one of asked) {
    const differs = difference(one);
    if (differs !== undefined) found.set(one.id, differs);
  }
  assertDifferences("recipe-type", found);
});
