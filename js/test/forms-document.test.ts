/** The code in docs/forms.md and docs/legacy.md is that of the examples, which are tested. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

/** The text without indentation, on which alone the two may differ. */
const flat = (text: string): string => text.replace(/^\s+/gm, "").trim();

for (const { document, blocks } of [
  { document: "docs/forms.md", blocks: 10 },
  { document: "docs/legacy.md", blocks: 3 },
]) {
  test(`${document} shows the code of the examples`, () => {
    const text = read(document);
    let count = 0;
    for (const { index, 1: code } of text.matchAll(/```(?:tsx?|json)\n(.*?)```/gs)) {
      const file = [...text.slice(0, index).matchAll(/js\/(?:examples|environments)\/[^`]+\.\w+/g)].at(
        -1,
      )?.[0];
      assert.ok(file !== undefined && code !== undefined);
      assert.ok(flat(read(file)).includes(flat(code)), `${file} has no such lines:\n${code}`);
      count += 1;
    }
    assert.equal(count, blocks);
  });
}
