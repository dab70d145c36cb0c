/** What SECURITY.md promises of the sources: no input becomes code or markup. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const js = fileURLToPath(new URL("../../", import.meta.url));

/** What runs a string as code, or parses it as markup. */
const DANGEROUS =
  /\beval\(|\bnew Function\b|\bFunction\(|\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|srcdoc|setHTMLUnsafe|dangerouslySetInnerHTML|bypassSecurityTrust/;

test("no string is run as code or parsed as markup", () => {
  let checked = 0;
  for (const folder of ["src", "demo/src", "examples"]) {
    const files = readdirSync(join(js, folder), { recursive: true, encoding: "utf8" });
    for (const file of files) {
      if (!/\.tsx?$/.test(file) || file.includes("node_modules")) continue;
      const text = readFileSync(join(js, folder, file), "utf8");
      assert.doesNotMatch(text, DANGEROUS, `${folder}/${file}`);
      checked += 1;
    }
  }
  assert.ok(checked > 60, `only ${checked} files were checked`);
});
