/** Documents as a client has them: instances of its classes, with dates of a library and keys of its own. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  BatchValidator,
  diffRecipes,
  readBatch,
  validateBatch,
  withoutEmptyFields,
  type Node,
} from "scale-batch";

/** As moment has it: methods on the prototype, its insides in fields, and a toJSON. */
class Moment {
  _isAMomentObject = true;
  _d: Date;
  constructor(text: string) {
    this._d = new Date(text);
  }
  toJSON(): string {
    return this._d.toISOString();
  }
}

/** As models in an application are made of what the server answers. */
class Model {
  created_display = "yesterday";
  created: Moment | null = null;
  constructor(document: object) {
    Object.assign(this, document);
    this.created = new Moment("2020-01-01T00:00:00.000Z");
  }
}
class RecipeType extends Model {}
class Dataset extends Model {}
class Batch extends Model {}
/** Its type does not tell what it has. */
const untyped = (model: Model): object => model;

const parse = (revision: number): Node => ({
  dependencies: [],
  input: {},
  node_type: { node_type: "job", job_type_name: "p", job_type_version: "1", job_type_revision: revision },
});
const files = { files: [{ name: "SCENE" }] };
const definition = { input: files, nodes: { parse: parse(2) } };
const recipe_type = { id: 208, name: "r", revision_num: 2, definition };
const dataset = { id: 1, definition: { parameters: files }, files_per_parameter: { SCENE: 3 } };
const batch = {
  id: 7,
  title: "June",
  root_batch: { id: 7 },
  recipe_type: { id: 208 },
  recipe_type_rev: {
    created: "2020-01-01T00:00:00.000Z",
    recipe_type: { id: 208 },
    revision_num: 1,
    definition: { input: files, nodes: { parse: parse(1) } },
  },
  is_creation_done: true,
  recipes_total: 4,
};

/** The same documents, all of them made by classes. */
const models = {
  recipe_type: untyped(new RecipeType({ ...recipe_type, definition: new Model(definition) })),
  dataset: untyped(new Dataset(dataset)),
  batches: [untyped(new Batch({ ...batch, recipe_type_rev: new Model(batch.recipe_type_rev) }))],
};
const plain = { recipe_type, dataset, batches: [batch] };
const fromFiles = { recipe_type_id: 208, definition: { dataset: 1 } };
const again = { recipe_type_id: 208, definition: { previous_batch: { root_batch_id: 7 } } };

test("what classes make is read as the plain objects that they are", () => {
  for (const request of [fromFiles, again]) {
    const report = validateBatch(request, plain);
    assert.deepEqual(validateBatch(request, models), report);
    // A request is read as strictly as ever.
    const [first] = validateBatch(new Model(request) as object as typeof request, plain).errors;
    assert.ok(first?.name === "INVALID_REQUEST");
    assert.equal(first.params.field, "created_display");
    const asked = { toJSON: () => request };
    assert.deepEqual(validateBatch(asked as never, { toJSON: () => models } as never), report);
  }
  assert.equal(validateBatch(fromFiles, models).recipes_estimated, 3);
  assert.equal(readBatch(models.batches[0] as object).document?.created, "2020-01-01T00:00:00.000Z");
  const diff = diffRecipes({ previous: definition, current: new Class(definition) as typeof definition });
  assert.deepEqual(diff.errors ?? diff.copy, ["parse"]);
});

test("a validator holds what its context gave, in whatever way it came", () => {
  class Context {
    readonly #parts: object;
    constructor(parts: object) {
      this.#parts = parts;
    }
    toJSON(): object {
      return this.#parts;
    }
  }
  for (const context of [models, new Class(models), new Context(models) as object]) {
    const validator = new BatchValidator(context);
    assert.equal(validator.validate(fromFiles).recipes_estimated, 3);
    assert.deepEqual(validator.setContext(new Context({ dataset: null }) as object).errors, []);
    assert.equal(validator.validate(again).recipes_estimated, 4);
    assert.notDeepEqual(validator.validate(fromFiles).unchecked, []);
    validator.free();
  }
});

test("a promise in a context is named as one, and the request is not blamed", () => {
  const report = validateBatch(fromFiles, { ...plain, dataset: Promise.resolve(dataset) as object });
  const said = [...report.errors, ...report.warnings].filter(
    ({ params }) => params["document"] === "dataset",
  );
  assert.match(said[0]?.description ?? "", /a Promise: await it first/);
  assert.equal(
    report.unchecked.some(({ needs }) => needs === "dataset"),
    true,
  );
});

test("a date is a value of a form, and no part of it", () => {
  const started = new Moment("2020-01-01T00:00:00Z");
  assert.deepEqual(withoutEmptyFields({ started, order: "", page: new Class({ size: null }) }), { started });
});

/** A plain object of a class. */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- that it has nothing of its own is the point
class Class {
  constructor(fields: object) {
    Object.assign(this, fields);
  }
}
