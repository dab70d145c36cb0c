// Builds the project in the working directory.
import { resolve } from "node:path";

import webpack from "webpack";

const compiler = webpack({
  mode: "production",
  context: process.cwd(),
  entry: "./main.js",
  output: { path: resolve("dist"), publicPath: "/dist/" },
  performance: { hints: false },
});
compiler.run((error, stats) => {
  if (error !== null) throw error;
  const { errors, warnings } = stats.toJson();
  for (const { message } of [...errors, ...warnings]) console.error(message);
  process.exitCode = errors.length + warnings.length > 0 ? 1 : 0;
});
