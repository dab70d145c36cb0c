/** What a keystroke costs: a request that changed is validated against a context that is held. */
import { BatchValidator, validateBatch } from "scale-batch";

import { race, shown, type Work } from "./measure.js";
import { nodeName, recipe, SHAPES, type Shape } from "./recipes.js";

const SIZES = [10, 1_000, 10_000];

/** A request for every keystroke, each with a different priority. */
function requests(definition: object): () => never {
  let stroke = 0;
  return () => ({ recipe_type_id: 208, definition, configuration: { priority: stroke++ % 100 } }) as never;
}

function context(size: number) {
  const shape = SHAPES["random"] as Shape;
  const previous_batch = {
    id: 104,
    recipe_type: { id: 208 },
    is_creation_done: true,
    recipes_total: 12,
    recipe_type_rev: { definition: recipe(size, shape, 1) },
  };
  const recipe_type = { id: 208, name: "nightly", revision_num: 2, definition: recipe(size, shape, 2) };
  const definition = { parameters: { files: [{ name: "IMAGE" }], json: [] } };
  const dataset = { id: 1, definition, files: [{ parameter_name: "IMAGE", file_ids: [1, 2, 3] }] };
  return { recipe_type, dataset, batches: [previous_batch] };
}

interface Stroke {
  /** What is typed, by the size of the recipe. */
  definition: (size: number) => object;
  /** Whether the report has the diff with the previous batch, which is as long as the recipe. */
  diff: boolean;
}

const again = (forced_nodes?: object): object => ({ previous_batch: { root_batch_id: 104, forced_nodes } });
const forced = (size: number): object => ({ all: false, nodes: [nodeName(size / 2)] });

const STROKES: Readonly<Record<string, Stroke>> = {
  "a dataset": { definition: () => ({ dataset: 1 }), diff: true },
  "a dataset, a node forced": {
    definition: (size) => ({ dataset: 1, forced_nodes: forced(size) }),
    diff: true,
  },
  "a previous batch": { definition: () => again(), diff: false },
  "a previous batch, a node forced": { definition: (size) => again(forced(size)), diff: false },
  "a previous batch, with the diff": { definition: () => again(), diff: true },
};

/** Prints how the cost grows with the context, and what holding it saves. */
export function keystroke(): void {
  console.log("A keystroke: a changed request against a held context, by the number of nodes of its recipe");
  for (const [stroke, { definition, diff }] of Object.entries(STROKES)) {
    const competitors: Record<string, Work> = {};
    for (const size of SIZES) {
      const all = context(size);
      const validator = new BatchValidator(all);
      const request = requests(definition(size));
      competitors[`held ${size}`] = () => validator.validate(request(), { diff });
      competitors[`passed ${size}`] = () => validateBatch(request(), all, { diff });
      const report = validator.validate(request());
      if (!report.is_valid || report.unchecked.length > 0) throw new Error(JSON.stringify(report));
    }
    const times = race(competitors, 15);
    console.log(`  ${stroke}`);
    for (const size of SIZES) {
      const growth = shown(times.ratio(`held ${size}`, "held 10"));
      const saved = shown(times.ratio(`passed ${size}`, `held ${size}`));
      console.log(
        `    ${String(size).padStart(6)} nodes: ${growth} times 10 nodes; passing everything ${saved} times`,
      );
    }
  }
}
