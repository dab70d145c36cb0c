// Builds dist/: the ES modules, the CommonJS ones, the WebAssembly module and the schemas. Needs ../pkg (`make wasm`).
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL("..", import.meta.url));
process.chdir(here);

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist");
cpSync("../pkg/scale_batch_bg.wasm", "dist/scale_batch_bg.wasm");
cpSync("../schemas", "dist/schemas", { recursive: true });
for (const config of ["tsconfig.esm.json", "tsconfig.cjs.json"]) {
  execFileSync("node_modules/.bin/tsc", ["--project", config], { stdio: "inherit" });
}
writeFileSync("dist/cjs/package.json", '{ "type": "commonjs" }\n');
chmodSync("dist/esm/cli/main.js", 0o755);
const names = readdirSync("../schemas").map((file) => file.replace(".schema.json", ""));
writeFileSync("dist/schemas/index.json", `${JSON.stringify({ names: names.sort() })}\n`);
