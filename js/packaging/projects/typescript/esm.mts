import { BatchValidator, init, validateBatch, type BatchContext, type ValidationReport } from "scale-batch";
import { initSync } from "scale-batch/slim";

export async function check(context: BatchContext, bytes: ArrayBuffer): Promise<ValidationReport> {
  await init();
  await init(bytes);
  initSync(bytes);
  // @ts-expect-error: a definition has no such field
  validateBatch({ recipe_type_id: 208, definition: { datset: 5 } });
  // @ts-expect-error: a verdict is no text
  const verdict: string = validateBatch("{}").is_valid;
  using validator = new BatchValidator(context);
  const report = validator.validate({ recipe_type_id: 208, definition: { dataset: 5 } });
  return verdict === "" ? validateBatch("{}") : report;
}
