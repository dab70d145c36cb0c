import * as z from "zod";

const version = z.enum(["6", "7"]).optional();
const forced = { all: z.boolean(), nodes: z.array(z.string()).optional() };
const forcedInside = z.strictObject({
  ...forced,
  version: z.string().optional(),
  get sub_recipes() {
    return z.record(z.string(), forcedInside).optional();
  },
});
const forcedNodes = z.union([
  z.strictObject({ ...forced, version, sub_recipes: z.record(z.string(), forcedInside).optional() }),
  z.strictObject({}),
]);
const inputMap = z.array(z.looseObject({ input: z.string(), datasetParameter: z.string() })).min(1);
const request = z.strictObject({
  title: z.string().max(50).optional(),
  description: z.string().optional(),
  recipe_type_id: z.int(),
  definition: z.strictObject({
    version,
    supersedes: z.boolean().optional(),
    dataset: z.int().optional(),
    forced_nodes: forcedNodes.optional(),
    previous_batch: z
      .strictObject({ root_batch_id: z.int(), forced_nodes: forcedNodes.optional() })
      .optional(),
  }),
  configuration: z
    .strictObject({ version, priority: z.int().optional(), inputMap: inputMap.optional() })
    .nullable()
    .optional(),
  supersedes: z.unknown().optional(),
});

globalThis.check = (value) => request.safeParse(value).success;
