import assert from "node:assert/strict";
import { test } from "node:test";

import { drawDiff, type RecipeDefinition } from "scale-batch";

import { withPage } from "./chromium.js";

/** Names of nodes that mean something to Mermaid, to Markdown, to HTML, or to how Mermaid writes entities. */
const names = [
  "ortho",
  "%%{init: {'theme': 'dark', 'securityLevel': 'loose'}}%%",
  "%%{",
  "%% comment",
  "$$x^2$$",
  "$$$",
  "fa:fa-user",
  "x fab:fa-ban",
  ":icon:",
  "click n0 call broken()",
  "click n0 href",
  "end",
  "subgraph x",
  "flowchart TD",
  "direction LR",
  "accTitle: x",
  "style a:#b;",
  'style a:"b',
  "classDef a:#b;",
  "linkStyle 0 stroke:#f00;",
  "n0@{ shape: rect }",
  "@{ img: '/broken' }",
  '"]-->n1',
  "a|b;c",
  "{{x}}",
  "a:::b",
  "a\\nb",
  "\\",
  "---",
  "1. one",
  "- one",
  "# one",
  "**x** _x_ ~~x~~",
  "`x`",
  "```",
  "`**x**`",
  "[x](javascript:broken=1)",
  "![x](/broken)",
  "http://localhost/broken",
  "<img src=/broken onerror=broken=1>",
  "<script>broken=1</script>",
  "<b>x</b><br/>",
  "</span></div>",
  "<!-- x -->",
  "&lt;&amp;&#60;",
  "#quot;#35;#lt;img#gt;",
  "#amp;lt;",
  "&equals;=x=",
  "ﬂ°lt¶ß",
  "ﬂ°°60¶ß",
  "constructor",
  "__proto__",
  "100%",
  "日本語 😀",
];

/** Names with what is shown of them: characters that nobody sees are shown as escapes. */
const shown = new Map([
  ...names.map((name) => [name, name] as const),
  ["a\nb", "a\\nb"],
  ["\u{1b}[31m\u{9b}1m", "\\u{1b}[31m\\u{9b}1m"],
  ["a\u{202e}b\u{2066}", "a\\u{202e}b\\u{2066}"],
  ["a\u{200b}b\u{2060}\u{feff}", "a\\u{200b}b\\u{2060}\\u{feff}"],
  ["a\u{2028}b", "a\\u{2028}b"],
]);

/** A drawing of a recipe with a single node. */
function drawing(name: string): string {
  const definition: RecipeDefinition = {
    nodes: {
      [name]: {
        dependencies: [],
        input: {},
        node_type: { node_type: "recipe", recipe_type_name: "ortho", recipe_type_revision: 1 },
      },
    },
  };
  const drawing = drawDiff({ previous: definition, current: definition, format: "mermaid" });
  if (drawing.errors !== undefined) throw new Error(JSON.stringify(drawing.errors));
  return drawing.text;
}

/** Draws in the page; the text of each line of the node, and what is in the picture that should not be. */
const draw = `async (drawings, settings) => {
  const { default: mermaid } = await import("/node_modules/mermaid/dist/mermaid.esm.min.mjs");
  mermaid.initialize({ startOnLoad: false, ...settings });
  const found = [];
  for (const drawing of drawings) {
    const { svg } = await mermaid.render("picture", drawing);
    document.body.innerHTML = svg;
    const node = document.querySelector(".node");
    const label = node.querySelector("foreignObject") ?? node.querySelector("text");
    const markup = document.querySelectorAll("a, b, code, del, em, i, img, li, math, script, strong").length;
    for (const br of label.querySelectorAll("br")) br.replaceWith(" ");
    // A long name is broken into rows.
    const rows = [...label.querySelectorAll("tspan.row")].map((row) => row.textContent);
    found.push({ text: rows.length === 0 ? label.textContent : rows.join(" "), markup });
  }
  return { found, broken: globalThis.broken ?? null };
}`;

/** Without word joiners, which separate what Mermaid would read, and however lines are broken. */
function flat(text: string): string {
  return text.replace(/[\u{2060}\s]/gu, "");
}

test("Mermaid shows every name as it is, and takes none for its own syntax", async () => {
  const drawings = [...shown.keys()].map(drawing);
  const requests: string[] = [];
  const site = { folder: new URL("../../../mermaid/", import.meta.url), pages: { "/": "<!doctype html>" } };
  await withPage(site, "/", async (page) => {
    page.on("request", (request) => requests.push(new URL(request.url()).pathname));
    for (const securityLevel of ["strict", "loose"]) {
      for (const htmlLabels of [true, false]) {
        const settings = JSON.stringify({ securityLevel, htmlLabels, flowchart: { htmlLabels } });
        const result = await page.evaluate<{
          found: { text: string; markup: number }[];
          broken: unknown;
        }>(`(${draw})(${JSON.stringify(drawings)}, ${settings})`);
        const expected = [...shown.values()].map((name) => ({
          text: flat(`${name} recipe ortho, revision 1 copied`),
          markup: 0,
        }));
        const found = result.found.map(({ text, markup }) => ({ text: flat(text), markup }));
        assert.deepEqual(found, expected, settings);
        assert.equal(result.broken, null, settings);
      }
    }
  });
  const others = requests.filter((path) => !path.startsWith("/node_modules/mermaid/"));
  assert.deepEqual(others, []);
});
