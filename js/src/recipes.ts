/** Recipe definitions: checking, comparing, explaining, drawing, forcing. */
import { call, callFull } from "./engine.js";
import type {
  ConnectionReport,
  Explanation,
  ForcedNodesReport,
  LayoutDrawing,
  NodeTreeReport,
  RecipeDiffReport,
  RecipeReport,
  TextDrawing,
} from "./generated/documents.js";
import type {
  CheckConnectionInputs,
  CheckRecipeInputs,
  DiffRecipesInputs,
  ExplainNodeInputs,
  ForcedNodesInputs,
  FormatInput,
  NodeInterface,
  RecipeInputs,
} from "./generated/inputs.js";
import type { CallOptions, Result } from "./types.js";

export type {
  CheckConnectionInputs,
  CheckRecipeInputs,
  DefinitionsInput,
  DefinitionToCheck,
  DiffInput,
  DiffOptions,
  DiffRecipesInputs,
  DocumentToCheck,
  ExplainNodeInputs,
  ForcedNodesInputs,
  FormatInput,
  KnownOfRecipe,
  KnownRevisions,
  NodeInput,
  NodeInterface,
  RecipeInputs,
  RecipeTypeToCheck,
  WithDefinition,
} from "./generated/inputs.js";

/** What the job types and recipe types of nodes declare, by the name of the node. */
export type NodeInterfaces = Record<string, NodeInterface>;

/** Two definitions to compare, or what the server says about them. */
export type DiffInputs = DiffRecipesInputs;

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
  return callFull("checkRecipe", inputs);
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
export function checkConnection(inputs: CheckConnectionInputs & CallOptions): ConnectionReport {
  return callFull("checkConnection", inputs);
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
  return callFull("diffRecipes", inputs);
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
export function explainNode(inputs: ExplainNodeInputs): Result<Explanation> {
  return callFull("explainNode", inputs);
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
export function drawDiff(inputs: DiffInputs & FormatInput): Result<TextDrawing | LayoutDrawing> {
  return callFull("drawDiff", inputs);
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
export function forcedNodesTree(inputs: RecipeInputs & CallOptions): NodeTreeReport {
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
export function expandForcedNodes(inputs: ForcedNodesInputs & CallOptions): NodeTreeReport {
  return call("expandForcedNodes", inputs);
}

/**
 * Returns the shortest form of forced nodes that has the same effect.
 *
 * @example
 * ```ts
 * const chosen = { all: false, nodes: ["publish", "publish"] };
 * normalizeForcedNodes({ forced_nodes: chosen, definition }).forced_nodes; // { all: false, nodes: ["publish"] }
 * ```
 */
export function normalizeForcedNodes(inputs: ForcedNodesInputs & CallOptions): ForcedNodesReport {
  return call("normaliseForcedNodes", inputs);
}

/**
 * The former name of {@link normalizeForcedNodes}, still accepted.
 *
 * @example
 * ```ts
 * normaliseForcedNodes === normalizeForcedNodes; // true
 * ```
 * @deprecated Use `normalizeForcedNodes`: all names of the package are American English, as those of the API are.
 */
export const normaliseForcedNodes = normalizeForcedNodes;
