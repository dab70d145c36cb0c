/** A release is refused while something about it is not ready. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const address = "https://example.org/owner/scale-batch";

interface Sources {
  repository: string;
  crate: string;
  npm: string;
  changelog: string;
}

const ready: Sources = {
  repository: address,
  crate: "1.2.3",
  npm: "1.2.3",
  changelog: "## [1.2.3] - 2026-01-01",
};

/** Lets `use` work with a copy of the files that the scripts read. */
function inCopy<Result>(sources: Sources, use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "scale-batch-release-"));
  try {
    cpSync(join(root, "scripts"), join(folder, "scripts"), { recursive: true });
    cpSync(join(root, "Cargo.lock"), join(folder, "Cargo.lock"));
    mkdirSync(join(folder, "js"));
    const { repository, crate, npm, changelog } = sources;
    const manifest = `[package]\nname = "scale-batch"\nversion = "${crate}"\nrepository = "${repository}"\n`;
    writeFileSync(join(folder, "Cargo.toml"), manifest);
    writeFileSync(
      join(folder, "js/package.json"),
      JSON.stringify({ name: "scale-batch", version: npm }, null, 2) + "\n",
    );
    writeFileSync(join(folder, "CHANGELOG.md"), `# Changelog\n\n${changelog}\n`);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function check(sources: Sources, tag = "v1.2.3", environment: Record<string, string> = {}) {
  return inCopy(sources, (folder) => {
    const { PATH = "" } = process.env;
    const env = { PATH, ...environment };
    const run = spawnSync(join(folder, "scripts/release-check.sh"), [tag], { env, encoding: "utf8" });
    return { code: run.status, printed: run.stdout, error: run.stderr };
  });
}

test("what is ready is released, with the address of its repository", () => {
  assert.deepEqual(check(ready), { code: 0, printed: `${address}\n`, error: "" });
});

test("no release while the address of the repository is unset", () => {
  const { code, printed, error } = check({ ...ready, repository: "REPOSITORY_ADDRESS" });
  assert.deepEqual([code, printed], [1, ""]);
  assert.match(
    error,
    /the address of the repository is unset: write it in Cargo\.toml, in place of REPOSITORY_ADDRESS/,
  );
});

test("no release from another repository than the one that the packages name", () => {
  const github = { GITHUB_SERVER_URL: "https://example.org", GITHUB_REPOSITORY: "fork/scale-batch" };
  assert.match(check(ready, "v1.2.3", github).error, /not https:\/\/example\.org\/fork\/scale-batch/);
  assert.equal(check(ready, "v1.2.3", { ...github, GITHUB_REPOSITORY: "owner/scale-batch" }).code, 0);
});

test("no release while the versions differ, or the change log is behind", () => {
  assert.match(
    check({ ...ready, npm: "1.2.4" }).error,
    /the crate is version 1\.2\.3, the npm package 1\.2\.4/,
  );
  assert.match(check(ready, "v1.2.4").error, /the tag is v1\.2\.4, the version 1\.2\.3/);
  assert.match(check({ ...ready, changelog: "## [Unreleased]" }).error, /no section \[1\.2\.3\]/);
});

test("the manifest has an address, or the placeholder that RELEASE.md names", () => {
  const manifest = readFileSync(join(root, "Cargo.toml"), "utf8");
  assert.match(manifest, /^repository = "(REPOSITORY_ADDRESS|https:\/\/[^"]+)"/m);
  assert.match(readFileSync(join(root, "RELEASE.md"), "utf8"), /`REPOSITORY_ADDRESS`/);
});

test("the action downloads the binaries that the release has", () => {
  const read = (path: string): string => readFileSync(join(root, path), "utf8");
  const targets = (path: string, pattern: RegExp): (string | undefined)[] =>
    [...read(path).matchAll(pattern)].map(([, target]) => target).sort();
  const built = targets(".github/workflows/release.yml", /\{ target: ([\w-]+),/g);
  assert.equal(built.length, 5);
  assert.deepEqual(targets("scripts/action.sh", /\) target=([\w-]+) ;;/g), built);
  const archive = "scale-batch-v$version-$target.tar.gz";
  for (const script of ["scripts/action.sh", "scripts/binary.sh"]) assert.ok(read(script).includes(archive));
});

test("the notes of a release are its section of the change log", () => {
  const changelog =
    "## [1.3.0] - 2026-02-01\n\nlater\n\n## [1.2.3] - 2026-01-01\n\n- this\n\n## [1.2.2]\n\nearlier";
  inCopy({ ...ready, changelog }, (folder) => {
    const run = spawnSync(join(folder, "scripts/release-notes.sh"), ["v1.2.3"], { encoding: "utf8" });
    assert.equal(run.stdout, "\n- this\n\n", run.stderr);
  });
});
