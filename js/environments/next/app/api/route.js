import { validateBatch } from "scale-batch";
import { validateBatch as validateForm } from "scale-batch/forms";

export async function POST(request) {
  const text = await request.text();
  return Response.json([validateBatch, validateForm].map((validate) => validate(text).errors[0].description));
}
