/** WebAssembly compared with the same core compiled for this machine, with the same JSON strings in and out. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

// Strings only, without conversion from and to JavaScript objects; and the instance keeps the context that is held.
import { callText } from "../node_modules/scale-batch/dist/esm/engine.js";
import "scale-batch";

import { batches } from "./batches.js";
import { diffContext, REPROCESS } from "./diffing.js";
import { lastResult, ratioOf, shown, timed } from "./measure.js";
import { recipe, SHAPES } from "./recipes.js";

const ROUNDS = 7;

/** A function and its input, as `benches/call.rs` reads them. */
type Call = readonly [name: string, input: object];

/** Prints how many times as long a call takes in WebAssembly. `make bench` builds the native program first. */
export function native(): void {
  console.log("WebAssembly compared with native code, with the same JSON strings in and out");
  for (const [name, shape] of Object.entries(SHAPES)) {
    const [previous, current] = [recipe(10_000, shape, 1), recipe(10_000, shape, 2)];
    const hold: Call = ["holdContext", { context: diffContext(previous, current) }];
    show(`diff, ${name} of 10,000 nodes, held`, ["diffBatch", { request: REPROCESS }], hold);
    show(`diff, ${name} of 10,000 nodes, passed`, ["diffRecipes", { previous, current }]);
  }
  show("1,000 batches of 100 jobs compared", ["compareBatches", { batches: batches(1_000, 100) }]);
}

function show(title: string, [name, input]: Call, hold?: Call): void {
  const text = (held: number | undefined): string => JSON.stringify({ ...input, held });
  // The first context of the program is number 1.
  const lines = hold === undefined ? [] : [`["${hold[0]}",${JSON.stringify(hold[1])}]`];
  lines.push(`["${name}",${text(hold && 1)}]`);
  let held: number | undefined;
  if (hold !== undefined) {
    const result = callText(hold[0], JSON.stringify(hold[1]));
    held = (JSON.parse(result) as { held: number }).held;
  }
  const own = text(held);
  const wasm: number[] = [];
  const others: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    others.push(nativeTime(lines));
    wasm.push(timed(() => callText(name, own), 500));
  }
  if ((lastResult() as string).startsWith('{"errors":[{')) throw new Error(lastResult() as string);
  if (held !== undefined) callText("releaseContext", JSON.stringify({ held }));
  console.log(`  ${title.padEnd(40)} ${shown(ratioOf(wasm, others))}`);
}

/** The time of the last call in native code, in nanoseconds. */
function nativeTime(lines: readonly string[]): number {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  const bench = ["bench", "--quiet", "--bench", "call"];
  return Number(execFileSync("cargo", bench, { cwd: root, input: lines.join("\n"), encoding: "utf8" }));
}
