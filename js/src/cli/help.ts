/** What `--help` prints. */
import { commands, type Command, type Option } from "./commands.js";

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
    "Exit codes: 0 valid, 1 invalid, 2 wrong usage, unreadable input, or a document beside it that is none.",
    "",
  ].join("\n");
}

/** All options that a command has. */
export function optionsOf({ options, formats }: Command): Record<string, Option> {
  const [first = "", ...others] = formats;
  return {
    ...options,
    format: { value: "FORMAT", description: `${first} (the default), ${others.join(", ")}` },
    lines: { description: "JSON Lines: each line an object with the inputs, answered by a line of JSON" },
  };
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
    `Usage: scale-batch ${name} [OPTIONS] ${command.usage}`,
    `       scale-batch ${name} --lines [FILE…]`,
    "",
    ...options,
    "",
    "A line under --lines; what is optional may be left out:",
    `  ${command.line}`,
    "",
    "Examples:",
    ...command.examples.map((example) => `  scale-batch ${example}`),
    "",
  ].join("\n");
}
