import Form from "@rjsf/core";
import { ErrorSchemaBuilder, type RJSFSchema, type UiSchema } from "@rjsf/utils";
import validator from "@rjsf/validator-ajv8";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { configurationSchema, definitionSchema, init, type DocumentSchema } from "scale-batch";

import { context } from "../context.js";

const uiSchema: UiSchema = {
  "ui:submitButtonOptions": { norender: true },
  "ui:order": ["dataset", "previous_batch", "forced_nodes", "supersedes", "priority", "*"],
  previous_batch: { "ui:order": ["root_batch_id", "*"] },
  inputMap: { items: { "ui:order": ["input", "*"] } },
};

/**
 * The schema without the fields that exist only for old documents, and without the forced nodes of a previous batch: those of
 * the definition do the same, and their defaults would make every definition one with a previous batch.
 */
function drawn(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(drawn);
  if (typeof schema !== "object" || schema === null) return schema;
  const fields = Object.entries(schema).filter(
    ([name]) =>
      name !== "patternProperties" && !(name === "forced_nodes" && Object.hasOwn(schema, "root_batch_id")),
  );
  return Object.fromEntries(fields.map(([name, field]) => [name, drawn(field)]));
}

/** The values without empty fields that are objects: the library makes one of every part that nobody filled in. */
function filledIn(values: unknown): unknown {
  const isEmpty = (value: unknown): boolean =>
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
  const keep = function (this: unknown, _: string, value: unknown): unknown {
    return isEmpty(value) && !Array.isArray(this) ? undefined : value;
  };
  return JSON.parse(JSON.stringify(values), keep) ?? {};
}

/** A form generated from a JSON Schema, with the messages of the Standard Schema. */
function DocumentForm({ name, schema }: { name: string; schema: DocumentSchema<unknown> }) {
  const [values, setValues] = useState<unknown>({});
  const bound = schema.withContext(context).forForm();

  const errors = new ErrorSchemaBuilder();
  for (const { message, path } of bound["~standard"].validate(filledIn(values)).issues ?? []) {
    errors.addErrors(message, [...path]);
  }

  return (
    <Form
      idPrefix={name}
      schema={drawn(schema["~standard"].jsonSchema.input({ target: "draft-07" })) as RJSFSchema}
      uiSchema={uiSchema}
      formData={values}
      onChange={({ formData }) => setValues(formData)}
      validator={validator}
      extraErrors={errors.ErrorSchema}
      noValidate
      experimental_defaultFormStateBehavior={{
        emptyObjectFields: "skipEmptyDefaults",
        arrayMinItems: { populate: "requiredOnly" },
      }}
      showErrorList={false}
      noHtml5Validate
    />
  );
}

void init().then(() => {
  createRoot(document.getElementById("root")!).render(
    <StrictMode>
      <DocumentForm name="definition" schema={definitionSchema} />
      <DocumentForm name="configuration" schema={configurationSchema} />
    </StrictMode>,
  );
});
