/** The documents that an application fetches: a recipe type and a dataset, as the API serves them. */
import type { BatchContext } from "scale-batch";

export const context: BatchContext = {
  recipe_type: {
    id: 208,
    name: "ortho",
    title: "Ortho photos",
    revision_num: 2,
    definition: {
      input: { files: [{ name: "SCENE", media_types: ["image/tiff"] }] },
      nodes: {
        parse: {
          dependencies: [],
          input: { SCENE: { type: "recipe", input: "SCENE" } },
          node_type: {
            node_type: "job",
            job_type_name: "parse",
            job_type_version: "1.0",
            job_type_revision: 1,
          },
        },
      },
    },
  },
  dataset: {
    id: 1,
    title: "Scenes of June",
    definition: { parameters: { files: [{ name: "SCENE", media_types: ["image/tiff"] }] } },
    files_per_parameter: { SCENE: 12 },
  },
};
