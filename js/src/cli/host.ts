/** The host of the machine: reads and writes what it wants, and decides nothing. */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { isatty } from "node:tty";

import { compiled, Machine, type Action, type Answer } from "./module.js";
import { obstacleOf } from "./obstacle.js";
import { standardInput, write } from "./pipes.js";

/** Runs the command line with arguments, and returns the exit code. */
export async function run(args: string[]): Promise<number> {
  const module = compiled();
  const machine = new Machine(module);
  let action = machine.step({
    kind: "start",
    arguments: args,
    variables: process.env,
    writes_to_terminal: isatty(1),
    columns: process.stdout.columns > 0 ? process.stdout.columns : undefined, // None without a terminal.
    folder: process.cwd(),
  });
  while (action.do !== "exit") {
    let [answer, content]: [Answer, Buffer?] = [{ kind: "done" }];
    try {
      [answer, content] = await answerTo(action, module);
    } catch (error) {
      answer = { kind: "failed", obstacle: obstacleOf(error) };
    }
    action = machine.step(answer, content);
  }
  return action.code;
}

async function answerTo(
  action: Exclude<Action, { do: "exit" }>,
  module: WebAssembly.Module,
): Promise<[Answer, Buffer?]> {
  switch (action.do) {
    case "read":
      return [{ kind: "content" }, action.file === null ? standardInput() : readFileSync(action.file)];
    case "list": {
      const entries = readdirSync(action.folder, { withFileTypes: true });
      const told = entries.map((entry) => ({ name: entry.name, is_folder: entry.isDirectory() }));
      return [{ kind: "entries", entries: told }];
    }
    case "write":
      write(action.to === "results" ? 1 : 2, Buffer.from(action.text));
      return [{ kind: "done" }];
    case "replace": {
      const { replace } = await import("./replace.js");
      replace(action.file, action.text);
      return [{ kind: "done" }];
    }
    case "sleep":
      await setTimeout(action.milliseconds);
      return [{ kind: "done" }];
    case "lines": {
      const { answerLines } = await import("./lines.js");
      return [await answerLines(action.file, action.work, module)];
    }
  }
}
