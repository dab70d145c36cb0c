/** The German of js/examples: is there a message for every problem, and does the core give every param that it uses? */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { createRequestSchema, translate, type Messages, type Problem } from "scale-batch";
import typescript from "typescript";

const text = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

const source = typescript.transpileModule(text("js/examples/translation/german.ts"), {
  compilerOptions: { target: typescript.ScriptTarget.ES2022, module: typescript.ModuleKind.ESNext },
});
const { german } = (await import(`data:text/javascript,${encodeURIComponent(source.outputText)}`)) as {
  german: Messages;
};

/** Calls any function of the core, as the public functions do. */
const { call } = (await import(new URL("../../dist/esm/engine.js", import.meta.url).href)) as {
  call: (name: string, inputs: Record<string, unknown>) => { errors?: Problem[]; warnings?: Problem[] };
};

interface Case {
  name: string;
  function: string;
  input: Record<string, unknown>;
}

/** The example of each problem in its documentation, and cases for further causes. */
function cases(): Case[] {
  const example =
    /\n## (\w+)\n(?:(?!\n## )[^])*?\n\*\*Example\.\*\* `(\w+)` returns it for\n\n```json\n([^]*?)\n```/g;
  const examples = [...text("docs/problems.md").matchAll(example)].map(([, name, called, input]): Case => ({
    name: name as string,
    function: called as string,
    input: JSON.parse(input as string) as Case["input"],
  }));
  const further = text("tests/data/every-problem.jsonl").trim().split("\n");
  return [...examples, ...further.map((line) => JSON.parse(line) as Case)];
}

test("every problem has a message", () => {
  const { $defs } = JSON.parse(text("schemas/problem.schema.json")) as {
    $defs: { ProblemName: { enum: string[] } };
  };
  assert.deepEqual(Object.keys(german).sort(), $defs.ProblemName.enum.sort());
});

test("the core gives every param that the messages use, whatever the cause", () => {
  const said = new Map<string, string>();
  const named = new Set<string>();
  for (const { name, function: called, input } of cases()) {
    named.add(name);
    const result = call(called, input);
    const problems = [...(result.errors ?? []), ...(result.warnings ?? [])];
    assert.ok(
      problems.some((problem) => problem.name === name),
      `${name}: ${called} of ${JSON.stringify(input)}`,
    );
    for (const problem of problems) {
      const message = translate(problem, german);
      assert.match(message, /^[A-ZÄÖÜ„].*\.$|\?$/, JSON.stringify(problem));
      assert.doesNotMatch(message, /undefined|\[object/, JSON.stringify(problem));
      said.set(problem.description, message);
    }
  }
  assert.deepEqual([...named].sort(), Object.keys(german).sort());
  assert.equal(
    said.get('There is no field "datset". Did you mean "dataset"?'),
    "Das Feld „datset“ gibt es nicht. Meinten Sie „dataset“?",
  );
  assert.equal(
    said.get('"dataset" is 2, but the dataset of the context has the id 1.'),
    "Verlangt ist der Datensatz 2, bekannt ist aber der Datensatz 1.",
  );
});

test("issues of a schema are translated as they are, and what has no message stays in English", () => {
  const { issues } = createRequestSchema["~standard"].validate({ recipe_type_id: "1", definition: {} });
  const [issue] = issues ?? [];
  assert.ok(issue !== undefined);
  assert.equal(
    translate(issue, german),
    "Das Feld „recipe_type_id“ muss eine ganze Zahl sein, ist aber ein Text: „1“.",
  );
  assert.equal(translate(issue, {}), issue.message);
});
