/** The examples of forms, as `npm run build` of js/examples makes them: does each show what is wrong at its field? */
import assert from "node:assert/strict";
import { test } from "node:test";

import type { Locator, Page } from "playwright-core";
import { readCreateRequest, type CreateBatchRequest } from "scale-batch";

import { withPage } from "./chromium.js";

const folder = new URL("../../../examples/dist/", import.meta.url);

async function shows(message: Locator, text: RegExp): Promise<void> {
  await message.filter({ hasText: text }).waitFor({ timeout: 10_000 });
}

async function isEmpty(message: Locator): Promise<void> {
  await message.filter({ hasText: /\S/ }).waitFor({ state: "hidden", timeout: 10_000 });
}

/** An example: its page, and what differs in its markup. */
interface Example {
  page: string;
  /** The message of a field, from its input. */
  message?: string;
  /** Whether the library makes 1 of 1.5 by itself. */
  roundsNumbers?: boolean;
}

const examples: Example[] = [
  { page: "plain/index.html" },
  { page: "react-hook-form/index.html" },
  { page: "tanstack-form/index.html" },
  { page: "angular/index.html" },
  { page: "angular/reactive.html" },
  {
    page: "json-forms/index.html",
    roundsNumbers: true,
    message:
      "xpath=ancestor::div[contains(concat(' ', @class, ' '), ' control ')][1]//div[contains(@class, 'validation_error')]",
  },
];

/** A form in a page. */
class Form {
  readonly #page: Page;
  readonly #example: Example;
  /** What was sent. */
  readonly #sent: Promise<unknown>[] = [];

  constructor(page: Page, example: Example) {
    this.#page = page;
    this.#example = example;
    page.on("console", (message) => {
      const [sent] = message.args();
      if (message.type() === "log" && sent !== undefined) this.#sent.push(sent.jsonValue());
    });
  }

  field(label: string, row = 0): Locator {
    return this.#page.getByLabel(label, { exact: true }).nth(row);
  }

  message(label: string, row = 0): Locator {
    const { message = "xpath=ancestor::div[1]//p[contains(@class, 'error')]" } = this.#example;
    return this.field(label, row).locator(message).first();
  }

  async type(label: string, text: string, row = 0): Promise<Locator> {
    await this.field(label, row).fill(text);
    return this.message(label, row);
  }

  async mapInput(): Promise<void> {
    await this.#page.getByRole("button", { name: /^(Map an input|Add to Input map)$/ }).click();
  }

  /** What is sent, or undefined if the form refuses it. */
  async submit(): Promise<unknown> {
    const before = this.#sent.length;
    await this.#page.getByRole("button", { name: /^Create the batch/ }).click();
    // What a click leads to is done before the next frame but one, and told before the answer to this.
    await this.#page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    return await this.#sent[before];
  }

  /** The errors that can be seen. */
  async errors(): Promise<string[]> {
    const errors = this.#page.locator(".error, .validation_error");
    const texts = await errors.evaluateAll((elements) =>
      elements
        .filter((element) => element.getClientRects().length > 0)
        .map(({ textContent }) => textContent.trim()),
    );
    return texts.filter((text) => text !== "");
  }
}

for (const example of examples) {
  const open = (use: (form: Form, page: Page) => Promise<void>): Promise<void> =>
    withPage({ folder }, `/${example.page}`, async (page) => {
      const form = new Form(page, example);
      await page.getByText("Create the batch of 12 recipes").waitFor();
      assert.deepEqual(await form.errors(), []);
      await use(form, page);
    });

  test(`${example.page} shows what is wrong at its field, while one types`, async () => {
    await open(async (form, page) => {
      // A rule of the structure.
      await shows(await form.type("Title", "x".repeat(51)), /51 characters/);
      await isEmpty(await form.type("Title", "June, again"));
      assert.equal(await page.locator(".warning", { hasText: "title" }).count(), 0);

      // An empty field is missing where it must be, and nothing where it may be.
      await shows(await form.type("Recipe type", ""), /"recipe_type_id" is missing/);
      await isEmpty(await form.type("Recipe type", "208"));
      if (example.roundsNumbers !== true) {
        await shows(await form.type("Priority", "1.5"), /must be an integer/);
        await isEmpty(await form.type("Priority", ""));
      }

      // What only the context can tell.
      await shows(await form.type("Dataset", "2"), /the dataset of the context has the id 1/);
      await page.getByText("Create the batch of ? recipes").waitFor();
      await isEmpty(await form.type("Dataset", "1"));
      await shows(await form.type("Recipe type", "209"), /208/);
      await isEmpty(await form.type("Recipe type", "208"));

      // Warnings make nothing invalid.
      await isEmpty(form.message("Dataset"));
      await isEmpty(await form.type("Priority", "-1"));
      await shows(page.locator(".warning"), /official client allows 0 to 1000000/);
      await page.getByText("Create the batch of 12 recipes").waitFor();
    });
  });

  test(`${example.page} is never silent, and sends what was checked`, async () => {
    await open(async (form) => {
      /** What is refused has a message. */
      const refused = async (): Promise<void> => {
        assert.equal(await form.submit(), undefined);
        assert.notEqual((await form.errors()).length, 0, "a refusal without a message");
      };
      // A definition without a source, with the checkbox checked and cleared.
      await shows(await form.type("Dataset", ""), /names neither a dataset nor a previous batch/);
      await refused();
      await form.field("Supersede recipes").uncheck();
      await shows(form.message("Dataset"), /names neither a dataset nor a previous batch/);
      await refused();
      await isEmpty(await form.type("Dataset", "1"));

      // A row that is not filled in, and one that is wrong.
      await form.mapInput();
      await shows(form.message("Recipe input"), /"input" is missing/);
      await shows(form.message("Dataset parameter"), /"datasetParameter" is missing/);
      await refused();
      await isEmpty(await form.type("Recipe input", "SCENE"));
      await shows(await form.type("Dataset parameter", "SCNE"), /Did you mean "SCENE"\?/);
      await refused();
      await isEmpty(await form.type("Dataset parameter", "SCENE"));

      // What one field makes wrong in another.
      await form.mapInput();
      await isEmpty(await form.type("Dataset parameter", "SCENE", 1));
      await shows(await form.type("Recipe input", "SCENE", 1), /SCENE/);
      await refused();
      await shows(await form.type("Recipe input", "OTHER", 0), /no input "OTHER"/);
      await isEmpty(form.message("Recipe input", 1));
      await refused();
      await isEmpty(await form.type("Recipe input", "SCENE", 0));
      await shows(form.message("Recipe input", 1), /SCENE/);
      await refused();
    });
    await open(async (form) => {
      await shows(await form.type("Title", "x".repeat(51)), /51 characters/);
      assert.equal(await form.submit(), undefined);
      await isEmpty(await form.type("Title", "June"));
      await form.mapInput();
      await shows(form.message("Dataset parameter"), /"datasetParameter" is missing/);
      await isEmpty(await form.type("Recipe input", "SCENE"));
      await isEmpty(await form.type("Dataset parameter", "SCENE"));
      const sent = (await form.submit()) as CreateBatchRequest;
      assert.deepEqual(sent, {
        title: "June",
        recipe_type_id: 208,
        definition: { dataset: 1, supersedes: true },
        configuration: { inputMap: [{ input: "SCENE", datasetParameter: "SCENE" }] },
      });
      assert.deepEqual(readCreateRequest(sent).errors, []);
    });
  });
}

test("wizard/index.html lists what is not filled in yet as pending, and what is wrong as an error", async () => {
  await withPage({ folder }, "/wizard/index.html", async (page) => {
    const form = new Form(page, { page: "wizard/index.html" });
    const pending = page.locator("#pending");
    const next = page.locator("#next");
    await shows(pending, /"recipe_type_id" is missing/);
    assert.deepEqual(await form.errors(), [], "nothing is wrong yet");
    assert.ok(await next.isDisabled());
    await shows(await form.type("Recipe type", "209"), /208/);
    await isEmpty(pending);
    assert.ok(await next.isDisabled());
    await isEmpty(await form.type("Recipe type", "208"));
    await next.click();

    await shows(pending, /names neither a dataset nor a previous batch/);
    assert.deepEqual(await form.errors(), []);
    await shows(await form.type("Dataset", "2"), /the dataset of the context has the id 1/);
    await isEmpty(pending);
    await isEmpty(await form.type("Dataset", "1"));
    await next.click();

    await shows(await form.type("Priority", "soon"), /must be an integer/);
    assert.ok(await next.isDisabled());
    await isEmpty(await form.type("Priority", "7"));
    assert.deepEqual(await form.submit(), {
      recipe_type_id: 208,
      definition: { dataset: 1, supersedes: true },
      configuration: { priority: 7 },
    });
  });
});

test("the JSON Schemas draw a form that a person understands, with messages at its fields", async () => {
  await withPage({ folder }, "/json-schema-form/index.html", async (page) => {
    const definition = page.locator("form", { hasText: "Batch definition" });
    const configuration = page.locator("form", { hasText: "Batch configuration" });
    const errors = (form: Locator, id: string): Locator => form.locator(`[id="${id}__error"]`);
    await definition.waitFor();
    await shows(errors(definition, "definition_dataset"), /names neither a dataset nor a previous batch/);

    // Every field has words of its own: neither the name of the JSON field nor a number.
    await definition.locator('[id="definition_forced_nodes_nodes__add"]').click();
    await configuration.getByTitle("Add").click();
    const labels = await page.locator("label, legend").allTextContents();
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
