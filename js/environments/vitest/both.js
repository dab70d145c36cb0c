import { expect, test } from "vitest";

import * as scaleBatch from "scale-batch";
import * as forms from "scale-batch/forms";

for (const { init, validateBatch } of [scaleBatch, forms]) {
  test("it is ready on import, and init may be called", async () => {
    await init();
    const { errors } = validateBatch({ recipe_type_id: 208, definition: { datset: 5 } });
    expect(errors[0].description).toBe('There is no field "datset". Did you mean "dataset"?');
  });
}
