// Writes ../NOTICES.md: the crates that are linked into the WebAssembly modules, with their licenses, as the licenses ask
// of whoever passes them on. `--check` writes nothing, and fails if the file is stale.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const file = join(root, "js", "NOTICES.md");

const metadata = JSON.parse(
  execFileSync(
    "cargo",
    [
      "metadata",
      "--format-version=1",
      "--locked",
      "--filter-platform=wasm32-unknown-unknown",
      "--features=wasm,cli-wasm",
    ],
    { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 },
  ),
);
const packages = new Map(metadata.packages.map((crate) => [crate.id, crate]));
const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));

const isMacro = (id) => packages.get(id).targets.some(({ kind }) => kind.includes("proc-macro"));
const isLinked = ({ pkg, dep_kinds }) => dep_kinds.some(({ kind }) => kind === null) && !isMacro(pkg);

/** The crates that are linked with one of that name: not what only a build or a macro runs. */
const linked = new Set();
const waiting = [metadata.resolve.root];
while (waiting.length > 0) {
  const id = waiting.pop();
  for (const dependency of nodes.get(id).deps.filter(isLinked)) {
    if (linked.has(dependency.pkg)) continue;
    linked.add(dependency.pkg);
    waiting.push(dependency.pkg);
  }
}

/** The text of the licenses that a crate brings, and of its notice; the one that both choices have in common comes once. */
const textsOf = (crate) => {
  const folder = dirname(crate.manifest_path);
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice|unlicense)/i.test(name));
  const preferred = names.filter((name) => /mit|notice|bsd|zlib/i.test(name));
  const used = preferred.length > 0 && / OR |\//.test(crate.license ?? "") ? preferred : names;
  return used.sort().map((name) => readFileSync(join(folder, name), "utf8").replaceAll("\r", "").trim());
};

const crates = [...linked].map((id) => packages.get(id));
crates.sort((one, other) => (one.name < other.name ? -1 : 1));
const groups = new Map();
for (const crate of crates) {
  const texts = textsOf(crate);
  if (texts.length === 0) texts.push(`It brings no text of its license, ${crate.license}.`);
  const said = texts.join("\n\n");
  groups.set(said, [...(groups.get(said) ?? []), crate]);
}
const named = ({ name, version, license }) =>
  `${[name, version].join(" ").trim()} (${license ?? "see below"})`;
// No package has the text of the standard library's.
const mit = /\nPermission is hereby granted[^]*/
  .exec(readFileSync(join(root, "LICENSE-MIT"), "utf8"))[0]
  .trim();
groups.set(`Copyright (c) The Rust Project Contributors\n\n${mit}`, [
  { name: "The Rust standard library", license: "MIT OR Apache-2.0" },
]);
const sections = [...groups].map(
  ([said, own]) => `## ${own.map(named).join(", ")}\n\n~~~text\n${said}\n~~~\n`,
);
const text = `# Notices

The WebAssembly modules of this package contain parts of these crates. Where a crate may be used under one of several
licenses, the text of one is here.

${sections.join("\n")}`;

if (!process.argv.includes("--check")) {
  writeFileSync(file, text);
} else if (readFileSync(file, "utf8") !== text) {
  console.error("js/NOTICES.md is stale: run `npm run notices` in js/, and commit what it changes.");
  process.exit(1);
}
