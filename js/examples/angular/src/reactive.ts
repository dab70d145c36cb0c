import { bootstrapApplication } from "@angular/platform-browser";
import { init } from "scale-batch";

import { ReactiveBatchForm } from "./reactive-form.js";

void init().then(() => bootstrapApplication(ReactiveBatchForm));
