/** Schemas for form libraries, following the Standard Schema and Standard JSON Schema specifications (both version 1). */
import { toDraft07 } from "./draft-07.js";
import { readConfiguration, readCreateRequest, readDefinition, readEditRequest } from "./documents.js";
import type {
  BatchConfiguration,
  BatchDefinition,
  CreateBatchRequest,
  EditBatchRequest,
  Limits,
  Problem,
  Reading,
} from "./generated/documents.js";
import { isReady } from "./engine.js";
import { hasContext } from "./held-context.js";
import { fieldOf, formFieldOf } from "./form-places.js";
import {
  batchConfiguration,
  batchDefinition,
  createBatchRequest,
  editBatchRequest,
} from "./generated/json-schemas.js";
import { withoutEmptyFields, type FormOptions, type FormValues } from "./form-values.js";
import { ownField } from "./objects.js";
import type { BatchContext, CallOptions } from "./types.js";
import { BatchValidator, type DocumentKinds } from "./validation.js";

/** An error for form libraries. The fields that they do not need are for translation and fixes. */
export interface SchemaIssue {
  /** The stable name of the problem. */
  name: Problem["name"];
  /** The figures and names in the message, for translation. */
  params: Problem["params"];
  /** A JSON Patch that fixes the problem, where a single edit does. */
  fix?: NonNullable<Problem["fix"]>;
  /** What is wrong and what would be right, as a sentence. */
  readonly message: string;
  /**
   * The field, as keys from the outside in; array indices are numbers. For a missing field, its own path. Empty for the
   * whole document, and for problems with a document of the context.
   */
  readonly path: readonly (string | number)[];
}

/** A document without errors. */
export interface ValidDocument<Output> {
  /** The document with its defaults. */
  readonly value: Output;
  /** Absent. */
  readonly issues?: undefined;
}

/** A document with errors. */
export interface InvalidDocument {
  /** Every error. */
  readonly issues: readonly SchemaIssue[];
}

/** The types of a schema. */
export interface SchemaTypes<Input, Output> {
  /** The input. */
  readonly input: Input;
  /** The output. */
  readonly output: Output;
}

/** A version of JSON Schema. */
export interface JsonSchemaTarget {
  /** `draft-2020-12` or `draft-07`. */
  readonly target: string;
}

/** A schema for form libraries. Warnings are not issues: get them from `BatchValidator`. */
export interface DocumentSchema<Input, Output = Input> {
  /** The interface of the specifications. */
  readonly "~standard": {
    /** The version of the specification. */
    readonly version: 1;
    /** The library that the schema comes from. */
    readonly vendor: "scale-batch";
    /** Only for TypeScript. */
    readonly types?: SchemaTypes<Input, Output> | undefined;
    /** Returns the document with its defaults as `value`, or every error as an issue. Never a promise. */
    readonly validate: (value: unknown) => ValidDocument<Output> | InvalidDocument;
    /** The structure as a JSON Schema, which cannot express the rules. */
    readonly jsonSchema: {
      /** The input. */
      readonly input: (options: JsonSchemaTarget) => Record<string, unknown>;
      /** The output, which is the same as the input. */
      readonly output: (options: JsonSchemaTarget) => Record<string, unknown>;
    };
  };

  /**
   * Returns the same schema, which also checks every rule for which the context is sufficient.
   *
   * @param context - The documents to check against, or a validator that holds them; its context may be replaced later.
   * @throws {@link ScaleBatchError} if it is not a context at all: at once, or at first use if the module is not ready.
   */
  withContext(context: BatchContext | BatchValidator): DocumentSchema<Input, Output>;

  /**
   * Returns the same schema with other limits for the document, and for the documents of a context that is given after
   * it. A validator keeps its own limits for its context.
   */
  withLimits(limits: Limits): DocumentSchema<Input, Output>;

  /**
   * Returns the same schema for form values: an empty field is treated as absent, see `withoutEmptyFields`. Every issue
   * is at a field, and that of a whole part at the first of its fields that it concerns: a definition without a source at
   * `dataset`. Only what is wrong with the whole form or with the context has an empty path.
   */
  forForm(options?: FormOptions): DocumentSchema<FormValues<Input>, Output>;
}

/** A definition with its default filled in. */
export type CompleteDefinition = BatchDefinition & Required<Pick<BatchDefinition, "supersedes">>;

/** A request that creates a batch, with its default filled in. */
export type CompleteCreateRequest = CreateBatchRequest & {
  /** What the batch will run. */
  definition: CompleteDefinition;
};

/**
 * The schema of a batch definition.
 *
 * @example
 * ```ts
 * const result = definitionSchema["~standard"].validate({ datset: 5 });
 * result.issues?.[0]?.message; // There is no field "datset". Did you mean "dataset"?
 * result.issues?.[0]?.path; // ["datset"]
 * ```
 */
export const definitionSchema: DocumentSchema<BatchDefinition, CompleteDefinition> =
  /* @__PURE__ */ documentSchema("definition", readDefinition, batchDefinition);

/**
 * The schema of a batch configuration. With a context it is checked as that of a batch of the context's dataset.
 *
 * @example
 * ```ts
 * configurationSchema["~standard"].validate({ priority: 100 }); // { value: { priority: 100 } }
 * ```
 */
export const configurationSchema: DocumentSchema<BatchConfiguration> = /* @__PURE__ */ documentSchema(
  "configuration",
  readConfiguration,
  batchConfiguration,
);

/**
 * The schema of a request that creates a batch.
 *
 * @example
 * ```ts
 * // For react-hook-form: useForm({ resolver: standardSchemaResolver(schema) })
 * const schema = createRequestSchema.withContext({ recipe_type, dataset }).forForm();
 * const values = { title: "", recipe_type_id: 208, definition: { dataset: 5 } };
 * schema["~standard"].validate(values).issues?.[0]?.name; // "UNKNOWN_DATASET"
 * ```
 */
export const createRequestSchema: DocumentSchema<CreateBatchRequest, CompleteCreateRequest> =
  /* @__PURE__ */ documentSchema("create_request", readCreateRequest, createBatchRequest);

/**
 * The schema of a request that edits a batch. With a context its configuration is checked as that of a batch of the
 * context's dataset.
 *
 * @example
 * ```ts
 * editRequestSchema["~standard"].validate({ title: "Second try" }); // { value: { title: "Second try" } }
 * ```
 */
export const editRequestSchema: DocumentSchema<EditBatchRequest> = /* @__PURE__ */ documentSchema(
  "edit_request",
  readEditRequest,
  editBatchRequest,
);

/** Reads or checks a document. */
type Check<Document> = (document: string, options?: CallOptions) => Reading<Document>;

function documentSchema<Kind extends keyof DocumentKinds, Output extends DocumentKinds[Kind]>(
  kind: Kind,
  read: Check<DocumentKinds[Kind]>,
  jsonSchema: () => string,
): DocumentSchema<DocumentKinds[Kind], Output> {
  const inTarget = ({ target }: { readonly target: string }): Record<string, unknown> => {
    const schema = JSON.parse(jsonSchema()) as Record<string, unknown>;
    if (target === "draft-2020-12") return schema;
    if (target === "draft-07") return toDraft07(schema) as Record<string, unknown>;
    throw new RangeError(
      `scale-batch has no JSON Schemas for "${target}", only for draft-2020-12 and draft-07.`,
    );
  };
  const schemaOf = <Input>(
    check: typeof read,
    form: FormOptions | undefined,
    options?: CallOptions,
  ): DocumentSchema<Input, Output> => ({
    "~standard": {
      version: 1,
      vendor: "scale-batch",
      validate(value) {
        const given = asDocument(form === undefined ? value : withoutEmptyFields(value, form)) as string;
        const { document, errors } = check(given, options);
        if (document === null) {
          return { issues: errors.map((problem) => issue(problem, value, form !== undefined)) };
        }
        return { value: document as Output };
      },
      jsonSchema: { input: inTarget, output: inTarget },
    },
    withContext(context) {
      const made = (): BatchValidator =>
        isValidator(context) ? context : new BatchValidator(context, options);
      // Made on first use if a form is set up before the module is ready.
      let validator = isValidator(context) || isReady() ? made() : undefined;
      const checked: typeof read = (document, others) =>
        (validator ??= made()).validateDocument(kind, document, others);
      return schemaOf(checked, form, options);
    },
    withLimits: (limits) => schemaOf(check, form, { limits }),
    forForm: (given = {}) => schemaOf(check, given, options),
  });
  return schemaOf(read, undefined);
}

function isValidator(context: BatchContext | BatchValidator): context is BatchValidator {
  return hasContext(context);
}

/**
 * A string in a form is a value, but the functions would read it as JSON; `undefined` becomes `null`. No document is a
 * string, so its beginning is enough.
 */
function asDocument(value: unknown): unknown {
  return typeof value === "string" ? JSON.stringify(value.slice(0, 1_000)) : (value ?? null);
}

function issue(problem: Problem, value: unknown, isForm: boolean): SchemaIssue {
  const { name, description, params } = problem;
  const fix = ownField(problem, "fix");
  const path = isForm ? formFieldOf(problem, value) : fieldOf(problem, value);
  return { message: description, path, name, params, ...(fix === undefined ? {} : { fix }) };
}
