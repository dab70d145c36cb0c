/** Bundles what the compiler left, as webpack 4 does it without configuration, and puts the WebAssembly modules beside it. */
const { copyFileSync } = require("fs");
const path = require("path");

const webpack = require("webpack");

const dist = path.join(__dirname, "dist");
webpack(
  {
    mode: "production",
    context: __dirname,
    entry: "./dist/compiled/main.js",
    output: { path: dist },
    performance: { hints: false },
  },
  (error, stats) => {
    if (error) throw error;
    const { errors, warnings } = stats.toJson();
    for (const message of [...errors, ...warnings]) console.error(message);
    process.exitCode = errors.length + warnings.length > 0 ? 1 : 0;
  },
);
for (const name of ["scale_batch_bg.wasm", "scale_batch_forms_bg.wasm"]) {
  copyFileSync(path.join(__dirname, "node_modules/scale-batch/dist", name), path.join(dist, name));
}
