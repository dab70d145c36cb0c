/**
 * Browsers that are told only to open an address. A page says what it found by its title, as JSON: that every engine can
 * tell, of whatever age, and no policy of the page is in its way.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliDecompressSync } from "node:zlib";

import { environmentOf } from "../packaging/project.js";
import { freePort } from "../packaging/server.js";

/** Opens an address, and gives what the title of the page says once it begins with `{`. */
type Open = (address: string) => Promise<unknown>;

export interface Engine {
  readonly name: string;
  /** Starts it, lets `use` open addresses, and ends it. */
  readonly with: (use: (open: Open) => Promise<void>) => Promise<void>;
}

const browsers = environmentOf("browsers");

/** What the title says, in at most two minutes. */
async function said(title: () => Promise<string | undefined>): Promise<unknown> {
  let last: string | undefined;
  for (let round = 0; round < 1_200; round++) {
    last = await title();
    if (last?.startsWith("{") === true) return JSON.parse(last);
    await pause(100);
  }
  throw new Error(`The page says nothing; its title is ${last ?? "missing"}.`);
}

/** Tries it until it does not throw, for at most half a minute. */
async function patiently<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let round = 0; round < 300; round++) {
    try {
      return await attempt();
    } catch {
      await pause(100);
    }
  }
  return attempt();
}

async function ended(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const end = new Promise((resolve) => process.on("close", resolve));
  process.kill();
  await end;
}

interface Tab {
  readonly id: string;
  readonly title: string;
}

/** The list of pages has titles as HTML would. */
function unescaped(title: string): string {
  const characters: Record<string, string> = { quot: '"', "#39": "'", lt: "<", gt: ">", amp: "&" };
  return title.replace(/&(quot|#39|lt|gt|amp);/g, (_, name: string) => characters[name] ?? "");
}

/** Chromium by its list of pages. */
function chromium(name: string, executable: () => string): Engine {
  return {
    name,
    async with(use) {
      const port = await freePort();
      const profile = mkdtempSync(join(tmpdir(), "chromium-"));
      const options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-dev-shm-usage",
      ];
      const where = [`--remote-debugging-port=${port}`, `--user-data-dir=${profile}`];
      const browser = spawn(executable(), [...options, ...where, "about:blank"], { stdio: "ignore" });
      const ask = async (path: string, method = "GET"): Promise<unknown> =>
        (await fetch(`http://127.0.0.1:${port}/json/${path}`, { method })).json();
      try {
        await patiently(() => ask("version"));
        await use(async (address) => {
          // Older versions know only GET.
          const { id } = (await ask(`new?${address}`, "PUT").catch(() => ask(`new?${address}`))) as Tab;
          return said(async () => {
            const tab = ((await ask("list")) as Tab[]).find((one) => one.id === id);
            return tab && unescaped(tab.title);
          });
        });
      } finally {
        await ended(browser);
        rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
      }
    },
  };
}

/** The binary of an old Chromium, which its npm package has compressed. */
function oldChromium(): string {
  const executable = fileURLToPath(new URL("dist/chromium", browsers));
  if (!existsSync(executable)) {
    mkdirSync(new URL("dist/", browsers), { recursive: true });
    const packed = readFileSync(new URL("node_modules/@sparticuz/chromium/bin/chromium.br", browsers));
    writeFileSync(executable, brotliDecompressSync(packed), { mode: 0o755 });
  }
  return executable;
}

/** The part of puppeteer-core that is used. */
interface Puppeteer {
  launch: (options: object) => Promise<{
    newPage: () => Promise<{ goto: (address: string) => Promise<unknown>; title: () => Promise<string> }>;
    close: () => Promise<void>;
  }>;
}

const firefox: Engine = {
  name: "Firefox",
  async with(use) {
    const file = createRequire(new URL("package.json", browsers)).resolve("puppeteer-core");
    const { default: puppeteer } = (await import(pathToFileURL(file).href)) as { default: Puppeteer };
    const executablePath = process.env["FIREFOX"] ?? "/usr/bin/firefox-esr";
    const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
    try {
      await use(async (address) => {
        const page = await browser.newPage();
        await page.goto(address);
        return said(() => page.title());
      });
    } finally {
      await browser.close();
    }
  },
};

const MINI_BROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

const webkit: Engine = {
  name: "WebKit",
  async with(use) {
    const port = await freePort();
    const driver = spawn("xvfb-run", ["--auto-servernum", "WebKitWebDriver", `--port=${port}`], {
      env: { ...process.env, LIBGL_ALWAYS_SOFTWARE: "1", WEBKIT_DISABLE_COMPOSITING_MODE: "1" },
      stdio: "ignore",
      // In a group of its own, since xvfb-run leaves the driver behind.
      detached: true,
    });
    const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
      const response = await fetch(`http://127.0.0.1:${port}/${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return ((await response.json()) as { value: unknown }).value;
    };
    const end = new Promise((resolve) => driver.on("close", resolve));
    try {
      await patiently(() => ask("GET", "status"));
      const binary = { binary: process.env["MINI_BROWSER"] ?? MINI_BROWSER, args: ["--automation"] };
      const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": binary } };
      const { sessionId } = (await ask("POST", "session", { capabilities })) as { sessionId: string };
      await use(async (address) => {
        await ask("POST", `session/${sessionId}/url`, { url: address });
        return said(async () => (await ask("GET", `session/${sessionId}/title`)) as string);
      });
      await ask("DELETE", `session/${sessionId}`);
    } finally {
      if (driver.pid !== undefined) process.kill(-driver.pid);
      await end;
    }
  },
};

export const ENGINES: readonly Engine[] = [
  chromium("Chromium", () => process.env["CHROMIUM"] ?? "/usr/bin/chromium"),
  chromium("Chromium 103", oldChromium),
  firefox,
  webkit,
];
