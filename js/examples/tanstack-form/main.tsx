import { useForm, useSelector, type AnyFieldApi } from "@tanstack/react-form";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import {
  asSent,
  BatchValidator,
  createRequestSchema,
  init,
  type CreateBatchRequest,
  type FormValues,
} from "scale-batch";

import { context } from "../context.js";
import { numberIn } from "../fields.js";

/** The fields of the form. */
type Values = FormValues<{
  title: string;
  recipe_type_id: number;
  definition: { dataset: number; supersedes: boolean };
  configuration: { priority: number; inputMap: { input: string; datasetParameter: string }[] };
}>;

const defaultValues: Values = {
  title: "",
  recipe_type_id: 208,
  definition: { dataset: 1, supersedes: true },
};

function BatchForm({ validator }: { validator: BatchValidator }) {
  const form = useForm({
    defaultValues,
    validators: { onChange: createRequestSchema.withContext(validator).forForm() },
    onSubmit: ({ value }) => console.log(asSent(value)),
  });
  // Problems that belong to no field: those with a document of the context.
  const others = useSelector(form.store, ({ errorMap }) => errorMap.onChange?.[""] ?? []);
  // Warnings do not make the form invalid, so get them from the report.
  const values = useSelector(form.store, (state) => state.values);
  const report = validator.validate(asSent<CreateBatchRequest>(values), { service: "create" });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void form.handleSubmit();
      }}
      noValidate
    >
      <form.Field name="title">{(field) => <Field label="Title" field={field} />}</form.Field>
      <form.Field name="recipe_type_id">
        {(field) => <Field label="Recipe type" field={field} read={numberIn} />}
      </form.Field>
      <form.Field name="definition.dataset">
        {(field) => <Field label="Dataset" field={field} read={numberIn} />}
      </form.Field>
      <form.Field name="configuration.priority">
        {(field) => <Field label="Priority" field={field} read={numberIn} />}
      </form.Field>
      <form.Field name="definition.supersedes">
        {(field) => <Checkbox label="Supersede recipes" field={field} />}
      </form.Field>
      <form.Field name="configuration.inputMap" mode="array">
        {(rows) => (
          <>
            {rows.state.value?.map((_, row) => (
              <div key={row}>
                <form.Field name={`configuration.inputMap[${row}].input`}>
                  {(field) => <Field label="Recipe input" field={field} />}
                </form.Field>
                <form.Field name={`configuration.inputMap[${row}].datasetParameter`}>
                  {(field) => <Field label="Dataset parameter" field={field} />}
                </form.Field>
              </div>
            ))}
            <button type="button" onClick={() => rows.pushValue({ input: "", datasetParameter: "" })}>
              Map an input
            </button>
          </>
        )}
      </form.Field>
      <p className="error" role="alert">
        {others.map(({ message }) => message).join(" ")}
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

interface FieldProps {
  label: string;
  field: AnyFieldApi;
  read?: (text: string) => unknown;
}

function Field({ label, field, read = (text) => text }: FieldProps) {
  const errors = field.state.meta.errors as { message: string }[];
  return (
    <div>
      <label>
        {label}
        <input
          name={field.name}
          value={String(field.state.value ?? "")}
          onBlur={field.handleBlur}
          onChange={(event) => field.handleChange(read(event.target.value))}
        />
      </label>
      <p className="error" role="alert">
        {errors.map(({ message }) => message).join(" ")}
      </p>
    </div>
  );
}

function Checkbox({ label, field }: FieldProps) {
  const errors = field.state.meta.errors as { message: string }[];
  return (
    <div>
      <label>
        {label}
        <input
          type="checkbox"
          checked={Boolean(field.state.value)}
          onBlur={field.handleBlur}
          onChange={(event) => field.handleChange(event.target.checked)}
        />
      </label>
      <p className="error" role="alert">
        {errors.map(({ message }) => message).join(" ")}
      </p>
    </div>
  );
}

void init().then(() => {
  createRoot(document.getElementById("root")!).render(
    <StrictMode>
      <BatchForm validator={new BatchValidator(context)} />
    </StrictMode>,
  );
});
