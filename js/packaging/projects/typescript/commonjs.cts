import scaleBatch = require("scale-batch");
import slim = require("scale-batch/slim");

function check(context: scaleBatch.BatchContext, bytes: Uint8Array): scaleBatch.ValidationReport {
  slim.initSync(bytes);
  // @ts-expect-error: a verdict is no text
  const verdict: string = slim.validateBatch("{}").is_valid;
  // @ts-expect-error: the style of a duration is "iso" or "server"
  scaleBatch.formatDuration({ microseconds: 1 }, { style: verdict });
  return new scaleBatch.BatchValidator(context).validate({ recipe_type_id: 208, definition: { dataset: 5 } });
}

export = check;
