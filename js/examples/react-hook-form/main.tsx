import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { useForm } from "react-hook-form";
import {
  BatchValidator,
  createRequestSchema,
  init,
  withoutEmptyFields,
  type CompleteCreateRequest,
  type CreateBatchRequest,
  type FormValues,
} from "scale-batch";

import { context } from "../context.js";
import { numberIn } from "../fields.js";

type Values = FormValues<CreateBatchRequest>;

function BatchForm({ validator }: { validator: BatchValidator }) {
  const { register, handleSubmit, watch, formState } = useForm<Values, unknown, CompleteCreateRequest>({
    mode: "onChange",
    resolver: standardSchemaResolver(createRequestSchema.withContext(validator).forForm()),
    defaultValues: { title: "", recipe_type_id: 208, definition: { dataset: 1 } },
  });
  const { errors } = formState;
  // Warnings do not make the form invalid, so get them from the report.
  const report = validator.validate(withoutEmptyFields<CreateBatchRequest>(watch()));
  const number = { setValueAs: (value: string | number | undefined) => numberIn(String(value ?? "")) };

  return (
    <form onSubmit={handleSubmit((request) => console.log(request))} noValidate>
      <Field label="Title" error={errors.title}>
        <input {...register("title")} />
      </Field>
      <Field label="Recipe type" error={errors.recipe_type_id}>
        <input inputMode="numeric" {...register("recipe_type_id", number)} />
      </Field>
      <Field label="Dataset" error={errors.definition?.dataset}>
        <input inputMode="numeric" {...register("definition.dataset", number)} />
      </Field>
      <Field label="Priority" error={errors.configuration?.priority}>
        <input inputMode="numeric" {...register("configuration.priority", number)} />
      </Field>
      <p className="error" role="alert">
        {errors.root?.message}
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
  error: { message?: string | undefined } | undefined;
  children: React.ReactNode;
}

function Field({ label, error, children }: FieldProps) {
  return (
    <div>
      <label>
        {label}
        {children}
      </label>
      <p className="error" role="alert">
        {error?.message}
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
