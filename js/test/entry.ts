/** Whether the tests run with `scale-batch/forms` (see forms/register.ts), whose reports have no diff. */
export const isOfForms = process.env["SCALE_BATCH_ENTRY"] === "scale-batch/forms";
