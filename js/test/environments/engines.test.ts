/** Firefox, WebKit, today's Chromium and that of 2022: loading, hostile values, and the main path of the form page. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { served, type Site } from "../browser/chromium.js";
import { ENGINES } from "./engines.js";

const js = new URL("../../../", import.meta.url);
const dist = new URL("dist/", js);
const page = (script: string): string =>
  `<!doctype html><link rel="icon" href="data:,"><body><script type="module" src="/${script}"></script>`;

/** A script that says what it found, or what it failed with: by the title of its page, or to the page of a worker. */
const saying = (imports: string, script: string): string => `${imports}
  const found = async () => { ${script} };
  const text = JSON.stringify(await found().catch((error) => ({ error: error.name + ": " + error.message })));
  if (globalThis.document) document.title = text;
  else postMessage(text);`;

const ENTRIES = [
  { entry: "scale-batch", path: "/esm/web.js", module: "scale_batch_bg.wasm" },
  { entry: "scale-batch/forms", path: "/esm/forms/web.js", module: "scale_batch_forms_bg.wasm" },
];

const LOADING: Site["pages"] = {};
for (const [number, { path, module }] of ENTRIES.entries()) {
  LOADING[`/sources-${number}.html`] = page(`sources-${number}.js`);
  LOADING[`/module-${number}.charset`] = readFileSync(new URL(module, dist));
  LOADING[`/sources-${number}.js`] = saying(
    `import { BatchValidator, init, validateBatch } from "${path}";`,
    `const works = () => validateBatch({ recipe_type_id: 208, definition: { datset: 5 } }).errors.length;
    await init();
    const own = works();
    await init("/module-${number}.charset");
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const other = frame.contentWindow;
    const address = new URL("/${module}", location.href).href;
    const bytes = await (await fetch(address)).arrayBuffer();
    const copy = new other.Uint8Array(bytes.byteLength);
    copy.set(new Uint8Array(bytes));
    const others = [];
    for (const source of [
      new other.URL(address), new other.Request(address), await other.fetch(address), copy,
      await other.WebAssembly.compile(bytes),
    ]) {
      await init(source);
      others.push(works());
    }
    return { own, others, methods: Object.getOwnPropertyNames(BatchValidator.prototype).includes("undefined") };`,
  );
  LOADING[`/refused-${number}.html`] = page(`refused-${number}.js`);
  LOADING[`/refused-${number}.js`] = saying(`import { init } from "${path}";`, "await init(); return {};");
}

const HOSTILE: Site["pages"] = {
  "/hostile.html": page("hostile.js"),
  "/worker.html": page("worker.js"),
  "/worker.js": `const worker = new Worker("/hostile.js", { type: "module" });
    worker.onmessage = ({ data }) => { document.title = data; };`,
  "/hostile.js": saying(
    `import * as full from "/dist/esm/web.js";
    import * as forms from "/dist/esm/forms/web.js";
    import { failuresWith } from "/build/test/hostile.js";
    import { failuresOfEntries } from "/build/test/hostile-entries.js";`,
    `await full.init();
    await forms.init();
    return {
      failures: [full, { ...full, ...forms }].flatMap((one) => [...failuresWith(one), ...failuresOfEntries(one)]),
    };`,
  ),
};

/** A person's way through the form page: a mistake, where it shows, its repair, and a change of the recipe's graph. */
const DRIVE = `
  const until = async (get, isRight = Boolean) => {
    for (let round = 0; round < 600; round++) {
      const value = get();
      if (isRight(value)) return value;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("waited in vain: " + get);
  };
  const find = (selector) => document.querySelector(selector);
  const verdict = () => find(".verdict-words")?.textContent ?? "";
  const field = (label) =>
    [...document.querySelectorAll(".field")].find((one) => one.querySelector("label")?.textContent.startsWith(label));
  const type = (control, text) => {
    control.focus();
    control.value = text;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  };
  await until(() => find("html[data-ready]"));
  type(find("#start"), "dataset");
  const before = await until(verdict, (text) => text.startsWith("Ready to send"));
  const priority = await until(() => field("Priority"));
  type(priority.querySelector("input, textarea"), "high");
  const mistake = await until(() => field("Priority")?.querySelector(".problem")?.textContent);
  const wrong = await until(verdict, (text) => text.startsWith("1 error"));
  type(field("Priority").querySelector("input, textarea"), "100");
  await until(() => field("Priority").querySelector(".problem") === null);
  const after = await until(verdict, (text) => text.startsWith("Ready to send"));
  const estimate = find(".estimate-number").textContent;
  const request = JSON.parse(find("#request-json").value);
  return { mistake, wrong, estimate, priority: request.configuration.priority };
`;

for (const { name, with: withEngine } of ENGINES) {
  test(`${name}: the package loads from everywhere, and every hostile value gets its report`, async () => {
    await withEngine(async (open) => {
      const types = { ".charset": "application/wasm; charset=utf-8" };
      await served({ folder: dist, pages: LOADING, types }, async (address) => {
        for (const number of ENTRIES.keys()) {
          assert.deepEqual(await open(`${address}/sources-${number}.html`), {
            own: 1,
            others: [1, 1, 1, 1, 1],
            methods: false,
          });
        }
      });
      const policy = "default-src 'none'; script-src 'self'; connect-src 'self'";
      await served({ folder: dist, pages: LOADING, types, policy }, async (address) => {
        for (const number of ENTRIES.keys()) {
          const { error } = (await open(`${address}/refused-${number}.html`)) as { error: string };
          assert.match(error, /^ScaleBatchError: .*could not be loaded.*'wasm-unsafe-eval'/);
        }
      });
      // The suite ends many instances in one task, for which that Chromium has a spare one on the main thread, and no more.
      const where = name === "Chromium 103" ? "worker" : "hostile";
      await served({ folder: js, pages: HOSTILE }, async (address) => {
        assert.deepEqual(await open(`${address}/${where}.html`), { failures: [] });
      });
    });
  });

  // The page needs a newer Chromium than the package: docs/environments.md says which.
  if (name === "Chromium 103") continue;
  test(`${name}: a mistake in the form page shows at its field, and goes when it is fixed`, async () => {
    const folder = new URL("demo/dist/", js);
    const html = readFileSync(new URL("index.html", folder), "utf8");
    const driven = html.replace("</head>", '<script type="module" src="/drive.js"></script></head>');
    const pages = { "/driven.html": driven, "/drive.js": saying("", DRIVE) };
    await withEngine(async (open) => {
      await served({ folder, pages }, async (address) => {
        const found = (await open(`${address}/driven.html`)) as Record<string, string>;
        assert.equal(found["error"], undefined);
        assert.match(found["mistake"] ?? "", /must be an integer.*INVALID_BATCH_CONFIGURATION/);
        assert.match(found["wrong"] ?? "", /^1 error to fix/);
        assert.equal(found["estimate"], "2,500");
        assert.equal(found["priority"], 100);
      });
    });
  });
}
