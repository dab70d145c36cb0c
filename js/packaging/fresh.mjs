// Packs the library and installs the tarball into a fresh copy of each project of projects/, in build/. Needs ../dist.
import { execFile } from "node:child_process";
import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const here = fileURLToPath(new URL(".", import.meta.url));
const build = join(here, "build");

rmSync(build, { recursive: true, force: true });
cpSync(join(here, "projects"), build, { recursive: true });
const { stdout } = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", build], {
  cwd: join(here, ".."),
});
const [{ filename }] = JSON.parse(stdout);
const install = [
  "install",
  "--no-package-lock",
  "--no-audit",
  "--no-fund",
  "--offline",
  join(build, filename),
];
const projects = readdirSync(join(here, "projects"));
await Promise.all(projects.map((project) => run("npm", install, { cwd: join(build, project) })));
console.log(`${filename} installed into ${projects.join(", ")}`);
