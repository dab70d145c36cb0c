/** The problems of a report where forms show them. */
import { fieldOf, isSource, type Keys } from "./form-places.js";
import type { Problem } from "./generated/documents.js";
import { define, hasOwn } from "./objects.js";
import { pointerOf } from "./pointers.js";
import type { Problems } from "./types.js";

/**
 * Returns the problems of a report by the JSON Pointers of their fields: a missing field is at its own path, and what is
 * wrong with a document of the context at `""`, like what is wrong with the whole document.
 *
 * @example
 * ```ts
 * const report = validateBatch('{"recipe_type_id": 208, "definition": {"dataset": "5"}, "configuration": {"priority": -1}}');
 * const issues = issuesByPath(report);
 * issues["/definition/dataset"]?.errors[0]?.name; // INVALID_BATCH_DEFINITION
 * issues["/configuration/priority"]?.warnings[0]?.name; // PRIORITY_OUT_OF_RANGE
 * ```
 */
export function issuesByPath(report: Problems): Record<string, Problems> {
  const paths: Record<string, Problems> = {};
  for (const kind of ["errors", "warnings"] as const) {
    for (const problem of report[kind]) {
      const path = pointerOf(fieldOf(problem));
      if (!hasOwn(paths, path)) define(paths, path, { value: { errors: [], warnings: [] } });
      paths[path]?.[kind].push(problem);
    }
  }
  return paths;
}

/** The messages of a form. */
export interface FlatErrors {
  /** What is wrong with the whole document or with the context. */
  formErrors: string[];
  /** What is wrong with a field, by its name: `definition.dataset`. */
  fieldErrors: Record<string, string[]>;
}

/**
 * Returns the messages of the errors of a report, by the names of their fields as form libraries write them.
 *
 * @example
 * ```ts
 * const { formErrors, fieldErrors } = flatten(readDefinition('{"datset": 5}'));
 * fieldErrors["datset"]; // ['There is no field "datset". Did you mean "dataset"?']
 * formErrors; // []
 * ```
 */
export function flatten({ errors }: Pick<Problems, "errors">): FlatErrors {
  const flat: FlatErrors = { formErrors: [], fieldErrors: {} };
  for (const problem of errors) {
    const name = fieldOf(problem).join(".");
    if (name === "") flat.formErrors.push(problem.description);
    else listed(flat.fieldErrors, name, problem.description);
  }
  return flat;
}

/** The problems at the controls of a form. */
export interface FormErrors<Control extends string> {
  /** The errors at each control that has any. */
  controls: { [Name in Control]?: Problem[] };
  /** The errors that no control can show: give them a place of their own. */
  others: Problem[];
}

/**
 * Returns the errors of a report at the controls that a form has. An error of a field without a control is at a control
 * inside it, first at one that says what the batch is made from, or else at the next control around it.
 *
 * @param map - The names of the controls by their fields: `{ "definition.dataset": "datasetId" }`. A control for `""` gets
 * what no other can show.
 *
 * @example
 * ```ts
 * const report = validateBatch({ recipe_type_id: 208, definition: {}, configuration: { priority: 0.5 } });
 * const { controls, others } = toFormErrors(report, { "definition.dataset": "datasetId", configuration: "settings" });
 * controls.datasetId?.map(({ name }) => name); // ["NO_RECIPES"]
 * controls.settings?.map(({ path }) => path); // ["/configuration/priority"]
 * others; // []
 * ```
 */
export function toFormErrors<Control extends string>(
  { errors }: Pick<Problems, "errors">,
  map: Readonly<Record<string, Control>>,
): FormErrors<Control> {
  const controls = {};
  const others: Problem[] = [];
  for (const problem of errors) {
    const control = controlFor(fieldOf(problem), map);
    if (control === undefined) others.push(problem);
    else listed(controls, control, problem);
  }
  return { controls, others };
}

/** The control of a field, of one inside it, or of the next around it. */
function controlFor<Control>(keys: Keys, map: Readonly<Record<string, Control>>): Control | undefined {
  const field = keys.join(".");
  const inside = Object.keys(map).filter((name) => field !== "" && name.startsWith(`${field}.`));
  const nearest =
    inside.find((name) => isSource(name.slice(field.length + 1).split(".")[0] ?? "")) ?? inside[0];
  const around = keys.map((_, index) => keys.slice(0, index).join(".")).reverse();
  const found = [field, nearest, ...around].find((name) => name !== undefined && hasOwn(map, name));
  return found === undefined ? undefined : map[found];
}

/** Adds an item to the list of that name. */
function listed<Item>(lists: Record<string, Item[]>, name: string, item: Item): void {
  if (!hasOwn(lists, name)) define(lists, name, { value: [] });
  lists[name]?.push(item);
}
