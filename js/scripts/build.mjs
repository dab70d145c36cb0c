// Builds dist/: the ES and CommonJS modules, the WebAssembly modules and the schemas. Needs ../pkg (`make wasm`).
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

import { inTypeScript35 } from "./declarations.mjs";
import { buildLegacy } from "./legacy.mjs";

const here = fileURLToPath(new URL("..", import.meta.url));
process.chdir(here);

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist");
for (const module of [
  "forms/scale_batch_forms_bg.wasm",
  "full/scale_batch_bg.wasm",
  "command/scale_batch_command_bg.wasm",
]) {
  cpSync(`../pkg/${module}`, `dist/${basename(module)}`);
}
cpSync("../schemas", "dist/schemas", { recursive: true });
mkdirSync("docs", { recursive: true });
cpSync("../docs/problems.md", "docs/problems.md");
for (const licence of ["LICENSE-APACHE", "LICENSE-MIT"]) cpSync(`../${licence}`, licence);
for (const config of ["tsconfig.esm.json", "tsconfig.cjs.json"]) {
  execFileSync("node_modules/.bin/tsc", ["--project", config], { stdio: "inherit" });
}
writeFileSync("dist/cjs/package.json", '{ "type": "commonjs" }\n');
for (const file of readdirSync("dist", { recursive: true, encoding: "utf8" })) {
  if (file.endsWith(".d.ts"))
    writeFileSync(`dist/${file}`, inTypeScript35(readFileSync(`dist/${file}`, "utf8")));
}
buildLegacy();
chmodSync("dist/esm/cli/main.js", 0o755);
const files = readdirSync("../schemas");
const { toDraft07 } = await import("../dist/esm/draft-07.js");
mkdirSync("dist/schemas/draft-07");
for (const file of files) {
  const schema = toDraft07(JSON.parse(readFileSync(`../schemas/${file}`, "utf8")));
  writeFileSync(`dist/schemas/draft-07/${file}`, `${JSON.stringify(schema, null, 2)}\n`);
}

// What the command line prints for arguments whose output is the same everywhere, by their JSON: it starts without its module.
writeFileSync("dist/esm/cli/ready.json", "{}");
const output = (...args) =>
  execFileSync(process.execPath, ["dist/esm/cli/main.js", ...args], { encoding: "utf8" });
const overview = output("--help");
const ready = [
  [["--version"], ["-V"]],
  [["--help"], ["-h"], ["help"]],
];
for (const [, name] of overview.matchAll(/^ {2}(\w+) /gm))
  ready.push([
    [name, "--help"],
    [name, "-h"],
    ["help", name],
  ]);
const texts = ready.flatMap((same) => {
  const text = output(...same[0]);
  return same.map((args) => [JSON.stringify(args), text]);
});
writeFileSync("dist/esm/cli/ready.json", `${JSON.stringify(Object.fromEntries(texts))}\n`);
