// Prints for how long a page with a recipe of 10,000 nodes is blocked at most: while a worker checks it, draws its diff and
// holds it for a validator, and while the page does so itself. In Chromium. Needs ../dist.
import { aimed } from "../bench/build/aim.js";
import { served, withBrowser } from "../build/test/browser/chromium.js";

const ROUNDS = 5;

const script = `
import { startWorker } from "/esm/worker/web.js";
import * as here from "/esm/web.js";
await here.init();
const nodes = {};
for (let number = 0; number < 10_000; number++) {
  const dependencies = number === 0 ? [] : [{ name: "node-" + ((number - 1) >> 1), acceptance: true }];
  nodes["node-" + number] = {
    dependencies,
    input: {},
    node_type: { node_type: "job", job_type_name: "job", job_type_version: "1.0.0", job_type_revision: 1 },
  };
}
const definition = { version: "7", input: { version: "7", files: [], json: [] }, nodes };
const recipe_type = { id: 1, name: "large", revision_num: 1, definition, job_types: [], sub_recipe_types: [] };
const request = { recipe_type_id: 1, definition: { dataset: 1, forced_nodes: { all: false, nodes: ["node-5"] } } };
const there = startWorker();
await there.readDefinition({});

/** The longest time between two turns of the event loop, in milliseconds. */
async function longest(act) {
  let last = performance.now();
  let most = 0;
  let goes = true;
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const now = performance.now();
    most = Math.max(most, now - last);
    last = now;
    if (goes) channel.port2.postMessage(0);
  };
  channel.port2.postMessage(0);
  await new Promise((resolve) => setTimeout(resolve, 20));
  most = 0;
  await act();
  await new Promise((resolve) => setTimeout(resolve, 20));
  goes = false;
  return most;
}
const acts = {
  "check": (scale) => scale.checkRecipe({ definition }),
  "diff": (scale) => scale.diffRecipes({ previous: definition, current: definition }),
  "layout": (scale) => scale.drawDiff({ previous: definition, current: definition, format: "layout" }),
  "validate": (scale) => scale.validateBatch(request, { recipe_type }),
};
globalThis.measured = async () => {
  const times = {};
  for (const [name, act] of Object.entries(acts)) {
    times[name] = { worker: await longest(() => act(there)), page: await longest(() => act(here)) };
  }
  return times;
};
`;

const least = {};
const folder = new URL("../dist/", import.meta.url);
const pages = {
  "/": '<!doctype html><link rel="icon" href="data:," /><script type="module" src="/page.js"></script>',
  "/page.js": script,
};
await served({ folder, pages }, (address) =>
  withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.goto(address);
    await page.waitForFunction(() => globalThis.measured !== undefined);
    for (let round = 0; round < ROUNDS; round++) {
      const times = await page.evaluate(() => globalThis.measured());
      for (const [name, { worker, page: own }] of Object.entries(times)) {
        // The least of the rounds: other programs only add.
        const before = least[name] ?? { worker: Infinity, own: Infinity };
        least[name] = { worker: Math.min(before.worker, worker), own: Math.min(before.own, own) };
      }
    }
  }),
);
console.log(
  "The longest task of a page with a recipe of 10,000 nodes: with a worker, and compared with the page itself",
);
for (const [name, { worker, own }] of Object.entries(least)) {
  const ratio = (worker / own).toFixed(2);
  console.log(
    `  ${name.padEnd(10)} ${worker.toFixed(0)} ms, ${ratio} of ${own.toFixed(0)} ms; ${aimed(worker, 50, " ms")}`,
  );
}
