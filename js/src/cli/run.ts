/** Runs a command with its arguments. */
import { parseArgs } from "node:util";

import type { Arguments, Call, Command, Option } from "./commands.js";
import { Failure } from "./failure.js";
import { optionsOf } from "./help.js";
import { printResults } from "./lines.js";
import { callText } from "./module.js";
import { codeOf, type Result } from "./result.js";
import { didYouMean } from "./suggestion.js";

/** Returns the exit code. */
export async function run(commandName: string, command: Command, args: string[]): Promise<number> {
  const { given, lines } = parse(commandName, command, args);
  if ("load" in command) {
    const { text, resultOfLine } = await command.load();
    if (lines) return printResults({ resultOf: resultOfLine }, given.files);
    process.stdout.write(text(given.files[0], given.options["format"]));
    return 0;
  }
  const name = command.function(given);
  if (lines) return printResults({ resultOf: (line) => callText(name, line), name }, given.files);
  let code = 0;
  const { format, limits } = given.options;
  for (const call of command.calls(given)) {
    if (limits !== undefined) call.inputs["limits"] = limitsOf(limits);
    const result = outputOf(name, call, format);
    code = Math.max(code, result.code);
    process.exitCode = code; // If the reader closes the pipe, this is the code.
    process.stdout.write(result.output);
  }
  return code;
}

function outputOf(
  name: string,
  { inputs, ...sources }: Call,
  format: string | undefined,
): { output: string; code: number } {
  const parts = Object.entries(inputs).map(([input, json]) => `"${input}":${json}`);
  if (format !== "json") parts.push(`"print":${JSON.stringify({ ...sources, colour: hasColours() })}`);
  const json = callText(name, `{${parts.join(",")}}`);
  const result = JSON.parse(json) as Result;
  return { output: result.text ?? `${json}\n`, code: codeOf(result) };
}

/** `problems=5000,depth=300` as JSON. The module knows which limits there are. */
function limitsOf(list: string): string {
  const limits = list.split(",").map((limit) => {
    const [name = "", value = ""] = limit.split("=", 2);
    return [name.trim(), /^\s*\d{1,15}\s*$/.test(value) ? Number(value) : value] as const;
  });
  return JSON.stringify(Object.fromEntries(limits));
}

function hasColours(): boolean {
  const { NO_COLOR: none = "" } = process.env;
  return process.stdout.isTTY && none === "" && process.stdout.hasColors();
}

function parse(name: string, command: Command, args: string[]): { given: Arguments; lines: boolean } {
  const known = optionsOf(command);
  const help = `${name} --help`;
  const { tokens } = parseArgs({
    args,
    options: Object.fromEntries(
      Object.entries(known).map(([option, { value }]) => [
        option,
        { type: value === undefined ? ("boolean" as const) : ("string" as const) },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given: Arguments = { files: [], options: {} };
  let lines = false;
  for (const token of tokens) {
    if (token.kind === "positional") given.files.push(token.value);
    if (token.kind !== "option") continue;
    const option = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    if (option === undefined) {
      const meant = didYouMean(token.name, Object.keys(known)).replace('"', '"--');
      throw new Failure(`There is no option "${token.rawName}".${meant}`, help);
    }
    if (option.value === undefined && token.value !== undefined) {
      throw new Failure(`The option --${token.name} takes no value.`, help);
    }
    if (option.value !== undefined && token.value === undefined) {
      throw new Failure(`The option --${token.name} needs a value: ${option.value}.`, help);
    }
    if (token.name === "lines") lines = true;
    else given.options[token.name] = token.value ?? "";
  }
  if (lines) checkLines(known, given, help);
  else checkFiles(name, command, given, help);
  if (given.files.filter((file) => file === "-").length > 1) {
    throw new Failure("Standard input can be read only once.", help);
  }
  return { given, lines };
}

function checkFiles(name: string, { formats, files, usage }: Command, given: Arguments, help: string): void {
  const format = (given.options["format"] ??= formats[0] ?? "");
  if (!formats.includes(format)) {
    const meant = didYouMean(format, formats);
    throw new Failure(
      `The format must be one of ${formats.join(", ")}, but it is "${format}".${meant}`,
      help,
    );
  }
  const { length } = given.files;
  if (length >= files.least && length <= files.most) return;
  const fault = length < files.least ? "An argument is missing" : "Too many arguments";
  throw new Failure(`${fault}. Usage: scale-batch ${name} ${usage}`, help);
}

function checkLines(known: Record<string, Option>, given: Arguments, help: string): void {
  const { format = "json", ...others } = given.options;
  if (format !== "json") {
    throw new Failure(`With --lines the output is JSON: --format ${format} is not possible.`, help);
  }
  const extra = Object.keys(others).find((option) => known[option]?.value !== undefined);
  if (extra !== undefined) {
    throw new Failure(`With --lines there is no --${extra}: each line has its own inputs.`, help);
  }
}
