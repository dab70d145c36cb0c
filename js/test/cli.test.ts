import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import type { RecipeReport, ValidationReport } from "scale-batch";

import { validateBatch, version } from "scale-batch";

const main = fileURLToPath(new URL("../../dist/esm/cli/main.js", import.meta.url));
const folder = fileURLToPath(new URL("../../../", import.meta.url));

const story = fileURLToPath(new URL("../../../examples/story/", import.meta.url));

function run(args: string[], input = ""): { code: number | null; out: string; err: string } {
  const options = { input, cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], options);
  return { code: status, out: stdout, err: stderr };
}

interface Report {
  is_valid?: boolean;
  errors: { name: string }[];
  warnings: { name: string }[];
}

const valid = { recipe_type_id: 208, definition: { dataset: 1 } };

test("the examples of the API are valid, the misplaced field of one is reported", () => {
  const files = ["create", "create-from-previous", "validate"].map(
    (name) => `tests/data/seed/${name}-request.json`,
  );
  const { code, out } = run(["validate", "--format", "json", ...files]);
  const reports = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Report);
  assert.equal(code, 0);
  assert.deepEqual(
    reports.map(({ is_valid }) => is_valid),
    [true, true, true],
  );
  assert.ok(reports[0]?.warnings.some(({ name }) => name === "MISPLACED_FIELD"));
  assert.equal(run(["validate", "--edit", "tests/data/seed/edit-request.json"]).code, 0);
});

test("prints problems with line and column, without colours into a pipe", () => {
  const { code, out } = run(["validate", "-"], '{"recipe_type_id": 1,\n "definition": {"datset": 1}}');
  assert.equal(code, 1);
  assert.match(out, /^stdin:2:17: error INVALID_BATCH_DEFINITION at \/definition\/datset$/m);
  assert.ok(!out.includes("\u001b"));
});

test("help and the version come without the module, and are right", () => {
  const withoutWasm = (...args: string[]) =>
    spawnSync(process.execPath, ["--jitless", main, ...args], { encoding: "utf8" });
  assert.equal(withoutWasm("--version").stdout, `${version()}\n`);
  assert.match(withoutWasm("--help").stdout, /^ {2}validate +check requests/m);
  assert.match(withoutWasm("help", "compare").stdout, /--baseline ID/);
  const { status, stderr } = withoutWasm("schema", "batch-definitoin");
  assert.equal(status, 2);
  assert.match(stderr, /^scale-batch: scale-batch needs WebAssembly/m);
});

test("wrong usage and unreadable input end with 2 and a hint", () => {
  for (const [args, message] of [
    [["valdate"], /Did you mean "validate"\?/],
    [["validate", "--formt", "json", "x"], /Did you mean "--format"\?/],
    [["validate", "--format", "jsno", "x"], /Did you mean "json"\?/],
    [["validate"], /missing\. Usage: scale-batch validate FILE…$/m],
    [["validate", "nowhere.json"], /nowhere\.json cannot be read: there is no such file\.$/m],
    [["validate", "--dataset", "js", "-"], /js cannot be read: it is a folder\.$/m],
    [["validate", "js/dist/scale_batch_bg.wasm"], /cannot be read: it is not UTF-8 text\.$/m],
    [["validate", "--lines", "nowhere.json"], /there is no such file/],
    [["validate", "--lines", "--format", "text"], /With --lines the output is JSON/],
    [["recipe", "--lines", "--saved", "x"], /each line has its own inputs/],
    [["validate", "--format"], /--format needs a value/],
    [["validate", "--edit=yes", "x"], /--edit takes no value/],
    [["explain", "a.json"], /Usage: scale-batch explain PREVIOUS CURRENT NODE, or DIFF NODE/m],
    [
      ["compare", "--baseline", "first", "tests/data/seed/batch-comparison.json"],
      /must be previous, root or the id of a batch/,
    ],
    [["help", "valdate"], /Did you mean "validate"\?/],
    [["validate", "-", "-"], /only once/],
    [["compare", "Cargo.toml"], /Cargo\.toml is not JSON/],
    [["schema", "batch-definitoin"], /Did you mean "batch-definition"\?/],
    [["schema", "a", "b"], /Too many arguments/],
    [["schema", "--format", "yaml"], /must be one of text, json/],
  ] as const) {
    const { code, out, err } = run([...args]);
    assert.equal(code, 2, args.join(" "));
    assert.equal(out, "");
    assert.match(err, message);
  }
});

test("characters that nobody sees reach no terminal", () => {
  const unseen = "\u001b[31m\u009b\u202e\u200b\u2028\n";
  const shown = "\\u{1b}[31m\\u{9b}\\u{202e}\\u{200b}\\u{2028}\\u{a}";
  for (const args of [
    [`a${unseen}`],
    ["validate", `--a${unseen}`, "x"],
    ["validate", "--format", `a${unseen}`, "x"],
    ["validate", `a${unseen}`],
    ["schema", `a${unseen}`],
  ]) {
    const { code, err } = run(args);
    assert.equal(code, 2);
    assert.ok(err.includes(`a${shown}`), err);
  }
  const folder = mkdtempSync(join(tmpdir(), "scale-batch-"));
  const file = join(folder, `a${unseen}`);
  writeFileSync(file, '{"recipe_type_id": "\u202e"}');
  const { out } = run(["validate", file]);
  rmSync(folder, { recursive: true });
  assert.doesNotMatch(out.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\p{Zl}]/u);
});

test("helps", () => {
  assert.match(run(["--help"]).out, /validate +check requests/);
  assert.match(run(["validate", "--help"]).out, /--recipe-type FILE/);
  assert.match(run(["--version"]).out, /^\d+\.\d+\.\d+$/m);
});

test("prints schemas", () => {
  assert.match(run(["schema"]).out, /^batch-definition$/m);
  const schema = JSON.parse(run(["schema", "batch-definition"]).out) as { title: string };
  assert.equal(schema.title, "Batch definition");
  const line = run(["schema", "batch-definition", "--format", "json"]).out;
  assert.deepEqual(JSON.parse(line), schema);
  assert.equal(line.indexOf("\n"), line.length - 1);
  const all = run(["schema", "--format", "json"]).out;
  assert.ok((JSON.parse(all) as { names: string[] }).names.includes("batch-definition"));

  const asked = ['{"name": "batch-definition"}', '{"name": "batch-definitoin"}', '{"nmae": 1}', "{", "{}"];
  const { code, out } = run(["schema", "--lines"], asked.join("\n"));
  assert.equal(code, 1);
  const answers = out.split(/(?<=\n)/);
  assert.deepEqual([answers[0], answers[4]], [line, all]);
  for (const [answer, said] of [
    [answers[1], 'There is no schema \\\\"batch-definitoin\\\\". Did you mean \\\\"batch-definition\\\\"\\?'],
    [answers[2], 'Did you mean \\\\"name\\\\"\\?'],
    [answers[3], "This is not JSON"],
  ] as const) {
    assert.match(answer ?? "", new RegExp(`^\\{"errors":\\[.*${said}`));
  }
});

test("reads files as editors write them", () => {
  const { code, out } = run(
    ["validate", "-"],
    '\uFEFF{"recipe_type_id": 1,\r\n "definition": {"datset": 1}}\r\n',
  );
  assert.equal(code, 1);
  assert.match(out, /^stdin:2:17: error/m);
  const page = run(["compare", "-"], '\uFEFF{"results": [{"id": 1}]}');
  assert.equal(page.code, 0, page.out);
  const empty = run(["validate", "-"], "");
  assert.equal(empty.code, 1);
  assert.match(empty.out, /^stdin:1:1: error INVALID_REQUEST\n  This is not JSON/);
});

test("one byte order mark is taken, a second one refused, by the command and the library alike", () => {
  const text = JSON.stringify(valid);
  assert.equal(validateBatch(`\uFEFF${text}`).is_valid, true);
  assert.match(validateBatch(`\uFEFF\uFEFF${text}`).errors[0]?.description ?? "", /byte order mark/);
  const dataset = ["validate", "--dataset", "-", "tests/data/seed/validate-request.json"];
  for (const [args, input, codes] of [
    [["validate", "-"], text, [0, 0, 1]],
    [["validate", "--lines"], `{"request": ${text}}\n`, [0, 0, 1]],
    [["schema", "--lines"], '{"name": "batch"}\n', [0, 0, 1]],
    [["compare", "-"], '{"results": [{"id": 1}]}', [0, 0, 2]],
    [dataset, '{"id": 1, "files_per_parameter": {}}', [0, 0, 2]],
  ] as const) {
    const found = ["", "\uFEFF", "\uFEFF\uFEFF"].map((marks) => run([...args], marks + input).code);
    assert.deepEqual(found, codes, args.join(" "));
  }
  const inside = run(["validate", "--lines"], `{"request": \uFEFF${text}}\n`);
  assert.equal(inside.code, 1);
});

test("problems of several files name the file", () => {
  const definition = "examples/story/current-definition.json";
  const broken = run(["diff", definition, "-"], '{\n"node": 1}');
  assert.equal(broken.code, 1);
  assert.match(broken.out, /^stdin:2:1: error INVALID_RECIPE_DEFINITION at \/node$/m);
  const unknown = run(["explain", definition, definition, "publsh"]);
  assert.equal(unknown.code, 1);
  assert.match(unknown.out, /: error UNKNOWN_NODE\n  Neither .* "publsh"\. Did you mean "publish"\?\n$/);
});

test("the file whose document is wrong is named with its line, and the request is not blamed", () => {
  const folder = mkdtempSync(join(tmpdir(), "scale-batch-"));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const request = file("q.json", JSON.stringify(valid));
  const definition = file("d.json", '{"nodes": {}}');
  const broken = '{"id": 208,\n "definition": {\n  "nodes": {"a": {}}}}';
  for (const [args, code, said] of [
    [["recipe", "--interfaces", file("i.json", '{"a":{"inptu":{}}}'), definition], 1, /i\.json:1:7: error/],
    [
      ["recipe", "--sub-recipe-types", file("s.json", '[\n{"name": 5}]'), definition],
      1,
      /s\.json:2:\d+: error/,
    ],
    [
      ["validate", "--recipe-type", file("t.json", broken), request],
      1,
      /t\.json:3:13: error .* at \/definition\/nodes\/a$/m,
    ],
    [["estimate", "--recipe-type", file("t.json", broken), request], 1, /t\.json:3:13: error/],
    [
      ["validate", "--dataset", "Cargo.toml", request],
      2,
      /^Cargo\.toml:1:\d+: warning INVALID_RESPONSE\n  This is not JSON/,
    ],
    [["validate", "--batches", file("b.json", "{"), request], 2, /b\.json:1:2: warning INVALID_RESPONSE/],
    [["validate", "--revisions", file("r.json", "5"), request], 2, /r\.json:1:1: warning INVALID_RESPONSE/],
    [
      ["validate", "--recipe-types", file("r.json", "5"), request],
      2,
      /r\.json:1:1: warning INVALID_RESPONSE/,
    ],
    [
      ["diff", "--forced-nodes", file("f.json", '{\n"al": true}'), definition, definition],
      1,
      /f\.json:2:1: error/,
    ],
    [["compare", file("c.json", '{\n"id": "7"}')], 0, /c\.json:2:1: warning INVALID_RESPONSE/],
  ] as const) {
    const { code: found, out } = run([...args]);
    assert.match(out, said, args.join(" "));
    assert.equal(found, code, `${args.join(" ")}: ${out}`);
    assert.doesNotMatch(out, /q\.json(:\d+)*: (error|warning)/);
  }
  const { code, out } = run(["validate", "--format", "json", "--dataset", "Cargo.toml", request]);
  assert.equal(code, 2);
  assert.equal((JSON.parse(out) as ValidationReport).warnings[0]?.params["document"], "dataset");
  rmSync(folder, { recursive: true });
});

test("documents are compared as they are served", () => {
  const folder = mkdtempSync(join(tmpdir(), "scale-batch-"));
  const read = (name: string): object => JSON.parse(readFileSync(`${story}${name}.json`, "utf8")) as object;
  const file = (name: string, document: object): string => {
    writeFileSync(join(folder, name), JSON.stringify(document));
    return join(folder, name);
  };
  const revision = file("revision-4.json", {
    id: 704,
    recipe_type: { id: 208, name: "coastline" },
    revision_num: 4,
    definition: read("previous-definition"),
  });
  const served = run(["diff", revision, `${story}recipe-type.json`]);
  assert.equal(served.code, 0, served.out);
  const definitions = [`${story}previous-definition.json`, `${story}current-definition.json`];
  assert.equal(served.out, run(["diff", ...definitions]).out);
  const inside = run([
    "explain",
    "--revisions",
    `${story}sub-recipe-types.json`,
    ...definitions,
    "orthorectify",
  ]);
  assert.equal(inside.code, 0, inside.out);
  assert.match(inside.out, /runs again/);
  rmSync(folder, { recursive: true });
});

test("the server's diff is shown and explained, alone or in its validation response", () => {
  const definitions = ["examples/story/previous-definition.json", "examples/story/current-definition.json"];
  const { diff } = JSON.parse(run(["diff", "--format", "json", ...definitions]).out) as { diff: object };
  const validation = { is_valid: true, errors: [], warnings: [], prev_batch: { diff } };
  for (const document of [diff, validation]) {
    const told = run(["diff", "-"], JSON.stringify(document));
    assert.equal(told.code, 0, told.out);
    assert.equal(told.out.split("\n")[0], run(["diff", ...definitions]).out.split("\n")[0]);
    const explained = run(["explain", "-", "publish"], JSON.stringify(document));
    assert.equal(explained.out, run(["explain", ...definitions, "publish"]).out);
    const drawn = run(["diff", "--format", "dot", "-"], JSON.stringify(document));
    assert.match(drawn.out, /^digraph recipe/);
  }
  const none = run(["diff", "-"], "{}");
  assert.equal(none.code, 1);
  assert.match(none.out, /^stdin: error INVALID_RESPONSE$/m);
});

test("limits can be set", () => {
  const deep = `${"[".repeat(300)}${"]".repeat(300)}`;
  const refused = run(["validate", "-"], deep);
  assert.match(refused.out, /more than 256 levels.* Raise the limit "depth" to read it\./);
  assert.doesNotMatch(run(["validate", "--limits", "depth=300", "-"], deep).out, /LIMIT_EXCEEDED/);
  const many = '{"a": 1, "b": 2, "c": 3}';
  const listed = run(["validate", "--limits", "problems=1,depth=9", "--format", "json", "-"], many);
  const { errors } = JSON.parse(listed.out) as Report;
  assert.deepEqual(
    errors.map(({ name }) => name),
    ["INVALID_REQUEST", "LIMIT_EXCEEDED"],
  );
  for (const [limits, message] of [
    ["dept=1", /^limits: error INVALID_REQUEST at \/dept\n.*Did you mean "depth"\?$/m],
    ["depth=deep", /^limits: error INVALID_REQUEST at \/depth\n.* must be an integer/m],
    ["depth", /^limits: error INVALID_REQUEST at \/depth\n.* must be an integer/m],
  ] as const) {
    const { code, out } = run(["recipe", "--limits", limits, "-"], many);
    assert.equal(code, 2, out);
    assert.match(out, message);
  }
  assert.match(run(["schema", "--limits", "depth=1"]).err, /There is no option "--limits"/);
  assert.match(run(["compare", "--help"]).out, /--limits LIMITS/);
});

test("a reader that has seen enough is no failure: the code is that of the results", () => {
  const bash = (command: string, ...args: string[]): string =>
    spawnSync("bash", ["-c", command, main, ...args], { encoding: "utf8", cwd: folder }).stdout;
  const lines = (request: string): string =>
    `yes '{"request": ${request}}' | head -n 100000 | node "$0" validate --lines | head -n 1; echo "\${PIPESTATUS[2]}"`;
  assert.match(bash(lines("{}")), /^\{"is_valid":false.*\n1\n$/);
  assert.match(bash(lines(JSON.stringify(valid))), /^\{"is_valid":true.*\n0\n$/);
  const files = (file: string): string =>
    bash(
      'node "$0" validate "$@" | head -c 1; echo "${PIPESTATUS[0]}"',
      ...new Array<string>(2_000).fill(file),
    );
  assert.match(files("tests/data/seed/edit-request.json"), /1$/m);
  assert.match(files("tests/data/seed/create-request.json"), /0$/m);
});

test("a pipe that does not block is read to its end", () => {
  // Each piece is written when the one before it was read: then the command looks into an empty pipe.
  const script = `
import fcntl, json, os, struct, subprocess, sys, termios, time
reader, writer = os.pipe()
os.set_blocking(reader, False)
process = subprocess.Popen(sys.argv[1:], stdin=reader)
def unread():
    return struct.unpack("i", fcntl.ioctl(reader, termios.FIONREAD, bytes(4)))[0]
for piece in ['{"recipe_type_id": 208,'] + [" "] * 20 + ['"definition": {"dataset": 1}}']:
    os.write(writer, piece.encode())
    while unread() > 0 and process.poll() is None:
        time.sleep(0.001)
os.close(writer)
sys.exit(process.wait())
`;
  const { status, stdout, stderr } = spawnSync(
    "python3",
    ["-c", script, process.execPath, main, "validate", "--format", "json", "-"],
    { encoding: "utf8" },
  );
  assert.equal(stderr, "");
  assert.equal((JSON.parse(stdout) as Report).is_valid, true);
  assert.equal(status, 0);
});

test("a line that is not UTF-8 is refused as a file is, and characters may lie across chunks", () => {
  const line = JSON.stringify({ request: { ...valid, description: "\u20AC".repeat(100_000) } });
  const bytes = Buffer.concat([
    Buffer.from(`${line}\n`),
    Buffer.from('{"request": "\xE9"}\n', "latin1"),
    Buffer.from(line),
  ]);
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "validate", "--lines"], {
    input: bytes,
    encoding: "utf8",
  });
  assert.equal(status, 2);
  assert.equal(stdout.split("\n").length, 2);
  assert.equal((JSON.parse(stdout) as Report).is_valid, true);
  assert.equal(stderr, "scale-batch: stdin cannot be read: line 2 is not UTF-8 text.\n");
});

test("prints a result for each line in order, for broken ones too", () => {
  const lines = [
    JSON.stringify({ request: valid }),
    "{broken",
    "",
    JSON.stringify({ request: { ...valid, recipe_type_id: "x\u2028y" } }),
    JSON.stringify({ requst: valid }),
    JSON.stringify({ request: valid }),
  ];
  const { code, out } = run(["validate", "--lines"], `\uFEFF${lines.join("\n")}`);
  const results = out.split("\n");
  assert.equal(results.pop(), "");
  const errors = results.map((line) => (JSON.parse(line) as Report).errors.length);
  assert.deepEqual(errors, [0, 1, 1, 1, 1, 0]);
  assert.equal(code, 1);
});

test("streams many lines", () => {
  const count = 50_000;
  const { code, out } = run(["validate", "--lines"], `${JSON.stringify({ request: valid })}\n`.repeat(count));
  assert.equal(code, 0);
  assert.equal(out.split("\n").length, count + 1);
});

test("long inputs are computed by threads, and their results are in order", () => {
  const lines = Array.from({ length: 20_000 }, (_, number) =>
    JSON.stringify({ request: { ...valid, description: "x".repeat(number % 500), [`x${number}`]: 1 } }),
  );
  const input = Buffer.concat([Buffer.from(lines.join("\n")), Buffer.from('\n"\xE9"\n{}\n', "latin1")]);
  const options = { input, maxBuffer: 2 ** 28 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "validate", "--lines"], options);
  const results = stdout.toString().split("\n");
  assert.equal(results.pop(), "");
  const paths = results.map((line) => (JSON.parse(line) as ValidationReport).errors[0]?.path);
  assert.deepEqual(
    paths,
    [...lines.keys()].map((number) => `/x${number}`),
  );
  assert.equal(status, 2);
  assert.equal(stderr.toString(), "scale-batch: stdin cannot be read: line 20001 is not UTF-8 text.\n");
});

test("a thread that has ended fails its chunks, and those that come later", async () => {
  type Chunks = { compute: (chunk: Uint8Array) => Promise<{ lines: number }>; end: () => Promise<void> };
  const load = (name: string): Promise<unknown> =>
    import(new URL(`../../dist/esm/cli/${name}.js`, import.meta.url).href);
  const { Threads } = (await load("threads")) as {
    Threads: new (module: WebAssembly.Module, work: string, count: number) => Chunks;
  };
  const { compiled } = (await load("module")) as { compiled: () => WebAssembly.Module };
  const threads = new Threads(compiled(), '{"function": "readDefinition"}', 1);
  try {
    const line = (): Uint8Array => new TextEncoder().encode("{}\n");
    assert.equal((await threads.compute(line())).lines, 1);
    // No array of bytes: the thread ends with the error that it throws.
    const broken = { buffer: new ArrayBuffer(8), byteOffset: 0, length: 2 ** 40 } as Uint8Array;
    await assert.rejects(threads.compute(broken), TypeError);
    await assert.rejects(threads.compute(line()), TypeError);
  } finally {
    await threads.end();
  }
});

test("a large line among small ones keeps its place", () => {
  const small = JSON.stringify({ request: valid });
  const large = JSON.stringify({ request: { ...valid, description: "x".repeat(2 ** 24) } });
  const few = (small + "\n").repeat(20_000);
  const { code, out } = run(["validate", "--lines"], `${few}${large}\n${large.slice(1)}\n${few}`);
  const validities = out
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as Report).is_valid);
  assert.equal(validities.length, 40_002);
  assert.deepEqual([validities[20_000], validities.indexOf(false)], [true, 20_001]);
  assert.equal(validities.lastIndexOf(false), 20_001);
  assert.equal(code, 1);
});

test("every capability has its command, and its JSON Lines", () => {
  const node = (revision: number): object => ({
    dependencies: [],
    input: {},
    node_type: { node_type: "job", job_type_name: "a", job_type_version: "1", job_type_revision: revision },
  });
  const previous = { nodes: { parse: node(1) } };
  const current = { nodes: { parse: node(2) } };
  const batches = [{ id: 1, jobs_failed: 2 }];
  for (const [command, line, field] of [
    ["estimate", { request: valid }, "unchecked"],
    ["recipe", { definition: current }, "topological_order"],
    ["diff", { previous, current }, "summary"],
    ["explain", { previous, current, node: "parse" }, "causes"],
    ["compare", { batches }, "analysis"],
  ] as const) {
    const { code, out } = run([command, "--lines"], `${JSON.stringify(line)}\n{\n`);
    const [result, broken] = out
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text) as Record<string, unknown>);
    assert.equal(code, 1, command);
    assert.ok(result !== undefined && field in result, `${command}: ${out}`);
    assert.ok(broken !== undefined && "errors" in broken, command);
  }
  const data = "tests/data/seed/batch-comparison.json";
  assert.match(run(["compare", data]).out, /job_a/);
  const sheet = run(["compare", "--format", "csv", "--spreadsheet", data]).out;
  assert.match(sheet, /^\d+,"\w+",jobs_total,/m);
  assert.match(run(["compare", "--spreadsheet", data]).err, /--spreadsheet needs --format csv/);
  assert.match(run(["compare", "--format", "csv", "--baseline", "root", data]).out, /^batch_id,/);
});

test("a recipe definition is checked against other documents", () => {
  const folder = mkdtempSync(join(tmpdir(), "scale-batch-"));
  const file = (name: string, document: object): string => {
    writeFileSync(join(folder, name), JSON.stringify(document));
    return join(folder, name);
  };
  const node = (node_type: object): object => ({ dependencies: [], input: {}, node_type });
  const job = { job_type_name: "j", job_type_version: "1.0", job_type_revision: 2 };
  const sub = { recipe_type_name: "s", recipe_type_revision: 1 };
  const nodes = { a: node({ node_type: "job", ...job }), b: node({ node_type: "recipe", ...sub }) };
  const definition = file("d.json", { input: { files: [{ name: "NEW" }] }, nodes });
  const alone = run(["recipe", definition]);
  assert.equal(alone.code, 0);
  assert.match(alone.out, /^not checked without "job_type_revisions": NODE_INTERFACE of "a"$/m);
  assert.match(alone.out, /^not checked without "revisions": NODE_INTERFACE of "b"$/m);

  const inputs = { files: [{ name: "IN_1" }] };
  const manifest = { job: { interface: { inputs } } };
  const again = { nodes: { r: node({ node_type: "recipe", ...sub, recipe_type_name: "r" }) } };
  const documents = [
    "--job-type-revisions",
    file("j.json", [{ job_type: { name: "j", version: "1.0" }, revision_num: 2, manifest }]),
    "--revisions",
    file("s.json", [{ name: "s", revision_num: 1, definition: again }]),
    "--saved",
    file("r.json", { name: "r", revision_num: 1, definition: {} }),
  ];
  const { code, out } = run(["recipe", "--name", "r", ...documents, "--format", "json", definition]);
  assert.equal(code, 1);
  const report = JSON.parse(out) as RecipeReport;
  assert.deepEqual(
    report.errors.map(({ name }) => name),
    ["NODE_INTERFACE", "RECURSIVE_SUBRECIPES"],
  );
  assert.deepEqual(
    report.warnings.map(({ name }) => name),
    ["REPROCESS_WARNING"],
  );
  assert.ok(report.is_complete);
  rmSync(folder, { recursive: true });
});

test("an error response given with the request ends with 2, also in a list and with --lines", () => {
  const request = { recipe_type_id: 1, definition: { dataset: 5 } };
  const answer = { detail: "Authentication credentials were not provided." };
  const folder = mkdtempSync(join(tmpdir(), "scale-batch-"));
  const list = join(folder, "revisions.json");
  writeFileSync(list, JSON.stringify([answer]));
  const told = run(["validate", "--revisions", list, "-"], JSON.stringify(request));
  assert.equal(told.code, 2, told.out);
  assert.match(told.out, /revisions\.json:1:\d+: warning INVALID_RESPONSE at \/0$/m);
  assert.match(told.out, /Authentication credentials were not provided/);
  const line = (context: object): string => `${JSON.stringify({ request, context })}\n`;
  assert.equal(run(["validate", "--lines"], line({ dataset: answer })).code, 2);
  assert.equal(run(["validate", "--lines"], line({})).code, 0);
  rmSync(folder, { recursive: true });
});
