/** Prints what the library returns; with an argument, after everything that objects inherit was tampered with. */
import * as scaleBatch from "scale-batch";

import { failuresOfEntries } from "./hostile-entries.js";
import { failuresWith } from "./hostile.js";

const { keys } = Object;
const { stringify } = JSON;

/** Names that documents, options, results, descriptors, errors and this package give to fields. */
const NAMES = [
  ...[
    "cause",
    "configurable",
    "context",
    "dataset",
    "definition",
    "description",
    "document",
    "enumerable",
    "errors",
  ],
  ...[
    "fix",
    "foreign",
    "get",
    "held",
    "input",
    "issues",
    "keys",
    "length",
    "limits",
    "message",
    "name",
    "now",
    "options",
  ],
  ...[
    "order",
    "origin",
    "parts",
    "path",
    "recipe_type",
    "request",
    "separator",
    "set",
    "style",
    "text",
    "title",
  ],
  ...["value", "writable", "wrong"],
];

/** Calls of every kind, with and without mistakes. */
function results(): unknown[] {
  const request = { recipe_type_id: 208, definition: { datset: 5 }, configuration: {} };
  const context = { dataset: { id: 6, definition: {} }, batches: [] };
  const validator = new scaleBatch.BatchValidator(context);
  const schema = scaleBatch.createRequestSchema.withContext(validator);
  const { errors } = scaleBatch.validateBatch(request as never, context, {});
  return [
    errors,
    scaleBatch.toAjvErrors(errors),
    errors.map((problem) => [scaleBatch.missingField(problem), scaleBatch.translate(problem, {})]),
    validator.validate({ recipe_type_id: 208, definition: { dataset: 5 } }),
    validator.setContext({ dataset: { id: 5 } }),
    validator.validateDocument("definition", { dataset: 5 }),
    schema["~standard"].validate({ recipe_type_id: 208, definition: { dataset: 6 } }),
    schema.forForm()["~standard"].validate({ title: "", definition: { dataset: "" } }),
    scaleBatch.withoutEmptyFields({ title: "", value: 1, get: { set: "" } }),
    scaleBatch.definitionSchema["~standard"].jsonSchema.input({ target: "draft-07" }),
    scaleBatch.formatDuration({ microseconds: 1_000_000 }),
    scaleBatch.readListQuery("started=2020-01-01T00:00:00Z", {}).errors,
    scaleBatch.compareBatches({ batches: [{ id: 1 }, { id: 2 }] }),
    failuresWith(scaleBatch),
    failuresOfEntries(scaleBatch),
  ];
}

const isPolluted = process.argv.length > 2;
if (isPolluted) {
  for (const name of NAMES) {
    Object.defineProperty(Object.prototype, name, {
      __proto__: null,
      configurable: true,
      enumerable: true,
      get: () => "polluted",
      set: () => {
        throw new Error(`${name} was set`);
      },
    } as PropertyDescriptor);
  }
  for (const prototype of [Object.prototype, Array.prototype]) {
    for (const name of ["toJSON", "then"]) {
      Object.defineProperty(prototype, name, {
        __proto__: null,
        configurable: true,
        enumerable: true,
        writable: true,
        value: () => "polluted",
      } as PropertyDescriptor);
    }
  }
}
let all: unknown;
try {
  all = results();
} catch (error) {
  all = `threw ${String((error as Error).stack)}`;
}
for (const prototype of [Object.prototype, Array.prototype]) {
  for (const name of keys(prototype)) Reflect.deleteProperty(prototype, name);
}
process.stdout.write(stringify(all, null, 1));
