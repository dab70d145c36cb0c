/** Servers that a test starts in a process of their own. */
import { spawn } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

/** A port of loopback that was free just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Starts a server in a folder, with its host and port in the variables that most frameworks read, and ends it when `use` is
 * done with its address.
 */
export async function withServer(
  folder: URL,
  [command = "", ...args]: string[],
  use: (address: string) => Promise<void>,
): Promise<void> {
  const port = await freePort();
  const where = { PORT: `${port}`, HOST: "127.0.0.1", HOSTNAME: "127.0.0.1", NODE_ENV: "production" };
  const server = spawn(command, args, {
    cwd: fileURLToPath(folder),
    env: { ...process.env, ...where },
  });
  let said = "";
  server.stdout.on("data", (text: Buffer) => (said += text.toString()));
  server.stderr.on("data", (text: Buffer) => (said += text.toString()));
  let hasEnded = false;
  const ended = new Promise<void>((resolve) =>
    server.on("close", () => {
      hasEnded = true;
      resolve();
    }),
  );
  const address = `http://127.0.0.1:${port}`;
  try {
    await answering(address, () => hasEnded);
    await use(address);
  } catch (error) {
    throw new Error(`The server said: ${said}`, { cause: error });
  } finally {
    server.kill();
    await ended;
  }
}

/** Waits until the address answers anything. */
async function answering(address: string, hasEnded: () => boolean): Promise<void> {
  while (!hasEnded()) {
    try {
      await (await fetch(address)).arrayBuffer();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error("It ended.");
}
