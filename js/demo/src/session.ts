/**
 * The state of the page: the server documents, the request being written, and the library's report on it.
 *
 * The request is held as a JSON string, so that problems have a line, and as the parsed value. All changes go through
 * here, and every part of the page is notified once per change.
 */
import { applyPatch } from "rfc6902";
import {
  BatchValidator,
  forcedNodesTree,
  normalizeForcedNodes,
  type BatchContext,
  type Explanation,
  type ForcedNodes,
  type Layout,
  type NodeTree,
  type Problem,
  type RecipeDiffReport,
  type ValidationReport,
} from "scale-batch";

import { isObject, valueAt, withValue, type Json } from "./pointer.js";

/** The parts of a context that the page offers. */
export const parts = ["recipe_type", "revisions", "dataset", "batches"] as const;

/** A part of a context. */
export type Part = (typeof parts)[number];

/** A document of the server, as the page lists it. */
export interface Choice {
  /** What the list calls it. */
  label: string;
  /** The document itself. */
  document: object;
}

/** Documents and a request to start from. */
export interface Example {
  /** The documents by part; `null` for none. */
  documents: Record<Part, Choice | null>;
  /** The request. */
  request: Json;
}

/** The drawing of what the batch does, or the problems that prevent it. */
export type Drawing = { layout: Layout; problems: null } | { layout: null; problems: Problem[] };

/** Everything that the page shows. */
export interface View {
  /** The documents that the request is checked against. */
  documents: Record<Part, Choice | null>;
  /** The request as text. */
  text: string;
  /** The request as a value, parsed from the latest text that was JSON. */
  request: Json;
  /** Whether the text is JSON. */
  isReadable: boolean;
  /** The library's report on the request. */
  report: ValidationReport;
  /** What the batch does with each node; the same object as long as it stays the same. */
  drawing: Drawing;
  /** What can be forced; the same object as long as the recipe stays the same. */
  tree: NodeTree;
}

const nothing: Record<Part, Choice | null> = {
  recipe_type: null,
  revisions: null,
  dataset: null,
  batches: null,
};

/** The request as the page writes it. */
function written(request: Json): string {
  return JSON.stringify(request, null, 2);
}

/** The state of the page. */
export class Session {
  #validator = new BatchValidator();
  #contextChanges = 0;
  #drawn = "";
  #listeners: ((view: View) => void)[] = [];
  #view: View;

  constructor(example: Example) {
    this.#view = {
      documents: nothing,
      text: "",
      request: {},
      isReadable: true,
      report: {
        is_valid: false,
        is_complete: false,
        outlook: "UNKNOWN",
        recipes_estimated: null,
        recipe_type: null,
        estimate: null,
        errors: [],
        warnings: [],
        unchecked: [],
      },
      drawing: { layout: null, problems: [] },
      tree: {},
    };
    this.start(example);
  }

  /** The current view. */
  get view(): View {
    return this.#view;
  }

  /** Calls a listener now and after every change. */
  subscribe(listener: (view: View) => void): void {
    this.#listeners.push(listener);
    listener(this.#view);
  }

  /** Starts over with other documents and another request. */
  start(example: Example): void {
    this.#hold(example.documents);
    this.#check(written(example.request));
  }

  /** Chooses another server document; `null` removes it. A recipe type's id is also put into the request. */
  choose(part: Part, choice: Choice | null): void {
    const before = this.#view.documents;
    this.#hold({ ...before, [part]: choice });
    let request = this.#view.request;
    if (part === "recipe_type" && choice !== null) {
      const id = valueAt(choice.document as Json, "/id");
      if (typeof id === "number") request = withValue(request, "/recipe_type_id", id);
    }
    this.#check(this.#view.isReadable ? written(request) : this.#view.text);
  }

  /** Replaces the text of the request. */
  write(text: string): void {
    this.#check(text);
  }

  /** Sets a value in the request, or removes it. */
  edit(pointer: string, value: Json | undefined): void {
    this.#check(written(withValue(this.#view.request, pointer, value)));
  }

  /** Replaces the request. */
  replace(request: Json): void {
    this.#check(written(request));
  }

  /** Sets the root of the previous batch, or removes it; forced nodes are kept. */
  editRootBatch(id: Json | undefined): void {
    let request = this.#view.request;
    if (id === undefined) {
      const forced = this.forcedNodes();
      request = withValue(request, "/definition/previous_batch", undefined);
      request = withValue(request, "/definition/forced_nodes", forced);
    } else request = withValue(request, "/definition/previous_batch/root_batch_id", id);
    this.#check(written(request));
  }

  /** Applies the fix of a problem. */
  applyFix(problem: Problem): void {
    const request = structuredClone(this.#view.request);
    const failures = applyPatch(request, problem.fix ?? []).filter((failure) => failure !== null);
    if (failures.length === 0) this.#check(written(request));
  }

  /** The forced nodes of the request that take effect. */
  forcedNodes(): Json | undefined {
    return valueAt(this.#view.request, forcedNodesPointer(this.#view.request));
  }

  /** Sets the forced nodes, in their shortest form, or removes them if there are none. */
  force(forcedNodes: ForcedNodes): void {
    const definition = this.recipeDefinition();
    const { forced_nodes } =
      definition === undefined
        ? { forced_nodes: forcedNodes }
        : normalizeForcedNodes({
            forced_nodes: forcedNodes,
            definition,
            revisions: this.#revisions(),
          });
    const chosen = forced_nodes ?? forcedNodes;
    const isEmpty =
      !chosen.all && (chosen.nodes ?? []).length === 0 && Object.keys(chosen.sub_recipes ?? {}).length === 0;
    this.edit(forcedNodesPointer(this.#view.request), isEmpty ? undefined : (chosen as unknown as Json));
  }

  /** Explains why a node runs, or does not. */
  explain(node: string): Explanation | null {
    const explanation = this.#validator.explainNode(this.#view.text, node);
    return explanation.errors === undefined ? explanation : null;
  }

  /** The whole diff, with what happens inside sub-recipes. */
  diff(): RecipeDiffReport | null {
    const report = this.#validator.diff(this.#view.text);
    return report.errors === undefined ? report : null;
  }

  /** The definition of the recipe type, if there is one. */
  recipeDefinition(): { [name: string]: Json } | undefined {
    const definition = valueAt(this.#view.documents.recipe_type?.document as Json | undefined, "/definition");
    return isObject(definition) ? definition : undefined;
  }

  #revisions(): object | undefined {
    return this.#view.documents.revisions?.document;
  }

  #hold(documents: Record<Part, Choice | null>): void {
    const context: BatchContext = {};
    for (const part of parts) {
      if (documents[part] === this.#view.documents[part]) continue;
      Object.assign(context, { [part]: documents[part]?.document ?? null });
    }
    this.#validator.setContext(context);
    this.#contextChanges++;
    this.#view = { ...this.#view, documents };
    const definition = this.recipeDefinition();
    const found =
      definition === undefined ? undefined : forcedNodesTree({ definition, revisions: this.#revisions() });
    this.#view.tree = found?.tree ?? {};
  }

  /** Checks a text and notifies all listeners. */
  #check(text: string): void {
    const report = this.#validator.validate(text, { service: "create", diff: false });
    // A request that is too large or too deep for the library is also too much for this page.
    let isReadable = !report.errors.some((problem) => problem.name === "LIMIT_EXCEEDED");
    let request = this.#view.request;
    try {
      if (isReadable) request = JSON.parse(text) as Json;
    } catch {
      isReadable = false;
    }
    let drawing = this.#view.drawing;
    // A drawing depends on the documents and the definition alone: a title can be typed without drawing anything.
    const drawn = `${this.#contextChanges} ${JSON.stringify([
      valueAt(request, "/recipe_type_id"),
      valueAt(request, "/definition"),
    ])}`;
    if (isReadable && drawn !== this.#drawn) {
      const result = this.#validator.layout(text);
      drawing =
        result.errors === undefined
          ? { layout: result.layout, problems: null }
          : { layout: null, problems: result.errors };
      this.#drawn = drawn;
    }
    this.#view = { ...this.#view, text, request, isReadable, report, drawing };
    for (const listener of this.#listeners) listener(this.#view);
  }
}

/** The pointer to the forced nodes that take effect: those of a previous batch replace those of the definition. */
export function forcedNodesPointer(request: Json): string {
  const ofPrevious = "/definition/previous_batch/forced_nodes";
  return valueAt(request, ofPrevious) === undefined ? "/definition/forced_nodes" : ofPrevious;
}
