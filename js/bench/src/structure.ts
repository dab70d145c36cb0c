/** The structural checks of a request, from objects, compared with compiled ajv and zod. */
import { readFileSync } from "node:fs";

import { Ajv2020 } from "ajv/dist/2020.js";
import { validateBatch } from "scale-batch";
import { z } from "zod";

import { race, shown } from "./measure.js";

const id = z.int();
const version = z.enum(["6", "7"]).optional();
const forcedFields = {
  all: z.boolean(),
  nodes: z.array(z.string()).optional(),
  version,
};
const forcedInside = z.strictObject({
  ...forcedFields,
  get sub_recipes(): z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodType>> {
    return z.record(z.string(), forcedInside).optional();
  },
});
const forcedNodes = z.union([
  z.strictObject({ ...forcedFields, sub_recipes: z.record(z.string(), forcedInside).optional() }),
  z.strictObject({}),
]);
/** The request in zod, as strict as the library. */
const zodRequest = z.strictObject({
  title: z.string().max(50).optional(),
  description: z.string().optional(),
  recipe_type_id: id,
  definition: z.strictObject({
    dataset: id.optional(),
    forced_nodes: forcedNodes.optional(),
    previous_batch: z.strictObject({ root_batch_id: id, forced_nodes: forcedNodes.optional() }).optional(),
    supersedes: z.boolean().optional(),
    version,
  }),
  configuration: z
    .strictObject({
      inputMap: z
        .array(z.looseObject({ input: z.string(), datasetParameter: z.string() }))
        .min(1)
        .optional(),
      priority: id.optional(),
      version,
    })
    .nullish(),
  supersedes: z.unknown().optional(),
});

const SMALL = {
  title: "My Batch",
  description: "Everything of June",
  recipe_type_id: 208,
  definition: {
    supersedes: true,
    previous_batch: {
      root_batch_id: 104,
      forced_nodes: { all: false, nodes: ["job_a", "job_b"], sub_recipes: { recipe_c: { all: true } } },
    },
  },
  configuration: { priority: 100, inputMap: [{ input: "FILE_NAME", datasetParameter: "NAME_FILE" }] },
};

/** 1,000 nodes are forced by name, and 100 in each of 100 sub-recipes. */
function large(): object {
  const nodes = (count: number): string[] => Array.from({ length: count }, (_, number) => `node_${number}`);
  const inner = Array.from({ length: 100 }, (_, number) => [
    `sub_recipe_${number}`,
    { all: false, nodes: nodes(100) },
  ]);
  const forced_nodes = { all: false, nodes: nodes(1_000), sub_recipes: Object.fromEntries(inner) as object };
  return { recipe_type_id: 208, definition: { previous_batch: { root_batch_id: 104, forced_nodes } } };
}

/** Prints the times of the library compared with ajv and zod on the same objects. */
export function structure(): void {
  const read = (path: string): never =>
    JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8")) as never;
  const ajv = new Ajv2020({ allErrors: true, formats: { int64: true } });
  const byAjv = ajv.compile(read("schemas/create-batch-request.schema.json"));
  console.log("Structure of a request, from objects: time of validateBatch, which checks all rules");
  const requests: Record<string, [request: object, isValid: boolean, mostOfZod: number]> = {
    "small, valid": [SMALL, true, 3.5],
    "11,000 forced nodes, valid": [large(), true, 3.5],
    "ten mistakes": [read("examples/requests/ten-mistakes.json"), false, 2.5],
  };
  for (const [title, [request, isValid, mostOfZod]] of Object.entries(requests)) {
    const verdicts = [
      validateBatch(request as never).is_valid,
      byAjv(request),
      zodRequest.safeParse(request).success,
    ];
    if (verdicts.some((verdict) => verdict !== isValid)) throw new Error(`${title}: ${verdicts.join(", ")}`);
    const times = race({
      ours: () => validateBatch(request as never),
      ajv: () => (byAjv(request) ? [] : byAjv.errors),
      zod: () => zodRequest.safeParse(request),
    });
    console.log(
      `  ${title.padEnd(26)} ${shown(times.ratio("ours", "ajv"))} times that of ajv; ` +
        `of zod ${shown(times.ratio("ours", "zod"), mostOfZod)}`,
    );
  }
}
