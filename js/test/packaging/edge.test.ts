import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { DESCRIPTION, ENTRIES, folderOf, run, tool } from "./project.js";

for (const { entry, ending } of ENTRIES) {
  test(`${entry}: an edge worker has it ready at import`, async () => {
    const options = ["--format=esm", "--conditions=workerd", "--loader:.wasm=copy", "--asset-names=[name]"];
    await run(`edge-worker${ending}`, tool("esbuild"), "worker.js", "--bundle", ...options, "--outdir=dist");
    const cwd = fileURLToPath(folderOf(`edge-worker${ending}`));
    const server = spawn(tool("workerd"), ["serve", "config.capnp", "--control-fd=3"], {
      cwd,
      stdio: ["ignore", "ignore", "pipe", "pipe"],
    });
    try {
      const port = await new Promise<number>((resolve, reject) => {
        let said = "";
        server.stdio[2]?.on("data", (text: Buffer) => (said += text.toString()));
        server.on("exit", () => reject(new Error(said)));
        server.stdio[3]?.on("data", (text: Buffer) => {
          resolve((JSON.parse(text.toString()) as { port: number }).port);
        });
      });
      const body = JSON.stringify({ recipe_type_id: 208, definition: { datset: 5 } });
      const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body });
      const { errors } = (await response.json()) as { errors: { description: string }[] };
      assert.equal(errors[0]?.description, DESCRIPTION);
    } finally {
      server.kill();
    }
  });
}
