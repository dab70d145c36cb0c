/** Shows what both entries say, each in its element. */
import * as whole from "scale-batch";
import * as forms from "scale-batch/forms";

import { Batch, context } from "./documents";

type Entry = Pick<typeof forms, "BatchValidator" | "createRequestSchema" | "init" | "validateBatch">;

function show(entry: Entry, file: string): Promise<void> {
  const say = (text: string) => document.body.appendChild(document.createElement("output")).append(text);
  return entry.init(file).then(() => {
    say(entry.validateBatch('{"recipe_type_id": 208, "definition": {"datset": 5}}').errors[0].description);
    const { errors, recipes_estimated } = new entry.BatchValidator(context).validate(new Batch());
    say(`${recipes_estimated} recipes, ${errors.length} errors`);
    try {
      entry.createRequestSchema["~standard"].jsonSchema.input({ target: "draft-07" });
    } catch (error) {
      say((error as Error).message);
    }
  });
}

show(whole, "scale_batch_bg.wasm").then(() => show(forms, "scale_batch_forms_bg.wasm"));
