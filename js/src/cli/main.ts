#!/usr/bin/env node
/** The command line: finds the command, runs it and sets the exit code. */
import { version } from "../documents.js";
import { commands } from "./commands.js";
import { didYouMean, Failure, printable } from "./failure.js";
import { run } from "./run.js";
import { commandHelp, overview } from "./help.js";

import "../node.js"; // initialises the module

/** Returns the exit code: 0 valid, 1 invalid, 2 wrong usage or unreadable input. */
async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    const about = name === "help" ? rest[0] : undefined;
    process.stdout.write(about === undefined ? overview() : commandHelp(about, find(about)));
    return name === undefined ? 2 : 0;
  }
  if (name === "--version" || name === "-V") {
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  const command = find(name);
  if (rest.includes("--help") || rest.includes("-h")) {
    process.stdout.write(commandHelp(name, command));
    return 0;
  }
  return run(name, command, rest);
}

function find(name: string): (typeof commands)[string] {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    const kind = name.startsWith("-") ? "option" : "command";
    throw new Failure(`There is no ${kind} "${name}".${didYouMean(name, Object.keys(commands))}`, "--help");
  }
  return command;
}

// A reader that closes the pipe early, such as `head`, is not a failure: the code is that of the results so far.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? process.exitCode : 2);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const hint = error instanceof Failure && error.help !== undefined ? `Try: scale-batch ${error.help}\n` : "";
  process.stderr.write(`scale-batch: ${printable(error.message)}\n${hint}`);
  process.exitCode = 2;
}
