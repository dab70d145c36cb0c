/** The example documents of the page, and the examples to start from. */
import mistakes from "./many-mistakes.json";
import coastlineBatches from "../../../../examples/story/batches.json";
import northSea from "../../../../examples/story/dataset.json";
import coastline from "../../../../examples/story/recipe-type.json";
import coastlineBefore from "../../../../examples/story/revision-4.json";
import coastlineInside from "../../../../examples/story/sub-recipe-types.json";
import pairs from "../../../../examples/story/pairs-dataset.json";
import coastChange from "../../../../examples/story/pairs-recipe-type.json";
import type { Choice, Example, Part } from "../session.js";
import harbourBatches from "./harbours-batches.json";
import harbours from "./harbours-dataset.json";
import harbourShips from "./harbours-recipe-type.json";
import shipClasses from "./harbours-sub-recipe-types.json";
import { largeBatches, largeRecipeType, largeRevisions } from "./large.js";
import waddenSea from "./wadden-sea-dataset.json";

const choice = (label: string, document: object): Choice => ({ label, document });

const documents = {
  coastline: choice("Coastline tracing", coastline),
  coastlineRevisions: choice("Coastline and its sub-recipes", [coastlineBefore, ...coastlineInside]),
  coastlineChain: choice("Coastline: 4 batches", coastlineBatches),
  northSea: choice("North Sea archive", northSea),
  waddenSea: choice("Wadden Sea, winter scenes", waddenSea),
  harbourShips: choice("Ships in harbours", harbourShips),
  harbourRevisions: choice("Ships in harbours and their sub-recipes", [harbourShips, ...shipClasses]),
  coastChange: choice("Coast change", coastChange),
  pairs: choice("Pairs of scenes, 2024 and 2025", pairs),
  harbours: choice("Harbours, January to March", harbours),
  harbourChain: choice("Harbours: 3 batches", harbourBatches),
  large: choice("A recipe of 1,000 nodes", largeRecipeType),
  largeRevisions: choice("1,000 nodes: the first revision", largeRevisions),
  largeChain: choice("1,000 nodes: 2 batches", largeBatches),
};

/** The documents that a list offers, by part. */
export const offered: Record<Part, readonly Choice[]> = {
  recipe_type: [documents.coastline, documents.harbourShips, documents.coastChange, documents.large],
  revisions: [documents.coastlineRevisions, documents.harbourRevisions, documents.largeRevisions],
  dataset: [documents.northSea, documents.waddenSea, documents.harbours, documents.pairs],
  batches: [documents.coastlineChain, documents.harbourChain, documents.largeChain],
};

const coastlineDocuments = {
  recipe_type: documents.coastline,
  revisions: documents.coastlineRevisions,
  dataset: documents.northSea,
  batches: documents.coastlineChain,
};

/** The examples to start from, by a short name. */
export const examples: Record<string, { label: string; example: Example }> = {
  reprocess: {
    label: "Re-process a chain of batches",
    example: {
      documents: coastlineDocuments,
      request: {
        title: "Coastline, smoother lines",
        recipe_type_id: 208,
        definition: {
          previous_batch: { root_batch_id: 301, forced_nodes: { all: false, nodes: ["tide-level"] } },
        },
        configuration: { priority: 200 },
      },
    },
  },
  dataset: {
    label: "Create a batch from a dataset",
    example: {
      documents: coastlineDocuments,
      request: {
        title: "North Sea coastline",
        description: "The whole archive, once.",
        recipe_type_id: 208,
        definition: {
          dataset: 57,
          forced_nodes: { all: false, sub_recipes: { orthorectify: { all: true } } },
        },
        configuration: { priority: 100, inputMap: [{ input: "SCENE", datasetParameter: "IMAGE" }] },
      },
    },
  },
  nothing: {
    label: "A batch that creates nothing",
    example: {
      documents: {
        recipe_type: documents.coastChange,
        revisions: null,
        dataset: documents.pairs,
        batches: null,
      },
      request: {
        title: "Coast change, 2024 to 2025",
        recipe_type_id: 221,
        definition: { dataset: 63 },
      },
    },
  },
  mistakes: {
    label: "A request full of mistakes",
    example: { documents: coastlineDocuments, request: mistakes },
  },
  running: {
    label: "A chain that is still running",
    example: {
      documents: {
        recipe_type: documents.harbourShips,
        revisions: documents.harbourRevisions,
        dataset: documents.harbours,
        batches: documents.harbourChain,
      },
      request: {
        title: "Harbours, once more",
        recipe_type_id: 212,
        definition: { previous_batch: { root_batch_id: 401, forced_nodes: { all: true } } },
      },
    },
  },
  large: {
    label: "A recipe of 1,000 nodes",
    example: {
      documents: {
        recipe_type: documents.large,
        revisions: documents.largeRevisions,
        dataset: null,
        batches: documents.largeChain,
      },
      request: {
        title: "All tiles, newer classes",
        recipe_type_id: 300,
        definition: { previous_batch: { root_batch_id: 501 } },
      },
    },
  },
  empty: {
    label: "Start empty",
    example: {
      documents: { recipe_type: null, revisions: null, dataset: null, batches: null },
      request: { definition: {} },
    },
  },
};
