/** A page in Chromium, from files served on loopback. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, normalize } from "node:path";

import { chromium, type Browser, type Page } from "playwright-core";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

export interface Site {
  /** A folder whose files are served under `/`. */
  folder: URL;
  /** Pages and other files beside those of the folder: path to content. */
  pages?: Record<string, string | Uint8Array>;
  /** The Content-Security-Policy of all answers. */
  policy?: string;
  /** The content types of other endings. */
  types?: Record<string, string>;
}

/** Serves the site, and lets `use` work with a page of it as {@link withPageAt} does. */
export function withPage(site: Site, path: string, use: (page: Page) => Promise<void>): Promise<void> {
  return served(site, (address) => withPageAt(address + path, use));
}

/** Serves the site while `use` works with it. */
export async function served(site: Site, use: (address: string) => Promise<void>): Promise<void> {
  const server = createServer((request, response) => {
    const wanted = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
    const type = site.types?.[extname(wanted)] ?? types[extname(wanted)] ?? "text/html";
    const headers: Record<string, string> = { "Content-Type": type };
    if (site.policy !== undefined) headers["Content-Security-Policy"] = site.policy;
    const inline = site.pages?.[wanted];
    const body =
      inline === undefined ? readFile(new URL(`.${wanted}`, site.folder)) : Promise.resolve(inline);
    body.then(
      (content) => response.writeHead(200, headers).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
}

/** Opens a page, lets `use` work with it, and closes the browser. Errors of the page are thrown. */
export function withPageAt(address: string, use: (page: Page) => Promise<void>): Promise<void> {
  return withBrowser(async (browser) => {
    const page = await browser.newPage();
    const failures: Error[] = [];
    page.on("pageerror", (error) => failures.push(error));
    await page.goto(address);
    await use(page);
    if (failures[0] !== undefined) throw failures[0];
  });
}

/** Lets `use` work with a browser, and closes it. */
export async function withBrowser(use: (browser: Browser) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
}
