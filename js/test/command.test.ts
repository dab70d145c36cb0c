/** The cases of tests/command, which `tests/command.rs` runs with the native command and this file with that of the package. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

type Content = string | { bytes: number[] };

interface Case {
  name: string;
  arguments: string[];
  stdin?: Content;
  files?: Record<string, Content>;
  environment?: Record<string, string>;
  /** The files whose content is shown in the end. */
  shown?: string[];
}

const root = fileURLToPath(new URL("../../../", import.meta.url));
const main = join(root, "js/dist/esm/cli/main.js");
const cases = join(root, "tests/command");

function bytesOf(content: Content): Buffer {
  return typeof content === "string" ? Buffer.from(content) : Buffer.from(content.bytes);
}

/** Output as a transcript has it: it ends with a line feed, or tells that it does not. */
function ended(output: string): string {
  return output === "" || output.endsWith("\n") ? output : `${output}\n\\ no line feed at the end\n`;
}

/** What a case prints, as tests/command has it. */
async function transcriptOf(given: Case): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "scale-batch-"));
  for (const [name, source] of [
    ["story", "examples/story"],
    ["requests", "examples/requests"],
    ["seed", "tests/data/seed"],
  ] as const) {
    cpSync(join(root, source), join(folder, name), { recursive: true });
  }
  for (const [name, content] of Object.entries(given.files ?? {})) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytesOf(content));
  }
  const command = spawn(process.execPath, [main, ...given.arguments], {
    cwd: folder,
    env: { ...process.env, ...given.environment },
  });
  // A command that does not read its input closes the pipe.
  command.stdin.on("error", () => undefined).end(bytesOf(given.stdin ?? ""));
  const [output, errors, code] = await Promise.all([
    command.stdout.toArray(),
    command.stderr.toArray(),
    new Promise((resolve) => command.on("close", resolve)),
  ]);
  const shown = (given.shown ?? []).map(
    (name) => `--- ${name}\n${ended(readFileSync(join(folder, name), "utf8")).replaceAll("\r", "␍")}`,
  );
  rmSync(folder, { recursive: true });
  const [told, failed] = [output, errors].map((chunks) =>
    ended(Buffer.concat(chunks as Buffer[]).toString()),
  );
  const stderr = failed === "" ? "" : `--- stderr\n${failed}`;
  return `=== ${given.name}\n${told}${stderr}${shown.join("")}--- exit code ${String(code)}\n\n`;
}

for (const file of readdirSync(cases).filter((name) => name.endsWith(".jsonl"))) {
  const subject = file.replace(".jsonl", "");
  test(`the command line as native: ${subject}`, { concurrency: availableParallelism() }, async (context) => {
    const lines = readFileSync(join(cases, file), "utf8").trimEnd().split("\n");
    const expected = readFileSync(join(cases, `${subject}.txt`), "utf8").split(/(?<=\n\n)(?==== )/);
    assert.equal(lines.length, expected.length);
    const run = lines.map((line, number) => {
      const given = JSON.parse(line) as Case;
      return context.test(given.name, async () => {
        assert.equal(await transcriptOf(given), expected[number]);
      });
    });
    await Promise.all(run);
  });
}
