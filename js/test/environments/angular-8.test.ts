/** A batch form with reactive forms in Angular 8, as its command line builds it: webpack 4.39 and TypeScript 3.5. */
import assert from "node:assert/strict";
import { test } from "node:test";

import type { Locator, Page } from "playwright-core";

import { served, withBrowser, withPage } from "../browser/chromium.js";
import { environmentOf, runIn } from "../packaging/project.js";

const project = environmentOf("angular-8");

/** Makes a mistake in each field, sees it there, mends it, and creates the batch. */
async function fillIn(page: Page): Promise<void> {
  const field = (label: string): Locator => page.getByLabel(label, { exact: true });
  const button = page.getByRole("button");
  const error = (label: string): Locator => field(label).locator("xpath=ancestor::div[1]").locator(".error");
  for (const { label, wrong, right, message } of [
    { label: "Title", wrong: "x".repeat(51), right: "June, again", message: /51 characters/ },
    { label: "Recipe type", wrong: "", right: "208", message: /"recipe_type_id" is missing/ },
    { label: "Dataset", wrong: "2", right: "41", message: /the dataset of the context has the id 41/ },
    { label: "Priority", wrong: "1.5", right: "", message: /must be an integer/ },
  ]) {
    await button.and(page.locator(":enabled")).waitFor();
    await field(label).fill(wrong);
    await error(label).filter({ hasText: message }).waitFor();
    assert.ok(await button.isDisabled());
    await field(label).fill(right);
    await error(label).filter({ hasText: /^$/ }).waitFor({ state: "attached" });
  }
  await button.filter({ hasText: "Create the batch of 12 recipes" }).click();
  const sent = { title: "June, again", recipe_type_id: 208, definition: { dataset: 41 } };
  assert.deepEqual(JSON.parse((await page.locator("output").textContent()) ?? ""), sent);
}

for (const [kind, ...options] of [["development"], ["production", "--", "--prod"]] as const) {
  test(`Angular 8, ${kind}: the form shows each mistake at its field`, async () => {
    const folder = new URL(`dist/${kind}/`, project);
    await runIn(project, ["npm", "run", "--silent", "build", ...options]);
    await withPage({ folder }, "/index.html", fillIn);

    // A browser without what the checks need: the form is there, and says why nothing is checked.
    await served({ folder }, (address) =>
      withBrowser(async (browser) => {
        const page = await browser.newPage();
        const failures: Error[] = [];
        page.on("pageerror", (failure) => failures.push(failure));
        const names = ["WebAssembly", "TextEncoder", "TextDecoder", "FinalizationRegistry"];
        await page.addInitScript((missing) => {
          for (const name of missing) Reflect.deleteProperty(globalThis, name);
        }, names);
        await page.goto(`${address}/index.html`);
        await page.getByText("Nothing is checked here: scale-batch needs WebAssembly").waitFor();
        await page.getByLabel("Title", { exact: true }).fill("June");
        await page.getByRole("button").click();
        await page.locator("output", { hasText: '"title":"June"' }).waitFor();
        assert.deepEqual(failures, []);
      }),
    );
  });
}
