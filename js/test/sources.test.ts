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

/** The sources in folders and in the folders inside, but for what was installed or built. */
function sources(...folders: string[]): string[] {
  const found: string[] = [];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(join(js, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory() && !["node_modules", "dist"].includes(entry.name)) folders.push(path);
      else if (/\.tsx?$/.test(entry.name)) found.push(path);
    }
  }
  return found;
}

test("no string is run as code or parsed as markup", () => {
  const checked = sources("src", "demo/src", "examples");
  for (const path of checked) assert.doesNotMatch(readFileSync(join(js, path), "utf8"), DANGEROUS, path);
  assert.ok(checked.length > 60, `only ${checked.length} files were checked`);
});
