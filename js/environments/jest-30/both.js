const scaleBatch = require("scale-batch");
const forms = require("scale-batch/forms");

for (const { BatchValidator, createRequestSchema, init, validateBatch } of [scaleBatch, forms]) {
  test("it is ready on import, and init may be called", async () => {
    const request = { title: "Zweiter Versuch: Küste 🌊", recipe_type_id: 208, definition: { datset: 5 } };
    await init();
    const { errors } = validateBatch(request);
    expect(errors[0].description).toBe('There is no field "datset". Did you mean "dataset"?');
    const validator = new BatchValidator({ dataset: { id: 41 } });
    const asForm = createRequestSchema.withContext(validator).forForm();
    const { issues } = asForm["~standard"].validate({ recipe_type_id: 208, definition: { dataset: 5 } });
    expect(issues.map(({ name }) => name)).toEqual(["UNKNOWN_DATASET"]);
    validator.free();
  });
}
