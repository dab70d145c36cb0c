// Packs the library and installs the tarball into two fresh copies of each project of projects/, in build/: as it stands,
// and with `scale-batch/forms` for `scale-batch`; and unpacks it among the packages of each project of ../environments/,
// which uses both. Needs ../dist.
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const here = fileURLToPath(new URL(".", import.meta.url));
const build = join(here, "build");

rmSync(build, { recursive: true, force: true });
const projects = readdirSync(join(here, "projects")).flatMap((project) => {
  const [whole, forms] = [project, `${project}-forms`];
  for (const copy of [whole, forms]) {
    cpSync(join(here, "projects", project), join(build, copy), { recursive: true });
  }
  for (const file of readdirSync(join(build, forms))) {
    const path = join(build, forms, file);
    const text = readFileSync(path, "utf8")
      .replace(/"scale-batch(\/slim)?"/g, '"scale-batch/forms$1"')
      .replaceAll("scale_batch_bg", "scale_batch_forms_bg")
      .replaceAll("dist/esm/web.js", "dist/esm/forms/web.js");
    writeFileSync(path, text);
  }
  return [whole, forms];
});
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
await Promise.all(projects.map((project) => run("npm", install, { cwd: join(build, project) })));

/** The projects of ../environments/ whose own packages are installed. */
const environments = join(here, "..", "environments");
const others = readdirSync(environments).filter((name) =>
  existsSync(join(environments, name, "node_modules")),
);
for (const name of others) {
  // As `npm install` does it, which would take its time to look at all packages.
  const folder = join(environments, name, "node_modules", "scale-batch");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  await run("tar", ["--extract", "--strip-components=1", "--file", join(build, filename)], { cwd: folder });
}
console.log(`${filename} installed into ${[...projects, ...others].join(", ")}`);
