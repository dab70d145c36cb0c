/** The hook of `.pre-commit-hooks.yaml` and the action of `action.yml`, in a repository as users have. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const VALID = '{"recipe_type_id": 208, "definition": {"dataset": 1}}';
const BROKEN = '{\n  "recipe_type_id": 208,\n  "definition": {"datset": 1}\n}';

/**
 * The folder of a git that works. The project's checks do without git, as in an archive; but a user of the action has a
 * repository.
 */
const gitFolder = (process.env["PATH"] ?? "")
  .split(delimiter)
  .find((folder) => spawnSync(join(folder, "git"), ["--version"]).status === 0);
const needsGit = { skip: gitFolder === undefined && "there is no git" };

interface Run {
  code: number | null;
  printed: string;
  error: string;
}

/** A repository of a user, in a folder of its own. */
class Repository {
  readonly folder = mkdtempSync(join(tmpdir(), "scale-batch-repository-"));

  /** A command that prints its arguments and fails. */
  readonly command = `${this.folder}-command`;

  constructor() {
    this.git("init", "--quiet");
    writeFileSync(this.command, '#!/bin/sh\nprintf "<%s>" "$@"\nexit 1\n', { mode: 0o755 });
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
    rmSync(this.command);
  }

  write(name: string, content: string): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }

  git(...parameters: string[]): string {
    const identity = ["-c", "user.name=user", "-c", "user.email=user@example.org"];
    const run = spawnSync(join(gitFolder ?? "", "git"), [...identity, ...parameters], {
      cwd: this.folder,
      encoding: "utf8",
    });
    assert.equal(run.status, 0, run.stderr);
    return run.stdout.trim();
  }

  commit(): string {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", "change");
    return this.git("rev-parse", "HEAD");
  }

  /** Runs a program in the repository. */
  run(program: string, parameters: string[], environment: Record<string, string>): Run {
    const PATH = `${gitFolder ?? ""}${delimiter}${process.env["PATH"] ?? ""}`;
    const env = { PATH, SCALE_BATCH: this.command, ...environment };
    const run = spawnSync(program, parameters, { cwd: this.folder, env, encoding: "utf8" });
    return { code: run.status, printed: run.stdout, error: run.stderr };
  }

  /** Runs the step of the action, as a runner does. */
  action(environment: Record<string, string>): Run {
    const step = valueIn(action, "run").replace(/^'(.*)'$/, "$1");
    const bash = ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step];
    return this.run("/bin/bash", bash, {
      GITHUB_ACTION_PATH: root,
      FILES: "*batch*.json",
      ...environment,
    });
  }
}

const hooks = readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8");
const action = readFileSync(join(root, "action.yml"), "utf8");

/** The value of a key that the file has once. */
function valueIn(yaml: string, key: string): string {
  const values = [...yaml.matchAll(new RegExp(`^ *${key}: (.*)$`, "gm"))];
  assert.equal(values.length, 1, key);
  return values[0]?.[1] ?? "";
}

test("the hook checks files that are named after batches", () => {
  const files = new RegExp(valueIn(hooks, "files"));
  for (const name of ["batch.json", "requests/june-batch.json", "batches/re-process-batch.v2.json"]) {
    assert.match(name, files);
  }
  for (const name of ["package.json", "batch.md", "batch.json.orig", "batches/dataset.json"]) {
    assert.doesNotMatch(name, files);
  }
});

test("the hook runs a script with the options and the files", needsGit, () => {
  const entry = valueIn(hooks, "entry");
  accessSync(join(root, entry), constants.X_OK);
  using repository = new Repository();
  const { code, printed } = repository.run(join(root, entry), ["--service", "create", "a batch.json"], {});
  assert.deepEqual([code, printed], [1, "<validate><--service><create><a batch.json>"]);
});

test("the hook reports what is wrong with a request", needsGit, () => {
  using repository = new Repository();
  repository.write("batch.json", BROKEN);
  repository.write("valid-batch.json", VALID);
  const SCALE_BATCH = join(root, "js/dist/esm/cli/main.js");
  const hook = (file: string): Run =>
    repository.run(join(root, "scripts/pre-commit.sh"), [file], { SCALE_BATCH });
  const broken = hook("batch.json");
  assert.equal(broken.code, 1);
  assert.match(broken.printed + broken.error, /batch\.json:3:18.*INVALID_BATCH_DEFINITION/);
  assert.equal(hook("valid-batch.json").code, 0);
});

test("the hook takes the command of its own version from PATH, and no other", needsGit, () => {
  using repository = new Repository();
  const version = valueIn(readFileSync(join(root, "Cargo.toml"), "utf8").replace(/ = /g, ": "), "version");
  const folder = mkdtempSync(join(tmpdir(), "scale-batch-path-"));
  try {
    const own = `#!/bin/sh\nif [ "$1" = --version ]; then echo ${version.replaceAll('"', "")}; else echo own; fi\n`;
    const other = "#!/bin/sh\nif [ $1 = --version ]; then echo 0.0.1; else echo other; fi\n";
    const PATH = `${folder}:/usr/bin:/bin`;
    writeFileSync(join(folder, "scale-batch"), own, { mode: 0o755 });
    // A cargo that builds nothing: the command of the sources is then missing.
    writeFileSync(join(folder, "cargo"), "#!/bin/sh\necho cargo $1 >&2\nexit 3\n", { mode: 0o755 });
    const hook = (): Run =>
      repository.run(join(root, "scripts/pre-commit.sh"), ["batch.json"], { PATH, SCALE_BATCH: "" });
    assert.deepEqual(hook().printed, "own\n");
    writeFileSync(join(folder, "scale-batch"), other);
    assert.doesNotMatch(hook().printed, /other/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the action passes every input on", () => {
  const inputs = [...action.matchAll(/^ {2}(\w+):\n {4}description/gm)].map(([, name]) => name);
  assert.deepEqual(inputs, ["files", "options", "all"]);
  for (const name of inputs) assert.match(action, new RegExp(`\\$\\{\\{ inputs\\.${name} \\}\\}`));
});

test("the action checks the requests that changed", needsGit, () => {
  using repository = new Repository();
  repository.write("same-batch.json", VALID);
  repository.write("requests/deleted-batch.json", VALID);
  repository.write("requests/a batch.json", VALID);
  const BASE = repository.commit();
  repository.write("requests/a batch.json", BROKEN);
  repository.write("-batch.json", BROKEN);
  repository.write("package.json", BROKEN);
  repository.git("rm", "--quiet", "requests/deleted-batch.json");
  repository.commit();
  const changed = "<./-batch.json><requests/a batch.json>";
  assert.deepEqual(repository.action({ BASE }), {
    code: 1,
    printed: `<validate><--format><github>${changed}`,
    error: "",
  });
  const OPTIONS = "--recipe-type\nrecipe type.json\n";
  assert.equal(
    repository.action({ BASE, OPTIONS }).printed,
    `<validate><--format><github><--recipe-type><recipe type.json>${changed}`,
  );
  const all = `<validate><--format><github>${changed}<same-batch.json>`;
  assert.equal(repository.action({ BASE, ALL: "true" }).printed, all);
  // A new branch has no commit before.
  assert.equal(repository.action({ BASE: "0".repeat(40) }).printed, all);
  assert.equal(repository.action({ BASE: "" }).printed, all);
  assert.match(repository.action({ FILES: "\n" }).error, /the input files is empty/);
});

test("the action annotates what is wrong with a request", needsGit, () => {
  using repository = new Repository();
  repository.write("batch.json", BROKEN);
  repository.write("valid-batch.json", VALID);
  repository.commit();
  const { code, printed } = repository.action({ SCALE_BATCH: join(root, "js/dist/esm/cli/main.js") });
  assert.equal(code, 1);
  assert.equal(
    printed,
    "::error file=batch.json,line=3,col=18,title=INVALID_BATCH_DEFINITION::" +
      'There is no field "datset". Did you mean "dataset"? (at /definition/datset)\n',
  );
});

test("the action fetches the commit before the changes, which a checkout does not have", needsGit, () => {
  using origin = new Repository();
  origin.write("same-batch.json", VALID);
  const BASE = origin.commit();
  origin.write("new-batch.json", VALID);
  origin.commit();
  using checkout = new Repository();
  checkout.git("fetch", "--quiet", "--depth=1", `file://${origin.folder}`, "HEAD");
  checkout.git("reset", "--quiet", "--hard", "FETCH_HEAD");
  checkout.git("remote", "add", "origin", `file://${origin.folder}`);
  assert.equal(checkout.action({ BASE }).printed, "<validate><--format><github><new-batch.json>");
});

test("the action is content where nothing changed", needsGit, () => {
  using repository = new Repository();
  repository.write("batch.json", BROKEN);
  const BASE = repository.commit();
  assert.deepEqual(repository.action({ BASE }), {
    code: 0,
    printed: "No batch request changed.\n",
    error: "",
  });
});

test("the action runs the binary of its release, if that has its checksum", needsGit, () => {
  using repository = new Repository();
  repository.write("batch.json", VALID);
  repository.commit();
  const folder = mkdtempSync(join(tmpdir(), "scale-batch-runner-"));
  try {
    // In place of gh: the archive of a release, made of a command.
    const gh = `#!/bin/bash
set -e
echo "$*" >"${folder}/called"
while [[ $1 != --dir ]]; do shift; done
cd "$2"
version=\${PWD##*-}
printf '#!/bin/sh\\nif [ $1 = --version ]; then echo %s; else echo binary; fi\\n' "$version" >scale-batch
chmod +x scale-batch
archive=scale-batch-v$version-x86_64-unknown-linux-gnu.tar.gz
tar -czf "$archive" scale-batch
rm scale-batch
if [[ -e ${folder}/damaged ]]; then echo "${"0".repeat(64)}  $archive" >SHA256SUMS
else sha256sum "$archive" >SHA256SUMS; fi
`;
    writeFileSync(join(folder, "gh"), gh, { mode: 0o755 });
    const environment = {
      PATH: [folder, gitFolder, process.env["PATH"]].join(delimiter),
      SCALE_BATCH: "",
      REPOSITORY: "owner/scale-batch",
      RUNNER_OS: "Linux",
      RUNNER_ARCH: "X64",
      RUNNER_TEMP: folder,
    };
    assert.deepEqual(repository.action(environment), { code: 0, printed: "binary\n", error: "" });
    assert.match(
      readFileSync(join(folder, "called"), "utf8"),
      /^release download v\S+ --repo owner\/scale-batch /,
    );
    writeFileSync(join(folder, "damaged"), "");
    const damaged = repository.action(environment);
    assert.equal(damaged.code, 1);
    assert.match(damaged.error, /does not have the checksum of its release/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
