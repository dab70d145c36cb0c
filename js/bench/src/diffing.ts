/** The diff, compared with the same rules in plain TypeScript. */
import { BatchValidator, diffRecipes } from "scale-batch";

import { checkRecipeDiff } from "./checks.js";
import { race, shown } from "./measure.js";
import { recipeDiff } from "./recipe-diff.js";
import { recipe, SHAPES, type Recipe } from "./recipes.js";

/** What the ratios should be at most, with the context held and with all passed, by the number of nodes. */
const AIMS: readonly [size: number, held: number, passed: number | undefined][] = [
  [10, 1.5, undefined],
  [100, 1, 2.5],
  [1_000, 0.8, 2.5],
  [10_000, 0.6, undefined],
];

/** A batch that ran one revision of a recipe, and the recipe type that has another now. */
export function diffContext(previous: Recipe, current: Recipe) {
  const batch = { id: 104, recipe_type: { id: 208 }, recipe_type_rev: { definition: previous } };
  return { recipe_type: { id: 208, definition: current }, batches: [batch] };
}

/** The request that re-processes the batch of {@link diffContext}. */
export const REPROCESS = { recipe_type_id: 208, definition: { previous_batch: { root_batch_id: 104 } } };

/** Prints how many times as long the library takes: with the definitions held, and with all passed at each call. */
export function diffing(): void {
  checkRecipeDiff();
  console.log(
    "A diff: time compared with plain TypeScript, objects in and out, with the context held; with all passed",
  );
  for (const [name, shape] of Object.entries(SHAPES)) {
    for (const [size, mostHeld, mostPassed] of AIMS) {
      const [previous, current] = [recipe(size, shape, 1), recipe(size, shape, 2)];
      using validator = new BatchValidator(diffContext(previous, current));
      const times = race(
        {
          held: () => validator.diff(REPROCESS),
          passed: () => diffRecipes({ previous, current } as never),
          plain: () => recipeDiff(previous, current),
        },
        21,
      );
      const held = shown(times.ratio("held", "plain"), mostHeld);
      const passed = shown(times.ratio("passed", "plain"), mostPassed);
      console.log(`  ${name.padEnd(7)} ${String(size).padStart(6)} nodes: ${held}; ${passed}`);
    }
  }
}
