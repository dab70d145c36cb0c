/** Runs the benchmarks: all of them, or those that are named. */
import { comparing } from "./comparing.js";
import { diffing } from "./diffing.js";
import { keystroke } from "./keystroke.js";
import { native } from "./native.js";
import { starting } from "./starting.js";
import { structure } from "./structure.js";

const BENCHMARKS: Readonly<Record<string, () => void>> = {
  keystroke,
  structure,
  diffing,
  comparing,
  starting,
  native,
};

const wanted = process.argv.slice(2);
for (const name of wanted)
  if (!Object.hasOwn(BENCHMARKS, name)) throw new Error(`no benchmark is called ${name}`);
for (const [name, run] of Object.entries(BENCHMARKS)) {
  if (wanted.length === 0 || wanted.includes(name)) run();
}
