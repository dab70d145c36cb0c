/** The examples of forms, as `npm run build` of js/examples makes them: does each show what is wrong at its field? */
import assert from "node:assert/strict";
import { test } from "node:test";

import type { Locator, Page } from "playwright-core";

import { withPage } from "./chromium.js";

const folder = new URL("../../../examples/dist/", import.meta.url);

/** The message below the field with that label. */
const messageAt = (page: Page, label: string): Locator =>
  page.getByLabel(label, { exact: true }).locator("xpath=ancestor::div[1]").locator(".error").first();

async function shows(message: Locator, text: RegExp): Promise<void> {
  await message.filter({ hasText: text }).waitFor({ timeout: 10_000 });
}

async function isEmpty(message: Locator): Promise<void> {
  await message.filter({ hasText: /^\s*$/ }).waitFor({ state: "attached", timeout: 10_000 });
}

for (const example of ["react-hook-form", "tanstack-form", "angular", "plain"]) {
  test(`${example} shows what is wrong at its field, while one types`, async () => {
    await withPage({ folder }, `/${example}/index.html`, async (page) => {
      const field = (label: string): Locator => page.getByLabel(label, { exact: true });
      const type = async (label: string, text: string): Promise<Locator> => {
        await field(label).fill(text);
        return messageAt(page, label);
      };
      await page.getByText("Create the batch of 12 recipes").waitFor();
      assert.equal((await page.locator(".error").allTextContents()).join("").trim(), "");

      // A rule of the structure.
      await shows(await type("Title", "x".repeat(51)), /51 characters/);
      await isEmpty(await type("Title", "June, again"));

      // An empty field is missing where it must be, and nothing where it may be.
      await shows(await type("Recipe type", ""), /"recipe_type_id" is missing/);
      await isEmpty(await type("Recipe type", "208"));
      await shows(await type("Priority", "1.5"), /must be an integer/);
      await isEmpty(await type("Priority", ""));

      // What only the context can tell.
      await shows(await type("Dataset", "2"), /the dataset of the context has the id 1/);
      await page.getByText("Create the batch of ? recipes").waitFor();
      await shows(await type("Dataset", ""), /"definition" is missing/);
      await isEmpty(await type("Dataset", "1"));
      await shows(await type("Recipe type", "209"), /208/);
      await isEmpty(await type("Recipe type", "208"));

      // Warnings make nothing invalid.
      await isEmpty(await type("Priority", "-1"));
      await shows(page.locator(".warning"), /official client allows 0 to 1000000/);
      await page.getByText("Create the batch of 12 recipes").waitFor();
    });
  });
}

test("the JSON Schemas draw a form that a person understands, with messages at its fields", async () => {
  await withPage({ folder }, "/json-schema-form/index.html", async (page) => {
    const definition = page.locator("form", { hasText: "Batch definition" });
    const configuration = page.locator("form", { hasText: "Batch configuration" });
    const errors = (form: Locator, id: string): Locator => form.locator(`[id="${id}__error"]`);
    await definition.waitFor();
    await shows(errors(definition, "definition"), /names neither a dataset nor a previous batch/);

    // Every field has words of its own: neither the name of the JSON field nor a number.
    await definition.locator("select").last().selectOption({ label: "Every node, or those named" });
    await definition.getByTitle("Add").first().click();
    await configuration.getByTitle("Add").click();
    const labels = await page.locator("label, legend, option").allTextContents();
    for (const label of ["Dataset id", "Root batch id*", "Every node", "Recipe input*", "Priority"]) {
      assert.ok(labels.includes(label), `${label} in ${labels.join(", ")}`);
    }
    assert.ok(
      labels.every((label) => /^[A-Z][A-Za-z, -]*\d?\*?$/.test(label)),
      labels.join(", "),
    );
    assert.ok(!labels.includes("Schema version"), "what is only for old documents is not drawn");
    const described = await page.locator(".field-description").allTextContents();
    assert.ok(
      described.length >= 12 && described.every((text) => /^[A-Z].+\.$/.test(text)),
      described.join("\n"),
    );

    // A rule, the structure, and an item of an array: each at its place.
    await page.getByLabel("Dataset id").fill("2");
    await shows(errors(definition, "definition_dataset"), /the dataset of the context has the id 1/);
    await page.getByLabel("Dataset id").fill("1");
    await errors(definition, "definition_dataset").waitFor({ state: "detached" });
    await shows(errors(definition, "definition_forced_nodes_nodes_0"), /must be the name of a node/);
    await shows(errors(configuration, "configuration_inputMap_0_input"), /"input" is missing/);
    await page.getByLabel("Recipe input").fill("SCENE");
    await page.getByLabel("Dataset parameter").fill("SCNE");
    await shows(errors(configuration, "configuration_inputMap_0_datasetParameter"), /Did you mean "SCENE"\?/);
    await page.getByLabel("Dataset parameter").fill("SCENE");
    await errors(configuration, "configuration_inputMap_0_datasetParameter").waitFor({ state: "detached" });
  });
});
