/** The start of the command line, compared with that of Node.js. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { race, shown, type Work } from "./measure.js";

const cli = fileURLToPath(new URL("../node_modules/scale-batch/dist/esm/cli/main.js", import.meta.url));
const request = fileURLToPath(new URL("../../../examples/requests/ten-mistakes.json", import.meta.url));

function node(...args: string[]): Work {
  return () => {
    const { error, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (error !== undefined || stderr !== "") throw error ?? new Error(stderr);
  };
}

/** Prints how many times as long it takes to run a command as to run nothing. */
export function starting(): void {
  console.log('The command line: time compared with `node -e ""`');
  const times = race({
    nothing: node("-e", ""),
    version: node(cli, "--version"),
    help: node(cli, "--help"),
    validate: node(cli, "validate", request),
  });
  for (const [title, name] of [
    ["--version", "version"],
    ["--help", "help"],
    ["validate, a small request", "validate"],
  ] as const) {
    console.log(`  ${title.padEnd(26)} ${shown(times.ratio(name, "nothing"), 1.3)}`);
  }
}
