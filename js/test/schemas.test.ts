/** The schemas load in the default settings of the validators that people use, and say what the readers say. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import fastify from "@fastify/ajv-compiler";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import {
  checkConnection,
  checkRecipe,
  compareBatches,
  readBatch,
  readBatchList,
  readConfiguration,
  readCreateRequest,
  readDataset,
  readDefinition,
  readEditRequest,
  readRecipeType,
  readSubRecipeTypes,
  validateBatch,
  type Problem,
} from "scale-batch";
import codeEditor, { type LanguageService, type TextDocument } from "vscode-json-languageservice";

import { everyDocument } from "./every-document.js";

type Validate = ((document: unknown) => boolean) & { errors?: unknown };

const folder = new URL("../../dist/schemas/", import.meta.url);
const schema = (file: string): object =>
  JSON.parse(readFileSync(new URL(`${file}.schema.json`, folder), "utf8")) as object;
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".schema.json"))
  .map((file) => file.replace(".schema.json", ""));

/** What a validator has to say of a schema while it compiles it. */
const complaints: string[] = [];
const logger = {
  log: (said: unknown) => complaints.push(String(said)),
  warn: (said: unknown) => complaints.push(String(said)),
  error: (said: unknown) => complaints.push(String(said)),
};
const inAjv = (name: string): Validate => new Ajv2020({ logger }).compile(schema(name));
const inAjvOfDraft07 = (name: string): Validate => new Ajv({ logger }).compile(schema(`draft-07/${name}`));
const inFastify = (name: string): Validate => {
  const compile = fastify()({}, { customOptions: { logger } });
  return compile({
    schema: schema(`draft-07/${name}`),
    method: "POST",
    url: "/",
    httpPart: "body",
  }) as Validate;
};

test("every schema compiles in default settings, and none is complained of", () => {
  assert.ok(names.length >= 30);
  for (const name of names) {
    for (const compile of [inAjv, inAjvOfDraft07, inFastify]) {
      assert.doesNotThrow(() => compile(name), name);
      assert.deepEqual(complaints, [], name);
    }
  }
});

const STRUCTURAL = [
  "INVALID_BATCH_CONFIGURATION",
  "INVALID_BATCH_DEFINITION",
  "INVALID_DATASET_DEFINITION",
  "INVALID_RECIPE_DEFINITION",
  "INVALID_REQUEST",
  "INVALID_RESPONSE",
];
const isStructural = ({ name }: Problem): boolean => STRUCTURAL.includes(name);

/** The structural errors of a document, by the name of its schema. */
const READERS: Record<string, (document: never) => readonly Problem[]> = {
  batch: (document) => readBatch(document).errors,
  "batch-configuration": (document) => readConfiguration(document).errors,
  "batch-definition": (document) => readDefinition(document).errors,
  "batch-list": (document) => readBatchList(document).errors,
  comparison: (document) => compareBatches({ comparison: document }).errors,
  "create-batch-request": (document) => readCreateRequest(document).errors,
  dataset: (document) => readDataset(document).errors,
  "edit-batch-request": (document) => readEditRequest(document).errors,
  "forced-nodes": (document) => readDefinition({ forced_nodes: document }).errors,
  interface: (document) => checkConnection({ accepting: document, connecting: {} }).errors,
  "recipe-definition": (document) => checkRecipe({ definition: document }).errors,
  "recipe-type": (document) => readRecipeType(document).errors,
  "sub-recipe-type": (document) => readSubRecipeTypes([document]).errors,
  "validate-batch-request": (document) => validateBatch(document).errors,
};
const isAccepted = (name: string, document: object): boolean => {
  const read = READERS[name];
  assert.ok(read !== undefined, `Say in test/schemas.test.ts what reads ${name}.`);
  return !read(document as never).some(isStructural);
};

const known = everyDocument();

test("schema and reader have one verdict on every document", () => {
  const validators = new Map(names.map((name) => [name, [inAjv(name), inAjvOfDraft07(name)]]));
  const accepted = new Set<string>();
  const refused = new Set<string>();
  for (const { schema: name, where, document } of known) {
    const isGood = isAccepted(name, document);
    for (const validate of validators.get(name) ?? []) {
      assert.equal(validate(document), isGood, `${where} as ${name}: ${JSON.stringify(validate.errors)}`);
    }
    (isGood ? accepted : refused).add(name);
  }
  assert.deepEqual([...accepted].sort(), Object.keys(READERS).sort());
  assert.ok(refused.size >= 5);
});

test("what Fastify lets through is read, and what it refuses is not", () => {
  // It changes documents: strings become numbers, and fields that it does not know are gone.
  const validators = new Map(names.map((name) => [name, inFastify(name)]));
  for (const { schema: name, where, document } of known) {
    const arrived = structuredClone(document);
    const isThrough = validators.get(name)?.(arrived);
    const isGood = isAccepted(name, isThrough === true ? arrived : document);
    assert.equal(isThrough, isGood, `${where} as ${name}`);
  }
});

const editor = (name: string): LanguageService => {
  const service = codeEditor.getLanguageService({});
  service.configure({ schemas: [{ uri: "urn:test", fileMatch: ["*.json"], schema: schema(name) }] });
  return service;
};
const opened = (text: string): TextDocument =>
  codeEditor.TextDocument.create("file:///open.json", "json", 1, text);

test("an editor underlines what the reader refuses, and nothing else", async () => {
  const editors = new Map(names.map((name) => [name, editor(name)]));
  for (const { schema: name, where, document } of known) {
    const service = editors.get(name);
    assert.ok(service !== undefined);
    const text = opened(JSON.stringify(document));
    const underlined = await service.doValidation(text, service.parseJSONDocument(text));
    // A deprecated field is told of, and not wrong.
    const wrong = underlined.filter(({ code }) => code !== codeEditor.ErrorCode.Deprecated);
    const said = wrong.map(({ message }) => JSON.stringify(message)).join(" ");
    assert.equal(said === "", isAccepted(name, document), `${where} as ${name}: ${said}`);
  }
});

/** What an editor offers at the bar. */
async function offered(name: string, text: string): Promise<string[]> {
  const service = editor(name);
  const document = opened(text.replace("|", ""));
  const position = document.positionAt(text.indexOf("|"));
  const list = await service.doComplete(document, position, service.parseJSONDocument(document));
  return (list?.items ?? []).map(({ label }) => label).sort();
}

test("an editor offers what belongs there, and nothing that has no effect", async () => {
  assert.deepEqual(await offered("create-batch-request", "{|}"), [
    "configuration",
    "definition",
    "description",
    "recipe_type_id",
    "title",
  ]);
  const forced = ["all", "nodes", "sub_recipes"];
  assert.deepEqual(await offered("create-batch-request", '{"definition": {"forced_nodes": {|}}}'), forced);
  assert.deepEqual(await offered("forced-nodes", "{|}"), forced);
  assert.deepEqual(await offered("batch-definition", "{|}"), [
    "dataset",
    "forced_nodes",
    "previous_batch",
    "supersedes",
  ]);
});

test("a file names its schema at the root, and nowhere else", () => {
  const $schema = "./batch-definition.schema.json";
  for (const name of ["batch-definition", "batch-configuration", "forced-nodes", "edit-batch-request"]) {
    assert.equal(inAjv(name)({ $schema }), true, name);
    assert.equal(inAjvOfDraft07(name)({ $schema }), true, name);
  }
  const { document, errors, warnings } = readDefinition({ $schema, dataset: 5 } as object);
  assert.deepEqual([errors, warnings], [[], []]);
  assert.deepEqual(document, { supersedes: true, dataset: 5 });
  const inside = { recipe_type_id: 1, definition: { $schema, dataset: 5 } };
  assert.deepEqual(
    readCreateRequest(inside as object as never).errors.map(({ path }) => path),
    ["/definition/$schema"],
  );
  assert.equal(inAjv("create-batch-request")(inside), false);
  assert.equal(readDefinition({ $schema: 1 } as object).errors.length, 1);
});

test("the largest integer is that of the reader", () => {
  const most = Number.MAX_SAFE_INTEGER;
  for (const dataset of [most, most + 1]) {
    const isGood = readDefinition({ dataset }).errors.length === 0;
    assert.equal(isGood, dataset === most);
    assert.equal(inAjv("batch-definition")({ dataset }), isGood);
  }
});
