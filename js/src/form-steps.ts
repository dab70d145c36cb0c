/** Forms that are filled in step by step: what is merely not filled in yet is no error. */
import { isEmptyField } from "./form-places.js";
import type {
  DocumentSchema,
  SchemaIssue,
  SchemaTypes,
  ValidDocument,
  InvalidDocument,
} from "./standard-schema.js";

/** What of a form is asked for. */
export interface StepOptions {
  /** The fields of the step, with everything in them: `["recipe_type_id", "definition"]`. Default: all. */
  paths?: readonly string[];
}

/** What is to be done in a form. */
export interface StepReport {
  /** What is wrong in the fields that are filled in. */
  errors: SchemaIssue[];
  /** What is merely not filled in yet. */
  pending: SchemaIssue[];
}

/**
 * Checks a form that is not filled in yet: what is wrong in a field that has a value is an error, what is wrong with an
 * empty one is pending. A wizard asks for the fields of its step; the step is done if both lists are empty.
 *
 * What is wrong with the whole document or with the context belongs to every step.
 *
 * @param schema - A schema for form values: with `forForm()`.
 *
 * @example
 * ```ts
 * const schema = createRequestSchema.withContext({ recipe_type, dataset }).forForm();
 * const values = { title: "x".repeat(51), recipe_type_id: 208, definition: { dataset: null } };
 * const { errors, pending } = checkStep(schema, values);
 * errors.map(({ path }) => path); // [["title"]]
 * pending.map(({ path }) => path); // [["definition", "dataset"]]
 * checkStep(schema, values, { paths: ["recipe_type_id"] }); // { errors: [], pending: [] }
 * ```
 */
export function checkStep<Input>(
  schema: DocumentSchema<Input, unknown>,
  values: Input,
  options: StepOptions = {},
): StepReport {
  const report: StepReport = { errors: [], pending: [] };
  for (const issue of schema["~standard"].validate(values).issues ?? []) {
    if (!isIn(issue.path, options.paths)) continue;
    const isPending = issue.path.length > 0 && isEmptyAt(values, issue.path);
    (isPending ? report.pending : report.errors).push(issue);
  }
  return report;
}

/** A schema for a step of a form, which returns the values as they are. */
export interface StepSchema<Input> {
  /** The interface of the specification of Standard Schema. */
  readonly "~standard": {
    /** The version of the specification. */
    readonly version: 1;
    /** The library that the schema comes from. */
    readonly vendor: "scale-batch";
    /** Only for TypeScript. */
    readonly types?: SchemaTypes<Input, Input> | undefined;
    /** Returns the values, or every error as an issue. Never a promise. */
    readonly validate: (value: unknown) => ValidDocument<Input> | InvalidDocument;
  };
}

/**
 * Returns the schema of a step for form libraries: only the errors of {@link checkStep} are issues, and what is pending is
 * none.
 *
 * @example
 * ```ts
 * const draft = stepSchema(createRequestSchema.forForm());
 * draft["~standard"].validate({ title: "June" }); // { value: { title: "June" } }
 * draft["~standard"].validate({ title: "x".repeat(51) }).issues?.[0]?.path; // ["title"]
 * ```
 */
export function stepSchema<Input>(
  schema: DocumentSchema<Input, unknown>,
  options?: StepOptions,
): StepSchema<Input> {
  return {
    "~standard": {
      version: 1,
      vendor: "scale-batch",
      validate(value) {
        const { errors } = checkStep(schema, value as Input, options);
        return errors.length > 0 ? { issues: errors } : { value: value as Input };
      },
    },
  };
}

/** Whether a field is one of those, or in one of them. */
function isIn(path: SchemaIssue["path"], paths: readonly string[] | undefined): boolean {
  if (paths === undefined || path.length === 0) return true;
  const field = `${path.join(".")}.`;
  return paths.some((prefix) => prefix === "" || field.startsWith(`${prefix}.`));
}

function isEmptyAt(values: unknown, path: SchemaIssue["path"]): boolean {
  try {
    const value = path.reduce<unknown>(
      (inside, key) => (inside as Record<string | number, unknown> | null | undefined)?.[key],
      values,
    );
    return isEmptyField(value);
  } catch {
    return false; // It throws when it is read.
  }
}
