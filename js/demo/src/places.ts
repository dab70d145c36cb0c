/** Shows every problem where it is: at the field whose JSON Pointer is nearest to the problem's. */
import { missingField, type Problem, type ValidationReport } from "scale-batch";

import { setAttribute } from "./elements.js";
import { inside } from "./pointer.js";
import { problemList } from "./problem-list.js";

/** A place of the page where problems are shown. */
export interface Place {
  /** Where the problems are listed. */
  list: HTMLElement;
  /** The control that they are about, and that takes the focus. */
  control: HTMLElement;
}

/** The places of the form, by JSON Pointer into the request. */
export class Places {
  #places = new Map<string, Place>();
  #shown = new Map<Place, string>();
  #applyFix: (problem: Problem) => void;

  /** @param applyFix - Applies the fix of a problem. */
  constructor(applyFix: (problem: Problem) => void) {
    this.#applyFix = applyFix;
  }

  /** Adds a place, in place of an earlier one with the same pointer. */
  add(pointer: string, place: Place): void {
    this.#places.set(pointer, place);
  }

  /** Removes all places under a pointer, before they are drawn again. */
  removeUnder(pointer: string): void {
    for (const [known, place] of this.#places) {
      if (known.startsWith(`${pointer}/`)) {
        this.#places.delete(known);
        this.#shown.delete(place);
      }
    }
  }

  /** The place of a problem: its own, or the nearest enclosing one. A missing field has a place, too. */
  of(problem: Problem): Place | undefined {
    const { path } = problem;
    const missing = missingField(problem);
    const place = missing === undefined ? undefined : this.#places.get(inside(path, missing));
    return place ?? this.#nearest(path);
  }

  #nearest(pointer: string): Place | undefined {
    for (let around = pointer; ; around = around.slice(0, around.lastIndexOf("/"))) {
      const place = this.#places.get(around);
      if (place !== undefined || around === "") return place;
    }
  }

  /** Shows the problems of a report that are about the request itself. */
  show(report: ValidationReport): void {
    const problems = new Map<Place, { errors: Problem[]; warnings: Problem[] }>();
    for (const kind of ["errors", "warnings"] as const) {
      for (const problem of report[kind]) {
        if (isAboutDocument(problem)) continue;
        const place = this.of(problem);
        if (place === undefined) continue;
        const here = problems.get(place) ?? { errors: [], warnings: [] };
        here[kind].push(problem);
        problems.set(place, here);
      }
    }
    for (const place of new Set(this.#places.values())) {
      const { errors, warnings } = problems.get(place) ?? { errors: [], warnings: [] };
      const key = JSON.stringify(
        [errors, warnings].map((list) => list.map(({ line, column, ...rest }) => rest)),
      );
      if (this.#shown.get(place) === key) continue;
      this.#shown.set(place, key);
      setAttribute(place.control, "aria-invalid", errors.length > 0 ? "true" : undefined);
      const applyFix = (problem: Problem): void => {
        this.#applyFix(problem);
        // The button is gone, and the focus must not be lost with it.
        place.control.focus();
      };
      place.list.replaceChildren(...problemList(errors, warnings, { applyFix }));
    }
  }
}

/** Whether a problem is about a document of the context, and not about the request. */
export function isAboutDocument(problem: Problem): boolean {
  return problem.document !== undefined;
}
