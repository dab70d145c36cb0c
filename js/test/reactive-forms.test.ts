/** The validator for Angular's Reactive Forms, with controls that do what Angular's do; browser/forms.test.ts has those. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { createRequestSchema, reactiveValidator, type ReactiveControl } from "scale-batch";

/** A control of a tree. */
class Control implements ReactiveControl {
  errors: { [name: string]: unknown } | null = null;
  readonly #controls: Record<string, Control>;
  #value: unknown;

  constructor(value: unknown, controls: Record<string, Control> = {}) {
    this.#value = value;
    this.#controls = controls;
  }

  get value(): unknown {
    const fields = Object.entries(this.#controls);
    return fields.length === 0
      ? this.#value
      : Object.fromEntries(fields.map(([name, control]) => [name, control.value]));
  }

  set value(value: unknown) {
    this.#value = value;
  }

  get([name, ...rest]: (string | number)[]): Control | null {
    const control = this.#controls[name as string];
    return control === undefined || rest.length === 0 ? (control ?? null) : control.get(rest);
  }

  setErrors(errors: { [name: string]: unknown } | null): void {
    this.errors = errors;
  }
}

const messages = ({ errors }: Control): string[] =>
  ((errors?.["scaleBatch"] ?? []) as { message: string }[]).map(({ message }) => message);

test("issues are at their controls, and go when they are mended", () => {
  const title = new Control("x".repeat(51));
  const dataset = new Control(null);
  const supersedes = new Control(true);
  const form = new Control(null, {
    title,
    recipe_type_id: new Control(208),
    definition: new Control(null, { supersedes, dataset }),
  });
  const validate = reactiveValidator(createRequestSchema.withContext({}).forForm());
  assert.equal(validate(form), null);
  assert.match(messages(title).join(), /51 characters/);
  assert.match(messages(dataset).join(), /names neither a dataset nor a previous batch/);
  assert.equal(supersedes.errors, null);

  dataset.value = 1;
  title.errors = { ...title.errors, required: true };
  title.value = "June";
  assert.equal(validate(form), null);
  assert.equal(dataset.errors, null);
  assert.deepEqual(title.errors, { required: true }, "what another validator found stays");
});

test("the controls may hold something else than the document", () => {
  const dataset = new Control("x");
  const form = new Control(null, { dataset });
  const requestIn = (values: { dataset: string }): object => ({
    recipe_type_id: 208,
    dataset: values.dataset,
    definition: { dataset: Number(values.dataset) },
  });
  const validate = reactiveValidator(createRequestSchema.forForm({ nan: "invalid" }), requestIn);
  assert.deepEqual(
    validate(form)?.scaleBatch.map(({ path }) => path),
    [["definition", "dataset"]],
  );
  assert.equal(messages(dataset).length, 1, "of the field that is not known");
});

test("an issue without a control is at the next one around it", () => {
  const definition = new Control(null, { supersedes: new Control(true) });
  const validate = reactiveValidator(createRequestSchema.withContext({}).forForm());
  const errors = validate(new Control(null, { definition }));
  assert.deepEqual(
    errors?.scaleBatch.map(({ path }) => path),
    [["recipe_type_id"]],
  );
  assert.equal(validate(new Control(null, { recipe_type_id: new Control(208), definition })), null);
  assert.match(messages(definition).join(), /names neither a dataset nor a previous batch/);
});
