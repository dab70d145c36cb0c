/** The code in docs/forms.md is that of the examples, which are tested. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

/** The text without indentation, on which alone the two may differ. */
const flat = (text: string): string => text.replace(/^\s+/gm, "").trim();

test("docs/forms.md shows the code of the examples", () => {
  const text = read("docs/forms.md");
  let count = 0;
  for (const { index, 1: code } of text.matchAll(/```tsx?\n(.*?)```/gs)) {
    const file = [...text.slice(0, index).matchAll(/js\/examples\/[^`]+\.tsx?/g)].at(-1)?.[0];
    assert.ok(file !== undefined && code !== undefined);
    assert.ok(flat(read(file)).includes(flat(code)), `${file} has no such lines:\n${code}`);
    count += 1;
  }
  assert.equal(count, 10);
});
