#!/usr/bin/env node
/**
 * The command line: finds the command, runs it and sets the exit code. What calls the module is imported when it is needed:
 * help and the version come without it.
 */
import { readFileSync } from "node:fs";

import { commands, type Command } from "./commands.js";
import { Failure, printable } from "./failure.js";
import { commandHelp, overview } from "./help.js";

/** Returns the exit code: 0 valid, 1 invalid, 2 wrong usage or unreadable input. */
async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    const about = name === "help" ? rest[0] : undefined;
    process.stdout.write(about === undefined ? overview() : commandHelp(about, await find(about)));
    return name === undefined ? 2 : 0;
  }
  if (name === "--version" || name === "-V") {
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  const command = await find(name);
  if (rest.includes("--help") || rest.includes("-h")) {
    process.stdout.write(commandHelp(name, command));
    return 0;
  }
  const { run } = await import("./run.js");
  return run(name, command, rest);
}

/** The version of the package, without its module. */
function version(): string {
  const file = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  return (JSON.parse(file) as { version: string }).version;
}

async function find(name: string): Promise<Command> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    const kind = name.startsWith("-") ? "option" : "command";
    const { didYouMean } = await import("./suggestion.js");
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
