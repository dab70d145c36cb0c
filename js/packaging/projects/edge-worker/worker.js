import { validateBatch } from "scale-batch";

export default {
  async fetch(request) {
    return Response.json(validateBatch(await request.text()));
  },
};
