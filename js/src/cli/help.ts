/** What `--help` prints. */
import { commands, type Command, type Option } from "./commands.js";

/** The help on all commands. */
export function overview(): string {
  const list = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`);
  return [
    "Checks, explains and compares batches of the Scale v6 REST API, offline.",
    "",
    "Usage: scale-batch COMMAND [OPTIONS] FILE…",
    "",
    ...list,
    "",
    "FILE may be - for standard input. For help on a command: scale-batch COMMAND --help",
    "Exit codes: 0 valid, 1 invalid, 2 wrong usage, unreadable input, or a file that is not the expected document.",
    "",
  ].join("\n");
}

/** The option of every command that reads documents. */
const limits: Option = {
  value: "LIMITS",
  description: "how much is read and listed, such as problems=5000,depth=300",
};

/** All options of a command. */
export function optionsOf(command: Command): Record<string, Option> {
  const { options, formats } = command;
  const [first = "", ...others] = formats;
  return {
    ...options,
    ...("function" in command ? { limits } : {}),
    format: { value: "FORMAT", description: `${first} (the default), ${others.join(", ")}` },
    lines: {
      description:
        "read JSON Lines, an object with the inputs on each line, and print a line of JSON for each",
    },
  };
}

/** The help on one command. */
export function commandHelp(name: string, command: Command): string {
  const options = Object.entries(optionsOf(command)).map(([option, { value, description }]) => {
    const usage = value === undefined ? `--${option}` : `--${option} ${value}`;
    return `  ${usage.padEnd(26)} ${description}`;
  });
  return [
    `scale-batch ${name}: ${command.summary}.`,
    "",
    `Usage: scale-batch ${name} [OPTIONS] ${command.usage}`,
    `       scale-batch ${name} --lines [FILE…]`,
    "",
    ...options,
    "",
    "A line with --lines (optional inputs may be omitted):",
    `  ${command.line}`,
    "",
    "Examples:",
    ...command.examples.map((example) => `  scale-batch ${example}`),
    "",
  ].join("\n");
}
