// What Vite makes of the minimal applications in size/.
import { fileURLToPath } from "node:url";

import { build } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));

/** The files of an application by their names, that of its entry first. */
export async function filesOf(application) {
  const { output } = await build({
    configFile: false,
    root,
    logLevel: "error",
    build: { write: false, target: "es2022", rollupOptions: { input: `${root}size/${application}.js` } },
  });
  return new Map(output.map((file) => [file.fileName, file.type === "chunk" ? file.code : file.source]));
}
