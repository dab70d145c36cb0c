#!/usr/bin/env node
/**
 * The command line: prints what was printed when the package was built, help and the version, and leaves everything else to
 * the module.
 */
import { readFileSync } from "node:fs";

import { write } from "./pipes.js";

const args = process.argv.slice(2);

/** What is printed for arguments whose output is the same everywhere, by their JSON. */
function ready(): Record<string, string | undefined> {
  return JSON.parse(readFileSync(new URL("ready.json", import.meta.url), "utf8")) as Record<string, string>;
}

/** The oldest Node.js that runs it. An older one lacks functions, and would only name the first of them. */
const OLDEST = 20;

try {
  if (Number.parseInt(process.versions.node) < OLDEST) {
    throw new Error(`it needs Node.js ${OLDEST} or newer, and this is ${process.versions.node}`);
  }
  const known = args.length < 3 ? ready()[JSON.stringify(args)] : undefined;
  if (known !== undefined) write(1, Buffer.from(known));
  else {
    const { run } = await import("./host.js");
    process.exitCode = await run(args);
  }
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  // A reader that closes the pipe early, such as `head`, is not a failure.
  if (code !== "EPIPE") {
    write(2, Buffer.from(`scale-batch: ${message}\n`));
    process.exitCode = 2;
  }
}
