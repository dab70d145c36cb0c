// Prints a table of the sizes of the package, ajv and zod, all measured the same way: as npm packs them and as a page
// loads them, in a minimal application that checks a request (size/). Fails if the figures in README.md differ by more
// than a tenth. Prints also whether the modules and a page with one of them are as small as they should be. Needs ../dist.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { buildSync } from "esbuild";

import { aimed } from "../bench/build/aim.js";
import { filesOf } from "./pages.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const library = new URL("..", import.meta.url);

/** The package as npm packs it, including its dependencies: [packed, unpacked]. */
function packed(folders) {
  const sizes = folders.map((folder) => {
    const options = ["pack", "--dry-run", "--json", "--ignore-scripts"];
    return JSON.parse(execFileSync("npm", options, { cwd: fileURLToPath(folder), encoding: "utf8" }))[0];
  });
  const sum = (field) => sizes.reduce((total, sizeOf) => total + sizeOf[field], 0);
  return [sum("size"), sum("unpackedSize")];
}

/** The files of an application: [gzipped, with brotli]. */
function loaded(application, ...others) {
  const { outputFiles } = buildSync({
    entryPoints: [`size/${application}.js`],
    absWorkingDir: here,
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  return compressed([outputFiles[0].contents, ...others]);
}

function compressed(files) {
  const sum = (compress) => files.reduce((total, file) => total + compress(file).length, 0);
  return [sum((file) => gzipSync(file, { level: 9 })), sum(brotliCompressSync)];
}

const installed = (...names) => names.map((name) => new URL(`node_modules/${name}/`, import.meta.url));
const moduleOf = (name) => readFileSync(new URL(`dist/${name}.wasm`, library));
const figures = {
  "scale-batch/forms, with Vite": ["", "", ...compressed([...(await filesOf("forms")).values()])],
  "scale-batch, all of it": [...packed([library]), ...loaded("scale-batch", moduleOf("scale_batch_bg"))],
  "… its JavaScript alone": ["", "", ...loaded("scale-batch")],
  "ajv, structure only": [
    ...packed(installed("ajv", "fast-deep-equal", "fast-uri", "json-schema-traverse", "require-from-string")),
    ...loaded("ajv"),
  ],
  "zod, structure only": [...packed(installed("zod")), ...loaded("zod")],
};

const shown = (bytes) => (bytes === "" ? "" : `${Math.round(bytes / 1000)} kB`);
console.log("| a page that checks requests with | packed | unpacked | loaded, gzip | loaded, brotli |");
console.log("|---|---:|---:|---:|---:|");
for (const [name, sizes] of Object.entries(figures)) {
  console.log(`| ${[name, ...sizes.map(shown)].join(" | ")} |`);
}

/** The most that each may weigh, in kB: gzipped, with brotli. */
const aims = [
  ["scale_batch_forms_bg.wasm", compressed([moduleOf("scale_batch_forms_bg")]), [145, 122]],
  ["scale_batch_bg.wasm", compressed([moduleOf("scale_batch_bg")]), [235, 190]],
  ["a page with scale-batch/forms, with Vite", figures["scale-batch/forms, with Vite"].slice(2), [155]],
];
console.log("\nAims:");
for (const [name, sizes, most] of aims) {
  const judged = most.map((kB, column) => {
    const size = sizes[column] / 1000;
    return `${["gzip", "brotli"][column]} ${size.toFixed(1)} kB, ${aimed(size, kB, " kB")}`;
  });
  console.log(`  ${name.padEnd(42)} ${judged.join("; ")}`);
}

const readme = readFileSync(new URL("../README.md", library), "utf8");
const stale = Object.entries(figures).filter(([name, sizes]) => {
  const row = readme.split("\n").find((line) => line.startsWith(`| ${name} |`)) ?? "";
  const stated = row.split("|").slice(2, -1);
  // The README's figures are rounded to kB.
  return sizes.some(
    (bytes, column) => Math.abs(Number.parseInt(stated[column] ?? "0") * 1000 - bytes) > bytes / 10 + 500,
  );
});
if (stale.length > 0) {
  console.error(`README.md has different sizes for: ${stale.map(([name]) => name).join("; ")}`);
  process.exitCode = 1;
}
