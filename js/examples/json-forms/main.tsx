import type { JsonSchema, UISchemaElement } from "@jsonforms/core";
import { JsonForms } from "@jsonforms/react";
import { vanillaCells, vanillaRenderers } from "@jsonforms/vanilla-renderers";
import { StrictMode, useMemo, useState } from "react";
import { createRoot } from "react-dom/client";
import {
  asSent,
  BatchValidator,
  createRequestSchema,
  init,
  toAjvErrors,
  type CreateBatchRequest,
  type FormValues,
} from "scale-batch";

import { context } from "../context.js";

const schema = createRequestSchema["~standard"].jsonSchema.input({ target: "draft-07" }) as JsonSchema;

const control = (scope: string, label: string) => ({ type: "Control", scope, label });
const uischema = {
  type: "VerticalLayout",
  elements: [
    control("#/properties/title", "Title"),
    control("#/properties/recipe_type_id", "Recipe type"),
    control("#/properties/definition/properties/dataset", "Dataset"),
    control("#/properties/definition/properties/supersedes", "Supersede recipes"),
    control("#/properties/configuration/properties/priority", "Priority"),
    {
      ...control("#/properties/configuration/properties/inputMap", "Input map"),
      options: {
        detail: {
          type: "VerticalLayout",
          elements: [
            control("#/properties/input", "Recipe input"),
            control("#/properties/datasetParameter", "Dataset parameter"),
          ],
        },
      },
    },
  ],
} as UISchemaElement;

function BatchForm({ validator }: { validator: BatchValidator }) {
  const [values, setValues] = useState<FormValues<CreateBatchRequest>>({
    title: "",
    recipe_type_id: 208,
    definition: { dataset: 1, supersedes: true },
  });
  // JSON Forms goes back to its data whenever it gets other errors: make new ones only for new data.
  const { request, report, ajvErrors } = useMemo(() => {
    const request = asSent<CreateBatchRequest>(values);
    const report = validator.validate(request, { service: "create" });
    return { request, report, ajvErrors: toAjvErrors(report.errors, values) };
  }, [validator, values]);

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (report.is_valid) console.log(request);
      }}
      noValidate
    >
      <JsonForms
        schema={schema}
        uischema={uischema}
        data={values}
        renderers={vanillaRenderers}
        cells={vanillaCells}
        config={{ hideRequiredAsterisk: true, showUnfocusedDescription: true }}
        validationMode="NoValidation"
        additionalErrors={ajvErrors}
        onChange={({ data }) => setValues(data as FormValues<CreateBatchRequest>)}
      />
      <p className="error" role="alert">
        {ajvErrors
          .filter(({ instancePath, keyword }) => instancePath === "" && keyword !== "required")
          .map(({ message }) => message)
          .join(" ")}
      </p>
      {report.warnings.map(({ description, path }) => (
        <p className="warning" key={path + description}>
          {description}
        </p>
      ))}
      <button>Create the batch of {report.recipes_estimated ?? "?"} recipes</button>
    </form>
  );
}

void init().then(() => {
  createRoot(document.getElementById("root")!).render(
    <StrictMode>
      <BatchForm validator={new BatchValidator(context)} />
    </StrictMode>,
  );
});
