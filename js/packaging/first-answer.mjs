// Prints how many times as long a page with `scale-batch/forms` takes as one with zod until it has checked a request, when
// nothing of it is cached: from its request on loopback to the answer, in Chromium. Needs ../dist.
import { shown, ratioOf } from "../bench/build/measure.js";
import { served, withBrowser } from "../build/test/browser/chromium.js";
import { filesOf } from "./pages.mjs";

const ROUNDS = 15;
const REQUEST = { recipe_type_id: 208, definition: { dataset: 1 } };

/** The path of each application's page, and all files. */
const applications = { forms: "/forms.html", zod: "/zod.html" };
const pages = {};
for (const [application, path] of Object.entries(applications)) {
  const files = await filesOf(application);
  for (const [name, content] of files) pages[`/${name}`] = content;
  const [entry] = files.keys();
  pages[path] = `<!doctype html>
<link rel="icon" href="data:," />
<script type="module">
  import "/${entry}";
  globalThis.isValid = check(${JSON.stringify(REQUEST)});
  globalThis.answered = performance.now();
</script>`;
}

/** The milliseconds from the navigation to the answer, in a context without any cache. */
async function timeOf(browser, address) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForFunction(() => globalThis.answered !== undefined);
  const [isValid, answered] = await page.evaluate(() => [globalThis.isValid, globalThis.answered]);
  await context.close();
  if (isValid !== true) throw new Error(`${address} does not accept the request`);
  return answered;
}

const times = { forms: [], zod: [] };
const folder = new URL("size/", import.meta.url);
await served({ folder, pages }, (address) =>
  withBrowser(async (browser) => {
    for (let round = 0; round < ROUNDS; round++) {
      for (const [application, path] of Object.entries(applications)) {
        times[application].push(await timeOf(browser, address + path));
      }
    }
  }),
);
console.log("The first answer of a page in Chromium that nothing is cached of: time compared with zod");
console.log(`  scale-batch/forms, with Vite ${shown(ratioOf(times.forms, times.zod), 3)}`);
