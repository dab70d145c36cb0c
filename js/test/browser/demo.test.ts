/** The form page as it is built, used as a person would: with the pointer, and without. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import type { Locator, Page } from "playwright-core";

import { withPage } from "./chromium.js";

const folder = new URL("../../../demo/dist/", import.meta.url);
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'";

/** Opens the built page with one of its examples; what the page's policy refuses fails the test. */
async function withForm(example: string, use: (page: Page) => Promise<void>): Promise<void> {
  await withPage({ folder, policy }, "/index.html", async (page) => {
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.locator("html[data-ready]").waitFor();
    await page.locator("#start").selectOption(example);
    await use(page);
    assert.deepEqual(complaints, []);
  });
}

/** The control with a label, and what is written below it. */
function fieldOf(page: Page, label: string): { control: Locator; problems: Locator } {
  const control = page.getByRole("textbox", { name: label, exact: true });
  const around = page.locator(".field").filter({ has: control });
  return { control, problems: around.locator(".problem") };
}

const verdict = (page: Page): Locator => page.locator(".verdict-words");
const node = (page: Page, name: string): Locator => page.locator(`[data-node="${name}"]`);
const json = async (page: Page): Promise<unknown> =>
  JSON.parse(await page.locator("#request-json").inputValue());

test("a mistake shows at its field while it is typed, and goes when it is fixed", async () => {
  await withForm("dataset", async (page) => {
    assert.match((await verdict(page).textContent()) ?? "", /^Ready to send/);
    const { control, problems } = fieldOf(page, "Priority");
    await control.fill("high");
    assert.match((await problems.textContent()) ?? "", /must be an integer.*INVALID_BATCH_CONFIGURATION/);
    assert.equal(await control.getAttribute("aria-invalid"), "true");
    const described = (await control.getAttribute("aria-describedby")) ?? "";
    assert.equal(await page.locator(`#${described.split(" ")[0] ?? ""} .problem`).count(), 1);
    assert.match((await verdict(page).textContent()) ?? "", /^1 error to fix/);
    await control.fill("100");
    assert.equal(await problems.count(), 0);
    assert.equal(await control.getAttribute("aria-invalid"), null);
    assert.match((await verdict(page).textContent()) ?? "", /^Ready to send/);
  });
});

test("every mistake of a request is shown, and a button fixes what one edit can", async () => {
  await withForm("mistakes", async (page) => {
    assert.match((await verdict(page).textContent()) ?? "", /^[5-9] errors to fix/);
    const name = { name: "Rename to dataset", exact: true };
    const rename = page.locator(".form").getByRole("button", name);
    await rename.click();
    assert.equal(await rename.count(), 0);
    const dataset = fieldOf(page, "Dataset id");
    assert.match((await dataset.problems.textContent()) ?? "", /must be an integer/);
    await dataset.problems.getByRole("button", { name: "Use 57" }).click();
    assert.equal(await dataset.problems.count(), 0);
    assert.equal(await dataset.control.inputValue(), "57");
    assert.equal(await dataset.control.evaluate((control) => control === document.activeElement), true);
    const { definition } = (await json(page)) as { definition: { dataset: unknown; datset?: unknown } };
    assert.equal(definition.dataset, 57);
    assert.equal(definition.datset, undefined);
  });
});

test("forcing a node on the graph changes graph, tree, request and estimate", async () => {
  await withForm("dataset", async (page) => {
    const estimate = page.locator(".estimate-number");
    assert.equal(await estimate.textContent(), "2,500");
    assert.equal(await node(page, "mosaic").getAttribute("data-mark"), "copied");
    await node(page, "mosaic").click();
    const explanation = page.locator(".explanation");
    assert.match((await explanation.textContent()) ?? "", /mosaic.*copied/s);
    await explanation.getByRole("switch", { name: "Force this node" }).check();
    assert.equal(await node(page, "mosaic").getAttribute("data-mark"), "forced");
    assert.match((await explanation.textContent()) ?? "", /forced/);
    // For each file one recipe more, and the one inside it.
    assert.equal(await estimate.textContent(), "5,000");
    assert.match((await page.locator(".legend").textContent()) ?? "", /2 Forced/);
    const { definition } = (await json(page)) as { definition: { forced_nodes: { sub_recipes: object } } };
    assert.deepEqual(Object.keys(definition.forced_nodes.sub_recipes).sort(), ["mosaic", "orthorectify"]);
    const row = page.getByRole("treeitem", { name: /^mosaic/ });
    assert.equal(await row.getAttribute("aria-checked"), "true");
    await row.click();
    assert.equal(await node(page, "mosaic").getAttribute("data-mark"), "copied");
    assert.equal(await estimate.textContent(), "2,500");
  });
});

test("the estimate says what it is made of, and where the server counts otherwise", async () => {
  await withForm("dataset", async (page) => {
    const row = (name: string): Locator => page.locator(".breakdown tr").filter({ hasText: name });
    assert.match((await row("IMAGE").textContent()) ?? "", /1,250 files1,250/);
    assert.match((await row("NOTES").textContent()) ?? "", /31 files not used: .*–/);
    assert.match((await row("orthorectify").textContent()) ?? "", /forced, 1 per file1,250/);
    assert.match((await row("Total").textContent()) ?? "", /2,500/);
    assert.match(
      (await page.locator(".if-all-new").textContent()) ?? "",
      /^at most 5,000 will actually be created if no earlier recipe/,
    );
    const notes = page.locator(".estimate .note-warning");
    assert.equal(await notes.count(), 1);
    assert.match((await notes.textContent()) ?? "", /5000/);
    const text = page.locator("#request-json");
    const request = JSON.parse(await text.inputValue()) as { definition: { forced_nodes: object } };
    request.definition.forced_nodes = { all: false, nodes: ["orthorectify"] };
    await text.fill(JSON.stringify(request));
    assert.match((await notes.allTextContents()).join(" "), /The server('s estimate| will estimate)/);
  });
});

test("the tree forces nodes inside sub-recipes", async () => {
  await withForm("dataset", async (page) => {
    const row = (name: string): Locator => page.getByRole("treeitem", { name: new RegExp(`^${name}`) });
    await row("orthorectify").locator(".tree-opener").click();
    await row("warp").click();
    assert.equal(await row("orthorectify").getAttribute("aria-checked"), "mixed");
    const { definition } = (await json(page)) as { definition: { forced_nodes: object } };
    assert.deepEqual(definition.forced_nodes, {
      all: false,
      sub_recipes: { orthorectify: { all: false, nodes: ["fit-model", "ground-points"] } },
    });
    await row("Every node").click();
    assert.deepEqual(((await json(page)) as { definition: object }).definition, {
      dataset: 57,
      forced_nodes: { all: true },
    });
  });
});

test("a node of a re-processing batch explains itself, with the path of its cause", async () => {
  await withForm("reprocess", async (page) => {
    await node(page, "publish").click();
    const explanation = page.locator(".explanation");
    assert.match((await explanation.textContent()) ?? "", /"publish" runs again\./);
    assert.ok((await page.locator(".edge.on-path").count()) > 0);
    await explanation.getByRole("button", { name: "orthorectify" }).first().click();
    assert.match((await explanation.textContent()) ?? "", /recipe type revision changed from 2 to 3/);
    assert.match((await explanation.textContent()) ?? "", /Inside: 3 of 3 nodes run again/);
    assert.equal(await node(page, "simplify-line").getAttribute("data-mark"), "deleted");
  });
});

test("a chain is compared in charts and tables, with the right figures", async () => {
  await withForm("reprocess", async (page) => {
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    assert.equal(await page.locator(".progress-card").count(), 4);
    const chart = page.getByRole("img", { name: /^trace-coast, average job time:/ });
    // 9 min, 8 min 38 s, 6 min 42 s and 5 min 55 s in the documents.
    assert.match(
      (await chart.getAttribute("aria-label")) ?? "",
      /batch 309 6 min 42 s, better; batch 314 5 min 55 s, better/,
    );
    const cell = page
      .getByRole("row", { name: /^trace-coast/ })
      .first()
      .locator("td");
    assert.deepEqual(await cell.locator(".figure-value").allTextContents(), [
      "9 min",
      "8 min 38 s",
      "6 min 42 s",
      "5 min 55 s",
    ]);
    assert.equal(await cell.nth(3).locator(".figure-verdict").textContent(), "✓ −12 % better");
    await page.locator("#compare-baseline").selectOption("root");
    assert.equal(await cell.nth(3).locator(".figure-verdict").textContent(), "✓ −34 % better");
    assert.match((await cell.nth(3).getAttribute("title")) ?? "", /interval −3\d to −3\d %/);
    assert.match(
      (await page.getByRole("status").filter({ hasText: "In batch 314" }).textContent()) ?? "",
      /: better \(−\d+ to −\d+ %\)/,
    );
    const found = await page.locator(".headline li").allTextContents();
    assert.match(found[0] ?? "", /^✓ betterscreen-clouds average job time −39 % \(−42 to −36 %\)$/);
    // What is sure and large comes first, what is unclear last and in grey.
    const titles = await page.locator(".chart-frame figcaption b").allTextContents();
    assert.deepEqual(titles.slice(0, 3), ["All jobs", "screen-clouds", "quality-check"]);
    assert.equal(
      (await page.locator(".chart-frame").last().locator('[data-verdict="unclear"]').count()) > 0,
      true,
    );
    assert.equal(await chart.locator(".chart-interval").count(), 3);
    assert.match(
      (await page.getByRole("rowheader", { name: /^trace-coast/ }).textContent()) ?? "",
      /falling, −\d+ % a batch/,
    );
    await page.locator("#compare-metric").selectOption("failed_share");
    assert.equal(await cell.first().locator(".figure-value").textContent(), "18.8 %");
    await page.locator("#compare-metric").selectOption("jobs_failed");
    const failed = page.getByRole("row", { name: /^All jobs/ }).locator(".figure-value");
    assert.deepEqual(await failed.allTextContents(), ["13", "10", "9", "3"]);
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "CSV" }).click();
    const text = await readFile(await (await saved).path(), "utf8");
    assert.match(text, /^batch_id,/);
    assert.match(text, /trace-coast/);
  });
});

test("the next batch of a chain is written from the last one", async () => {
  await withForm("reprocess", async (page) => {
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await page.getByRole("button", { name: "Create the next request" }).click();
    const request = (await json(page)) as { definition: object };
    assert.deepEqual(request.definition, { previous_batch: { root_batch_id: 301 }, supersedes: true });
    assert.equal(await page.locator(".batch-view").isVisible(), true);
  });
});

test("problems of a pasted document have line and column until it can be used", async () => {
  await withForm("empty", async (page) => {
    await page.getByRole("button", { name: "Paste a recipe type" }).click();
    const dialog = page.getByRole("dialog");
    const text = dialog.getByRole("textbox", { name: "JSON" });
    const use = dialog.getByRole("button", { name: "Use it" });
    await text.fill('{"id": 7,\n "definition": {"nodes": {}},}');
    assert.match((await dialog.locator(".problem").first().textContent()) ?? "", /line 2, column \d+/);
    assert.equal(await use.isDisabled(), true);
    const lonely = {
      dependencies: [{ name: "b" }],
      input: {},
      node_type: { node_type: "job", job_type_name: "j", job_type_version: "1.0", job_type_revision: 1 },
    };
    await text.fill(
      `{"id": 7, "title": "Mine",\n "definition": {"nodes": {"a": ${JSON.stringify(lonely)}}}}`,
    );
    assert.match((await dialog.locator(".problem").textContent()) ?? "", /UNKNOWN_NODE.*line 2, column/);
    await text.fill(
      `{"id": 7, "title": "Mine",\n "definition": {"nodes": {"a": ${JSON.stringify({ ...lonely, dependencies: [] })}}}}`,
    );
    await use.click();
    assert.equal(await dialog.count(), 0);
    assert.equal(
      await page.getByLabel("Recipe type", { exact: true }).locator("option:checked").textContent(),
      "Pasted: Mine",
    );
    assert.equal(await fieldOf(page, "Recipe type id").control.inputValue(), "7");
    assert.equal(await page.locator("[data-node]").count(), 1);
  });
});

test("recipes that cannot be re-processed say so before the graph", async () => {
  await withForm("running", async (page) => {
    const recipeType = { id: 212, definition: { input: { files: [{ name: "RADAR" }] }, nodes: {} } };
    await page.getByRole("button", { name: "Paste a recipe type" }).click();
    await page.getByRole("dialog").getByRole("textbox", { name: "JSON" }).fill(JSON.stringify(recipeType));
    await page.getByRole("dialog").getByRole("button", { name: "Use it" }).click();
    assert.match(
      (await page.locator(".graph .note-error").textContent()) ?? "",
      /cannot be re-processed.*RADAR/,
    );
    assert.match((await page.locator(".legend").textContent()) ?? "", /7 Not re-processed/);
  });
});

test("unreadable JSON is reported with its position, and the form waits for it", async () => {
  await withForm("dataset", async (page) => {
    const text = page.locator("#request-json");
    await text.fill('{\n  "recipe_type_id": 208,\n  "definition": {"dataset" 57}\n}');
    assert.match((await page.locator(".json-problem").textContent()) ?? "", /^Line 3, column \d+/);
    assert.equal(await page.locator(".gutter [data-mark=error]").textContent(), "3\n");
    await page.getByRole("button", { name: "Restore that request" }).click();
    assert.match((await verdict(page).textContent()) ?? "", /^Ready to send/);
    await text.fill('{"recipe_type_id": 208, "title": "Typed here", "definition": {"dataset": 57}}');
    assert.equal(await fieldOf(page, "Title").control.inputValue(), "Typed here");
  });
});

test("nothing that is pasted stops the page", async () => {
  await withForm("dataset", async (page) => {
    const text = page.locator("#request-json");
    const deep = `${'{"all": false, "sub_recipes": {"a": '.repeat(5_000)}{"all": true}${"}}".repeat(5_000)}`;
    for (const [written, expected] of [
      [`{"recipe_type_id": 208, "definition": {"dataset": 57, "forced_nodes": ${deep}}}`, /LIMIT_EXCEEDED/],
      ["[1, null, true]", /INVALID_REQUEST/],
      [
        '{"recipe_type_id": 208, "definition": {"dataset": 57, "forced_nodes": {"all": false, "sub_recipes": {"constructor": {"all": true}}}}}',
        /UNKNOWN_FORCED_NODE/,
      ],
      ['{"recipe_type_id": 208, "definition": [], "configuration": {"inputMap": [5]}}', /INVALID_BATCH/],
      ['{"__proto__": 1, "definition": {"forced_nodes": {"nodes": 3, "sub_recipes": []}}}', /__proto__/],
    ] as const) {
      await text.fill(written);
      const said = (await page.locator(".verdict-more").textContent()) ?? "";
      assert.match(said, expected);
      assert.doesNotMatch(said, /Raise the limit/, "nobody can raise it here");
    }
    await page.locator("#start").selectOption("dataset");
    assert.match((await verdict(page).textContent()) ?? "", /^Ready to send/);
    assert.equal(await page.locator("[data-node]").count(), 13);
  });
});

test("characters that nobody sees are shown, wherever a name stands", async () => {
  await withForm("running", async (page) => {
    const name = "a\u001b\u009b\u202e\u200b\u2028b";
    const node_type = { node_type: "recipe", recipe_type_name: "ortho", recipe_type_revision: 1 };
    const nodes = { [name]: { dependencies: [], input: {}, node_type } };
    const recipeType = { id: 212, name, title: name, definition: { input: { files: [] }, nodes } };
    await page.getByRole("button", { name: "Paste a recipe type" }).click();
    await page.getByRole("dialog").getByRole("textbox", { name: "JSON" }).fill(JSON.stringify(recipeType));
    await page.getByRole("dialog").getByRole("button", { name: "Use it" }).click();
    const shown = await page.evaluate(() => document.body.textContent);
    assert.ok(shown.includes("a\\u{1b}\\u{9b}\\u{202e}\\u{200b}\\u{2028}b"), shown);
    assert.doesNotMatch(shown, /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    const labels = await page.evaluate(() =>
      Array.from(
        document.querySelectorAll("[aria-label], [title]"),
        (element) => `${element.getAttribute("aria-label") ?? ""} ${element.getAttribute("title") ?? ""}`,
      ),
    );
    for (const label of labels) assert.doesNotMatch(label, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });
});

test("everything can be done with the keyboard alone", async () => {
  await withForm("reprocess", async (page) => {
    // The tree is one stop of the Tab key; its arrows move, the space bar forces.
    const tree = page.getByRole("tree");
    await tree.focus();
    for (const key of ["End", "ArrowUp", "ArrowUp", "Space"]) await page.keyboard.press(key);
    assert.equal(await node(page, "tide-level").getAttribute("data-mark"), "copied");
    // So is the graph.
    await page.locator('.node[tabindex="0"]').focus();
    const focused = (): Promise<string | null> =>
      page.evaluate(() => document.activeElement?.getAttribute("data-node") ?? null);
    assert.equal(await focused(), "read-scene");
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(), "tide-level");
    await page.keyboard.press("f");
    assert.equal(await node(page, "tide-level").getAttribute("data-mark"), "forced");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.match((await page.locator(".explanation").textContent()) ?? "", /runs again|forced|copied/);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.closest(".explanation") !== null), true);
    // From the list of all problems to the field.
    await fieldOf(page, "Priority").control.focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("soon");
    await page.locator(".verdict-more > summary").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-invalid")), "true");
  });
});

test("a recipe of 1,000 nodes is drawn once, and typing does not touch it", async () => {
  await withForm("large", async (page) => {
    assert.equal(await page.locator("[data-node]").count(), 1_001);
    assert.match(
      (await page.locator(".legend").textContent()) ?? "",
      /1 New.*54 Changed.*945 Copied.*1 Deleted/,
    );
    await page.evaluate(() => {
      const changes = new MutationObserver((records) => {
        document.body.dataset["drawn"] = String(Number(document.body.dataset["drawn"] ?? 0) + records.length);
      });
      const graph = document.querySelector(".graph-surface");
      if (graph !== null) changes.observe(graph, { subtree: true, childList: true, attributes: true });
    });
    await fieldOf(page, "Title").control.pressSequentially("twelve times");
    assert.equal(
      await page.evaluate(() => document.body.dataset["drawn"]),
      undefined,
      "the graph was drawn again",
    );
    await page.getByLabel("Find a node in the graph").fill("tile-07-mask-2");
    assert.match((await page.locator(".explanation").textContent()) ?? "", /tile-07-mask-2/);
    await page.locator(".explanation").getByRole("switch").check();
    assert.equal(await node(page, "tile-07-shadow-2").getAttribute("data-mark"), "below-forced");
    assert.ok(Number(await page.evaluate(() => document.body.dataset["drawn"])) > 0);
  });
});

test("what cannot be checked without a document is listed, not guessed", async () => {
  await withForm("dataset", async (page) => {
    await page.getByLabel("Dataset", { exact: true }).selectOption({ label: "none" });
    assert.match((await verdict(page).textContent()) ?? "", /^No errors found.*rules? not checked/);
    await page.locator(".verdict-more > summary").click();
    assert.match(
      (await page.locator(".unchecked").textContent()) ?? "",
      /Not checked without the details of dataset 57: .*MISMATCHED_PARAMS/,
    );
    await page.getByLabel("Dataset", { exact: true }).selectOption({ label: "Wadden Sea, winter scenes" });
    assert.match((await fieldOf(page, "Dataset id").problems.textContent()) ?? "", /UNKNOWN_DATASET/);
    await page.getByRole("button", { name: "Use 41" }).click();
    assert.equal(await fieldOf(page, "Dataset id").control.inputValue(), "41");
  });
});

test("a batch that is valid and creates nothing is loud about it", async () => {
  await withForm("nothing", async (page) => {
    assert.match((await verdict(page).textContent()) ?? "", /^Valid, but nothing will be created/);
    assert.equal(await page.locator(".verdict").getAttribute("data-state"), "nothing");
    assert.match(
      (await page.locator(".verdict-number").textContent()) ?? "",
      /^6 estimated, 0 will be created$/,
    );
    assert.equal(await page.locator(".if-all-new").textContent(), "0 will be created.");
    assert.match((await page.locator(".estimate .note-error").textContent()) ?? "", /requires other inputs/);
    await page.getByLabel("Supersede").focus();
    const hint = page.locator(".field-check .hint").first();
    assert.match((await hint.textContent()) ?? "", /including those of other recipe types/);
  });
});

test("one revision may be pasted as it is served, and an error response is recognised", async () => {
  await withForm("reprocess", async (page) => {
    await page.getByLabel("Revisions", { exact: true }).selectOption({ label: "none" });
    await page.locator(".verdict-more > summary").click();
    assert.match(
      (await page.locator(".unchecked").textContent()) ?? "",
      /Not checked without revision 4 of the recipe type coastline: /,
    );
    await page.getByRole("button", { name: "Paste revisions of recipe types" }).click();
    const dialog = page.getByRole("dialog");
    const text = dialog.getByRole("textbox", { name: "JSON" });
    await text.fill('{"detail": "Authentication credentials were not provided."}');
    assert.match(
      (await dialog.locator(".problem").textContent()) ?? "",
      /Authentication credentials were not provided/,
    );
    assert.equal(await dialog.getByRole("button", { name: "Use it" }).isDisabled(), true);
    await text.fill(
      await readFile(new URL("../../../../examples/story/revision-4.json", import.meta.url), "utf8"),
    );
    await dialog.getByRole("button", { name: "Use it" }).click();
    assert.doesNotMatch((await page.locator(".unchecked").textContent()) ?? "", /revision 4 of/);
    assert.equal(await node(page, "simplify-line").getAttribute("data-mark"), "deleted");
  });
});

test("job type revisions check the recipe type node by node", async () => {
  await withForm("nothing", async (page) => {
    const cell = page.locator(".job-types");
    await cell.getByRole("button", { name: "Paste job type revisions" }).click();
    const revision = (name: string, input: string): object => ({
      job_type: { name, version: "1.0.0" },
      revision_num: 1,
      manifest: { job: { interface: { inputs: { files: [{ name: input }] } } } },
    });
    const dialog = page.getByRole("dialog");
    await dialog
      .getByRole("textbox", { name: "JSON" })
      .fill(JSON.stringify([revision("align-scenes", "THIRD")]));
    await dialog.getByRole("button", { name: "Use it" }).click();
    assert.match((await cell.locator(".problem-error").first().textContent()) ?? "", /THIRD.*NODE_INTERFACE/);
    assert.match((await cell.locator(".hint").textContent()) ?? "", /1 node could not be checked/);
    await page.getByLabel("Recipe type", { exact: true }).selectOption({ label: "none" });
    assert.equal(await cell.locator(".problem").count(), 0);
  });
});

test("a narrow page fits, and the theme can be chosen", async () => {
  await withForm("mistakes", async (page) => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const view of ["New batch", "Compare"]) {
      await page.getByRole("button", { name: view, exact: true }).click();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.equal(overflow, 0, `${view} is ${overflow} px too wide`);
    }
    const background = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await background();
    await page.getByRole("button", { name: "Switch to dark" }).click();
    assert.notEqual(await background(), light);
    assert.equal(await page.getByRole("button", { name: "Switch to light" }).count(), 1);
  });
});
