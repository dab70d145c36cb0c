/** What `--help` prints. */
import { commands, type Command, type Option } from "./commands.js";

/** The options of every command that calls the module. */
export const commonOptions: Record<string, Option> = {
  format: {
    value: "FORMAT",
    description: "how to print: text (the default), json, or another format of the command",
  },
  lines: {
    description: "read JSON Lines, each an object with the inputs; answer each with a line of JSON",
  },
};

/** All commands. */
export function overview(): string {
  const list = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`);
  return [
    "Everything about batches of the Scale v6 REST API, offline.",
    "",
    "Usage: scale-batch COMMAND [OPTIONS] FILE…",
    "",
    ...list,
    "",
    "A FILE may be -, the standard input. More about a command: scale-batch COMMAND --help",
    "Exit codes: 0 valid, 1 invalid, 2 wrong usage or unreadable input.",
    "",
  ].join("\n");
}

/** All options that a command has. */
export function optionsOf(command: Command): Record<string, Option> {
  return command.function === undefined ? command.options : { ...command.options, ...commonOptions };
}

/** One command. */
export function commandHelp(name: string, command: Command): string {
  const options = Object.entries(optionsOf(command)).map(([option, { value, description }]) => {
    const usage = value === undefined ? `--${option}` : `--${option} ${value}`;
    return `  ${usage.padEnd(26)} ${description}`;
  });
  return [
    `scale-batch ${name}: ${command.summary}.`,
    "",
    `Usage: scale-batch ${name} ${options.length > 0 ? "[OPTIONS] " : ""}${command.usage}`,
    ...(options.length > 0 ? ["", ...options] : []),
    "",
    "Examples:",
    ...command.examples.map((example) => `  scale-batch ${example}`),
    "",
  ].join("\n");
}
