/** A recipe of 1,000 nodes and a chain of two batches of its previous revision, generated. */
import type { Json } from "../pointer.js";

const tiles = 24;
const steps = [
  "read",
  "calibrate",
  "mask",
  "shadow",
  "index",
  "texture",
  "classify",
  "smooth",
  "trace",
  "check",
];
const rounds = 4;

type Nodes = { [name: string]: Json };

function job(type: string, version: string, dependencies: string[]): Json {
  const input = dependencies.map((node, index) => [
    `IN_${"ABCD"[index] ?? "E"}`,
    { type: "dependency", node, output: "OUT" },
  ]);
  return {
    dependencies: dependencies.map((name) => ({ name })),
    input:
      dependencies.length === 0
        ? { IN: { type: "recipe", input: "SCENE" } }
        : (Object.fromEntries(input) as Json),
    node_type: { node_type: "job", job_type_name: type, job_type_version: version, job_type_revision: 1 },
  };
}

/** 960 nodes process tiles in rounds of steps; 40 more merge neighbours and finally all of them. */
function nodes(revision: number): Nodes {
  const all: Nodes = {};
  const name = (tile: number, round: number, step: number): string =>
    `tile-${String(tile + 1).padStart(2, "0")}-${steps[step] ?? ""}-${round + 1}`;
  for (let tile = 0; tile < tiles; tile++) {
    for (let round = 0; round < rounds; round++) {
      for (const [step, type] of steps.entries()) {
        const before: string[] = [];
        if (step > 0) before.push(name(tile, round, step === 5 ? 3 : step - 1));
        else if (round > 0) before.push(name(tile, round - 1, steps.length - 1));
        if (step === 6) before.push(name(tile, round, 4));
        if (step === 8 && tile > 0 && round % 2 === 1) before.push(name(tile - 1, round, 7));
        const isNewer =
          revision > 1 &&
          ((tile === 5 && round === 2 && step === 6) || (tile === 15 && round === 3 && step === 2));
        all[name(tile, round, step)] = job(type, isNewer ? "1.1.0" : "1.0.0", before);
      }
    }
  }
  const last = (tile: number): string => name(tile, rounds - 1, steps.length - 1);
  let level = Array.from({ length: tiles }, (_, tile) => last(tile));
  let number = 0;
  while (level.length > 1) {
    const next: string[] = [];
    for (let index = 0; index < level.length; index += 2) {
      number++;
      const merged = `merge-${String(number).padStart(2, "0")}`;
      all[merged] = job("merge", "2.0.0", level.slice(index, index + 2));
      next.push(merged);
    }
    level = next;
  }
  const whole = level[0] ?? "";
  for (let product = 1; Object.keys(all).length < 1_000; product++) {
    const kind =
      product === 1 && revision === 1 ? "product-legacy" : `product-${String(product).padStart(2, "0")}`;
    all[kind] = job("product", "1.0.0", [whole]);
  }
  return all;
}

function definition(revision: number): Json {
  return {
    input: {
      files: [{ name: "SCENE", media_types: ["image/tiff"], required: true, multiple: false }],
      json: [],
    },
    nodes: nodes(revision),
  };
}

const summary = { id: 300, name: "thousand-nodes", title: "A recipe of 1,000 nodes", description: null };

/** The recipe type. */
export const largeRecipeType = { ...summary, revision_num: 2, definition: definition(2) };

function batch(id: number, title: string, isLast: boolean, completed: number): object {
  const root = { id: 501, title: "All tiles", description: null, created: "2026-01-12T09:00:00Z" };
  return {
    id,
    title,
    description: null,
    recipe_type: { ...summary, revision_num: 2 },
    recipe_type_rev: { id: 901, recipe_type: { id: summary.id, name: summary.name }, revision_num: 1 },
    is_superseded: !isLast,
    root_batch: root,
    superseded_batch: isLast ? root : null,
    is_creation_done: true,
    jobs_total: 12_000,
    jobs_pending: 0,
    jobs_blocked: 0,
    jobs_queued: 0,
    jobs_running: 0,
    jobs_failed: 12_000 - completed,
    jobs_completed: completed,
    jobs_canceled: 0,
    recipes_estimated: 12,
    recipes_total: 12,
    recipes_completed: 12,
    created: isLast ? "2026-02-20T09:00:00Z" : root.created,
    superseded: isLast ? null : "2026-02-20T09:00:00Z",
    last_modified: root.created,
    definition: isLast ? { previous_batch: { root_batch_id: 501 } } : { dataset: 80 },
    configuration: {},
    job_metrics: {},
  };
}

/** The revision that its batches ran. */
export const largeRevisions = [
  {
    id: 901,
    recipe_type: { id: summary.id, name: summary.name },
    revision_num: 1,
    definition: definition(1),
  },
];

/** The chain. */
export const largeBatches = [
  batch(501, "All tiles", false, 11_940),
  batch(507, "All tiles, again", true, 11_988),
];
