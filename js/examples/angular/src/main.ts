import { bootstrapApplication } from "@angular/platform-browser";
import { init } from "scale-batch";

import { BatchForm } from "./batch-form.js";

void init().then(() => bootstrapApplication(BatchForm));
