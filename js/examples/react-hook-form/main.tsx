import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { StrictMode, useEffect } from "react";
import { createRoot } from "react-dom/client";
import { useFieldArray, useForm } from "react-hook-form";
import {
  asSent,
  BatchValidator,
  createRequestSchema,
  init,
  type CompleteCreateRequest,
  type CreateBatchRequest,
  type FormValues,
} from "scale-batch";

import { context } from "../context.js";
import { numberIn } from "../fields.js";

type Values = FormValues<CreateBatchRequest>;

function BatchForm({ validator }: { validator: BatchValidator }) {
  const { control, register, handleSubmit, watch, trigger, formState } = useForm<
    Values,
    unknown,
    CompleteCreateRequest
  >({
    mode: "onChange",
    resolver: standardSchemaResolver(createRequestSchema.withContext(validator).forForm()),
    defaultValues: { title: "", recipe_type_id: 208, definition: { dataset: 1, supersedes: true } },
  });
  const { errors } = formState;
  const rows = useFieldArray({ control, name: "configuration.inputMap" });
  // By itself, onChange shows only what is wrong with the field that changed.
  useEffect(() => {
    const subscription = watch(() => void trigger());
    return () => subscription.unsubscribe();
  }, [watch, trigger]);
  // Warnings do not make the form invalid, so get them from the report.
  const report = validator.validate(asSent<CreateBatchRequest>(watch()), { service: "create" });
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
      <Field label="Supersede recipes" error={errors.definition?.supersedes}>
        <input type="checkbox" {...register("definition.supersedes")} />
      </Field>
      <Field label="Priority" error={errors.configuration?.priority}>
        <input inputMode="numeric" {...register("configuration.priority", number)} />
      </Field>
      {rows.fields.map(({ id }, row) => (
        <div key={id}>
          <Field label="Recipe input" error={errors.configuration?.inputMap?.[row]?.input}>
            <input {...register(`configuration.inputMap.${row}.input`)} />
          </Field>
          <Field label="Dataset parameter" error={errors.configuration?.inputMap?.[row]?.datasetParameter}>
            <input {...register(`configuration.inputMap.${row}.datasetParameter`)} />
          </Field>
        </div>
      ))}
      <button type="button" onClick={() => rows.append({ input: "", datasetParameter: "" })}>
        Map an input
      </button>
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
