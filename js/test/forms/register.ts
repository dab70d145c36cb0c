/** Loaded before tests that then run once more, with `scale-batch/forms` for what it has. */
import { register } from "node:module";

process.env["SCALE_BATCH_ENTRY"] = "scale-batch/forms";
register("./hooks.js", import.meta.url);
