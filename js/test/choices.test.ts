/** Nodes as lists and graph libraries take them. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  drawDiff,
  expandForcedNodes,
  forcedNodeOptions,
  forcedNodesTree,
  toForcedNodes,
  toGraph,
} from "scale-batch";

import { current, definition, previous, sub_recipe_types } from "./story.js";

test("every node that can be forced is an option, a recipe before what is in it", () => {
  const { tree } = forcedNodesTree({ definition, sub_recipe_types });
  const titles = { sub_recipe_types: [{ name: "tide-model", title: "Tides" }] };
  const options = forcedNodeOptions(tree ?? {}, titles);
  const keys = options.map(({ path }) => path.join("/"));
  assert.equal(new Set(keys).size, keys.length);
  for (const [index, { path, depth, name }] of options.entries()) {
    assert.equal(depth, path.length - 1);
    assert.equal(name, path[path.length - 1]);
    if (depth > 0) assert.ok(keys.slice(0, index).includes(path.slice(0, -1).join("/")), keys.join());
  }
  assert.ok(options.some(({ depth }) => depth > 0));
  assert.ok(!keys.includes("is-clear"), "a condition cannot be forced");
});

test("titles come from the types, also of nodes inside sub-recipes", () => {
  const job = { kind: "job", type_name: "parse", type_version: "1.0", type_revision: 3 } as const;
  const inner = { parse: job, other: { ...job, type_version: "2.0" } };
  const tree = {
    ortho: { kind: "recipe", type_name: "ortho", type_revision: 1, nodes: inner },
    check: { kind: "condition" },
  } as const;
  const served = { sub_recipe_types: [{ name: "ortho", title: "Ortho photos" }], job_types: [] };
  const inside = {
    job_types: [
      { name: "parse", version: "1.0", title: "Parser" },
      { name: "parse", title: null },
    ],
  };
  assert.deepEqual(
    forcedNodeOptions(tree, served, inside).map(({ path, title }) => [path.join("/"), title]),
    [
      ["ortho", "Ortho photos"],
      ["ortho/parse", "Parser"],
      ["ortho/other", "parse"],
    ],
  );
});

test("the options that are chosen are the forced nodes", () => {
  const { tree } = forcedNodesTree({ definition, sub_recipe_types });
  const options = forcedNodeOptions(tree ?? {});
  for (const option of options) {
    const forced_nodes = toForcedNodes([option]);
    const { tree: running, errors } = expandForcedNodes({ forced_nodes, definition, sub_recipe_types });
    assert.deepEqual(errors, []);
    let nodes = running;
    for (const name of option.path) {
      assert.ok(nodes?.[name]?.forced, `${option.path.join("/")} in ${JSON.stringify(forced_nodes)}`);
      nodes = nodes[name].nodes ?? undefined;
    }
  }
  assert.deepEqual(toForcedNodes([]), { all: false });
  const deep = [
    { path: ["__proto__", "a"], kind: "job" },
    { path: ["__proto__", "b"], kind: "job" },
  ] as const;
  assert.equal(
    JSON.stringify(toForcedNodes(deep)),
    '{"all":false,"sub_recipes":{"__proto__":{"all":false,"nodes":["a","b"]}}}',
  );
});

test("the layout of a diff is a graph", () => {
  const drawing = drawDiff({ previous, current, format: "layout" });
  assert.ok(drawing.errors === undefined);
  const { nodes, edges } = toGraph(drawing.layout);
  const ids = new Set(nodes.map(({ id }) => id));
  assert.equal(ids.size, drawing.layout.nodes.length);
  assert.ok(edges.length > 0 && edges.every(({ source, target }) => ids.has(source) && ids.has(target)));
  assert.equal(new Set(edges.map(({ id }) => id)).size, edges.length);
  const [edge] = drawing.layout.edges;
  assert.deepEqual([edges[0]?.source, edges[0]?.target], [edge?.from, edge?.to]);
});
