/** Angular's Reactive Forms. */
import type { SchemaIssue } from "./standard-schema.js";

/** What is used of a control of `@angular/forms`: a FormControl, FormGroup or FormArray. */
export interface ReactiveControl {
  /** Its value; of a group, without disabled controls. */
  readonly value: unknown;
  /** What its validators found. */
  readonly errors: { [name: string]: unknown } | null;
  /** The control below it. */
  get(path: (string | number)[]): ReactiveControl | null;
  /** Replaces what its validators found. */
  setErrors(errors: { [name: string]: unknown } | null, options?: { emitEvent?: boolean }): void;
}

/** What {@link reactiveValidator} leaves at a control. */
export interface ReactiveErrors {
  /** What is wrong there. */
  scaleBatch: readonly SchemaIssue[];
}

/**
 * Returns a validator for the group of a whole form. It sets `errors.scaleBatch` of each control with issues, and of the
 * group for those that belong to no control: of a field without a control, the next control around it has them.
 *
 * @param schema - The schema of the form, with `forForm()`, or of a step.
 * @param read - Makes the values of the schema of those of the form, whose controls may hold strings instead of numbers.
 *
 * @example
 * ```ts
 * const validator = reactiveValidator(createRequestSchema.forForm());
 * // new FormGroup({ title: new FormControl(""), … }, { validators: validator })
 * // <p *ngFor="let issue of form.get('title')?.errors?.scaleBatch">{{ issue.message }}</p>
 * typeof validator; // function
 * ```
 */
export function reactiveValidator<Values>(
  schema: IssuingSchema,
  read: (values: Values) => unknown = (values) => values,
): (form: ReactiveControl) => ReactiveErrors | null {
  /** The controls with issues. */
  let shown: ReactiveControl[] = [];
  return (form) => {
    const found = new Map<ReactiveControl, SchemaIssue[]>();
    for (const issue of schema["~standard"].validate(read(form.value as Values)).issues ?? []) {
      const control = controlAt(form, issue.path);
      found.set(control, [...(found.get(control) ?? []), issue]);
    }
    const own = found.get(form);
    found.delete(form);
    for (const control of shown) {
      if (!found.has(control)) setIssues(control, undefined);
    }
    found.forEach((issues, control) => setIssues(control, issues));
    shown = [...found.keys()];
    return own === undefined ? null : { scaleBatch: own };
  };
}

/** A schema of this package, of whatever document. */
export interface IssuingSchema {
  /** The interface of the specification of Standard Schema. */
  readonly "~standard": {
    /** Returns every error as an issue. */
    readonly validate: (value: unknown) => {
      /** What is wrong, if anything is. */
      readonly issues?: readonly SchemaIssue[] | undefined;
    };
  };
}

/** The control of a field, or the next around it. */
function controlAt(form: ReactiveControl, path: SchemaIssue["path"]): ReactiveControl {
  for (let length = path.length; length > 0; length--) {
    const control = form.get(path.slice(0, length));
    if (control !== null) return control;
  }
  return form;
}

/** Sets the issues of a control beside what its own validators found. */
function setIssues(control: ReactiveControl, issues: readonly SchemaIssue[] | undefined): void {
  const { scaleBatch, ...others } = control.errors ?? {};
  if (scaleBatch === undefined && issues === undefined) return;
  const errors = issues === undefined ? others : { ...others, scaleBatch: issues };
  // The form tells its listeners itself, when it has been checked.
  control.setErrors(Object.keys(errors).length > 0 ? errors : null, { emitEvent: false });
}
