/** Recipe definitions: checking, comparing, explaining, drawing, forcing. */
import { call } from "./engine.js";
import type {
  ConnectionReport,
  Explanation,
  ForcedNodes,
  ForcedNodesReport,
  Interface,
  LayoutDrawing,
  NodeTreeReport,
  RecipeDefinition,
  RecipeDiff,
  RecipeDiffReport,
  RecipeReport,
  TextDrawing,
  ValidationResponse,
} from "./generated/documents.js";
import type { DocumentOrText, Result } from "./types.js";

/** What the job types and recipe types of nodes declare, by the name of the node. */
export type NodeInterfaces = Record<string, NodeInterface>;

/** What the type of a node declares; a part that is not known is not checked. */
export interface NodeInterface {
  /** What it takes. */
  input?: Interface | null;
  /** What it gives. */
  output?: Interface | null;
}

/** What the API serves around a recipe definition: the details of a recipe type, or one of its revisions. */
export interface WithDefinition {
  /** The definition itself. */
  definition: object;
}

/** Revisions of recipe types. */
export interface KnownRevisions {
  /**
   * The recipe types of recipe nodes, to look inside: `{name, revision_num, definition}` each, as
   * `GET /v6/recipe-types/{name}/revisions/{n}/` serves them, or the details of a recipe type.
   */
  revisions?: DocumentOrText<readonly object[] | object> | undefined;
  /** The same as `revisions`, by its older name. */
  sub_recipe_types?: DocumentOrText<readonly object[]> | undefined;
}

/** Two definitions to compare, each for itself or as the API serves it. */
export interface DefinitionsInput {
  /** The definition that ran before. */
  previous: DocumentOrText<RecipeDefinition | WithDefinition>;
  /** The definition that is to run. */
  current: DocumentOrText<RecipeDefinition | WithDefinition>;
}

/** A diff by the server. */
export interface DiffInput {
  /**
   * The diff, or a validation response that has one. What only the definitions tell, such as old and new values, is
   * null in an explanation.
   */
  diff: DocumentOrText<RecipeDiff | ValidationResponse | object>;
}

/** What stands beside the definitions or the diff. */
export interface DiffOptions extends KnownRevisions {
  /** What is to run again though nothing about it changed. */
  forced_nodes?: DocumentOrText<ForcedNodes> | undefined;
}

/** Two definitions to compare, or what the server says about them. */
export type DiffInputs = (DefinitionsInput | DiffInput) & DiffOptions;

/** A recipe, and what may be inside it. */
export interface RecipeInputs extends KnownRevisions {
  /** The definition of the recipe, for itself or as the API serves it. */
  definition: DocumentOrText<RecipeDefinition | WithDefinition>;
}

/** Forced nodes and the recipe that they are about. */
export interface ForcedNodesInputs extends RecipeInputs {
  /** What is forced. */
  forced_nodes: DocumentOrText<ForcedNodes>;
}

/** What is known beside a recipe definition; what depends on a document that is missing is not checked. */
export interface KnownOfRecipe {
  /** What the types of its nodes declare, by node; it comes before what other documents say. */
  interfaces?: DocumentOrText<NodeInterfaces> | undefined;
  /**
   * Revisions of job types that its nodes run, as `GET /v6/job-types/{name}/{version}/revisions/{n}/` serves them, or
   * the details of job types, which are their latest revisions.
   */
  job_type_revisions?: DocumentOrText<readonly object[]> | undefined;
  /**
   * Revisions of recipe types that its nodes run, as `GET /v6/recipe-types/{name}/revisions/{n}/` serves them, as
   * `{name, revision_num, definition}`, or the details of recipe types, which are their latest revisions.
   */
  revisions?: DocumentOrText<readonly object[] | object> | undefined;
  /** The same as `revisions`, by its older name. */
  sub_recipe_types?: DocumentOrText<readonly object[]> | undefined;
  /** The name of the recipe type: with it the server looks whether the recipe type would contain itself. */
  name?: string | undefined;
  /** The recipe type as it is saved, its details or a revision: can its recipes be re-processed? */
  saved?: DocumentOrText<object> | undefined;
}

/** A recipe definition to check, alone or in the details of its recipe type, and what is known of its nodes. */
export type CheckRecipeInputs = KnownOfRecipe &
  (
    | {
        /** The definition. */
        definition: DocumentOrText<RecipeDefinition>;
      }
    | {
        /** The details of a recipe type: its `job_types` tell by their manifests what the job nodes declare. */
        recipe_type: DocumentOrText<object>;
      }
    | {
        /** Either of both. */
        document: DocumentOrText<object>;
      }
  );

/**
 * Checks a recipe definition against every rule, alone or in the details of its recipe type.
 *
 * @example
 * ```ts
 * const { errors, topological_order } = checkRecipe({ definition });
 * errors; // []
 * topological_order?.slice(0, 3); // ["read-scene", "screen-clouds", "is-clear"]
 *
 * const { unchecked } = checkRecipe({ recipe_type, revisions: sub_recipe_types });
 * unchecked[0]?.node; // "archive-scene"
 * unchecked[0]?.needs; // "job_type_revisions"
 * ```
 */
export function checkRecipe(inputs: CheckRecipeInputs): RecipeReport {
  return call("checkRecipe", inputs);
}

/**
 * Checks whether the output of one interface fits the input of another.
 *
 * @example
 * ```ts
 * const accepting = { files: [{ name: "SCENE" }] };
 * checkConnection({ accepting, connecting: { files: [] } }).errors[0]?.name; // "PARAM_REQUIRED"
 * ```
 */
export function checkConnection(inputs: {
  /** The interface that takes. */
  accepting: DocumentOrText<Interface>;
  /** The interface that gives. */
  connecting: DocumentOrText<Interface>;
}): ConnectionReport {
  return call("checkConnection", inputs);
}

/**
 * Compares two recipe definitions: which nodes run again, which are copied, and why. Also accepts the server's diff
 * instead.
 *
 * @example
 * ```ts
 * const result = diffRecipes({ previous, current, forced_nodes: { all: false, nodes: ["tide-level"] } });
 * if (result.errors === undefined) {
 *   result.copy; // ["archive-scene", "read-scene", "thumbnail"]
 *   result.summary;
 *   // 10 of 13 nodes run again (1 new, 7 changed and 2 forced), 3 are copied. 1 node is deleted.
 * }
 * ```
 */
export function diffRecipes(inputs: DiffInputs): Result<RecipeDiffReport> {
  return call("diffRecipes", inputs);
}

/**
 * Explains why a node runs again, or why it does not, with the shortest path from each cause. With the server's diff or
 * validation response as `diff`, values that only the definitions have are null.
 *
 * @example
 * ```ts
 * const explanation = explainNode({ previous, current, node: "publish" });
 * explanation.errors ?? explanation.outcome; // "RUNS"
 * explanation.errors ?? explanation.causes[0];
 * // { cause: "CHANGED", change: { name: "PARENT_NEW", description: 'It depends on "smooth-line" now.', node: "smooth-line" } }
 *
 * const validation = validateBatch(request, { recipe_type, batches }); // or the server's response
 * explainNode({ diff: validation, node: "publish" });
 * ```
 */
export function explainNode(inputs: DiffInputs & { node: string }): Result<Explanation> {
  return call("explainNode", inputs);
}

/**
 * Draws a diff of two definitions, or the server's diff: as Mermaid or DOT, as a tree for a terminal, or as a layout of
 * nodes and edges to draw.
 *
 * @example
 * ```ts
 * const drawing = drawDiff({ previous, current, format: "mermaid" });
 * drawing.errors ?? drawing.text.split("\n")[0]; // "flowchart TD"
 * ```
 */
export function drawDiff(inputs: DiffInputs & { format: "mermaid" | "dot" | "text" }): Result<TextDrawing>;
export function drawDiff(inputs: DiffInputs & { format: "layout" }): Result<LayoutDrawing>;
export function drawDiff(inputs: DiffInputs & { format: string }): Result<TextDrawing | LayoutDrawing> {
  return call("drawDiff", inputs);
}

/**
 * Returns everything that can be forced in a recipe, as a tree to choose from.
 *
 * @example
 * ```ts
 * const { tree } = forcedNodesTree({ definition, sub_recipe_types });
 * tree?.["read-scene"]?.kind; // "job"
 * ```
 */
export function forcedNodesTree(inputs: RecipeInputs): NodeTreeReport {
  return call("forcedNodesTree", inputs);
}

/**
 * Returns the nodes that run because of forced nodes, as a tree.
 *
 * @example
 * ```ts
 * const { tree } = expandForcedNodes({ forced_nodes: { all: false, nodes: ["quality-check"] }, definition });
 * Object.keys(tree ?? {}); // ["publish", "quality-check"]
 * ```
 */
export function expandForcedNodes(inputs: ForcedNodesInputs): NodeTreeReport {
  return call("expandForcedNodes", inputs);
}

/**
 * Returns the shortest form of forced nodes that has the same effect.
 *
 * @example
 * ```ts
 * const chosen = { all: false, nodes: ["publish", "publish"] };
 * normaliseForcedNodes({ forced_nodes: chosen, definition }).forced_nodes; // { all: false, nodes: ["publish"] }
 * ```
 */
export function normaliseForcedNodes(inputs: ForcedNodesInputs): ForcedNodesReport {
  return call("normaliseForcedNodes", inputs);
}
