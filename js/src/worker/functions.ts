/** The functions that a worker runs: those that take documents. The others are quick. */
export { batchChain, batchProgress, compareBatches, comparisonCsv, comparisonRows } from "../comparison.js";
export {
  readBatch,
  readBatches,
  readBatchList,
  readConfiguration,
  readCreateRequest,
  readDataset,
  readDefinition,
  readDiff,
  readEditRequest,
  readRecipeType,
  readSubRecipeTypes,
  readValidation,
} from "../documents.js";
export { editRequest, nextBatch, proposeInputMap } from "../proposals.js";
export {
  checkConnection,
  checkRecipe,
  diffRecipes,
  drawDiff,
  expandForcedNodes,
  explainNode,
  forcedNodesTree,
  normalizeForcedNodes,
} from "../recipes.js";
export { estimateRecipes, validateBatch } from "../validation.js";
