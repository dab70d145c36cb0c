import { fileURLToPath } from "node:url";

import webpack from "webpack";

const compiler = webpack({
  mode: "production",
  context: fileURLToPath(new URL(".", import.meta.url)),
  entry: "./main.js",
  output: { path: fileURLToPath(new URL("dist", import.meta.url)), publicPath: "/dist/" },
  performance: { hints: false },
});
compiler.run((error, stats) => {
  if (error !== null) throw error;
  const { errors, warnings } = stats.toJson();
  for (const { message } of [...errors, ...warnings]) console.error(message);
  process.exitCode = errors.length + warnings.length > 0 ? 1 : 0;
});
