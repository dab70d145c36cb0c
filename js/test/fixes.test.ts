/** Fixes, as the command line applies them too, and fields that the API does not know. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import {
  applyFix,
  checkRecipe,
  readConfiguration,
  readCreateRequest,
  validateBatch,
  withoutUnknownFields,
  type PatchOperation,
} from "scale-batch";

interface Case {
  name: string;
  document: string;
  fix: PatchOperation[];
  result: string | null;
}

const cases = readFileSync(new URL("../../../tests/data/fixes.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Case);

test("a fix changes what it changes in Rust", async (context) => {
  for (const { name, document, fix, result } of cases) {
    await context.test(name, () => {
      const before: unknown = JSON.parse(document);
      const after = applyFix(before, fix);
      assert.equal(JSON.stringify(after), result ?? document);
      assert.equal(JSON.stringify(before), document, "the document itself stays");
      if (result === null) assert.equal(after, before);
    });
  }
});

test("what does not change is shared", () => {
  const request = { recipe_type_id: 1, definition: { datset: 5 }, configuration: { inputMap: [{}] } };
  const fixed = applyFix(
    request,
    validateBatch(request as never).errors.find(({ path }) => path.endsWith("datset"))?.fix,
  );
  assert.deepEqual(fixed.definition, { dataset: 5 });
  assert.equal(fixed.configuration, request.configuration);
  assert.notEqual(fixed, request);
  assert.equal(applyFix(request, undefined), request);
  assert.equal(applyFix(request, []), request);
});

test("every fix of a report can be applied, in any order", () => {
  const request = JSON.parse(
    readFileSync(new URL("../../../examples/requests/ten-mistakes.json", import.meta.url), "utf8"),
  ) as object;
  const { errors, warnings } = validateBatch(request as never);
  const fixes = [...errors, ...warnings].map(({ fix }) => fix).filter((fix) => fix !== undefined);
  assert.ok(fixes.length > 3);
  const forwards = fixes.reduce(applyFix, request);
  const backwards = fixes.reduceRight(applyFix, request);
  assert.deepEqual(forwards, backwards);
  assert.ok(validateBatch(forwards as never).errors.length < errors.length);
});

test("a class with a toJSON is fixed as what it says", () => {
  class Definition {
    #dataset = "5";
    toJSON(): object {
      return { dataset: this.#dataset };
    }
  }
  const request = { recipe_type_id: 1, definition: new Definition() };
  const [problem] = validateBatch(request as never).errors;
  assert.deepEqual(applyFix<object>(request, problem?.fix), {
    recipe_type_id: 1,
    definition: { dataset: 5 },
  });
});

test("a document that throws when it is read stays as it is", () => {
  const revoked = Proxy.revocable([], {});
  revoked.revoke();
  const throwing = new Proxy({}, { ownKeys: () => assert.fail("read") });
  for (const document of [revoked.proxy, throwing, null, 5, "{}"]) {
    assert.equal(applyFix<unknown>(document, [{ op: "remove", path: "/a" }]), document);
    assert.equal(withoutUnknownFields<unknown>(document, readCreateRequest).document, document);
  }
});

test("an editor's own keys are taken out of a request, and a misspelt field is not", () => {
  const definition = { datset: 58, files_display: [1], supersedes: false, json_display: {} };
  const edited = { $ui: { open: true }, recipe_type_id: 208, definition };
  const { document, dropped } = withoutUnknownFields(edited, readCreateRequest);
  assert.deepEqual(document, {
    recipe_type_id: 208,
    definition: { datset: 58, supersedes: false },
  });
  assert.deepEqual(dropped, [
    { path: "/$ui", value: { open: true } },
    { path: "/definition/files_display", value: [1] },
    { path: "/definition/json_display", value: {} },
  ]);
  assert.equal(withoutUnknownFields(document, readCreateRequest).document, document);
});

test("what is tolerated in a row is taken out too", () => {
  const edited = { inputMap: [{ input: "SCENE", datasetParameter: "IMAGE", colour: "red" }] };
  const { document, dropped } = withoutUnknownFields(edited, readConfiguration);
  assert.deepEqual(document, { inputMap: [{ input: "SCENE", datasetParameter: "IMAGE" }] });
  assert.deepEqual(dropped, [{ path: "/inputMap/0/colour", value: "red" }]);
});

test("more fields than a report lists are taken out", () => {
  const own = Object.fromEntries(Array.from({ length: 2_500 }, (_, index) => [`$ui ${index}`, index]));
  const { document, dropped } = withoutUnknownFields({ dataset: 1, ...own }, (definition) =>
    readCreateRequest({ recipe_type_id: 1, definition }).errors.length > 0
      ? validateBatch({ recipe_type_id: 1, definition })
      : { errors: [], warnings: [] },
  );
  assert.equal(dropped.length, 0, "these paths lead into the request, not into the definition");
  assert.equal(Object.keys(document).length, 2_501);
  const request = withoutUnknownFields({ recipe_type_id: 1, definition: { dataset: 1 }, ...own }, (value) =>
    readCreateRequest(value),
  );
  assert.equal(request.dropped.length, 2_500);
  assert.deepEqual(request.document, { recipe_type_id: 1, definition: { dataset: 1 } });
});

test("a recipe editor's own keys are taken out of a definition", () => {
  const node_type = {
    node_type: "job",
    job_type_name: "parse",
    job_type_version: "1.0",
    job_type_revision: 1,
    icon: "gear",
  };
  const edited = {
    input: { files: [], json: [] },
    nodes: { parse: { dependencies: [], input: {}, node_type, disabled: false } },
  };
  const { document, dropped } = withoutUnknownFields(edited, (definition) => checkRecipe({ definition }));
  assert.deepEqual(dropped.map(({ path }) => path).sort(), [
    "/nodes/parse/disabled",
    "/nodes/parse/node_type/icon",
  ]);
  assert.deepEqual(checkRecipe({ definition: document as never }).errors, []);
});
