/** A proposal for many inputs and parameters leaves out what fits unless it is asked for. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { proposeInputMap } from "scale-batch";

test("a proposal for many parameters lists what fits only on request", () => {
  const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  const names = letters.flatMap((one) => letters.map((other) => one + other)).slice(0, 120);
  const recipe_type = {
    id: 208,
    definition: { input: { files: names.map((name) => ({ name: `BAND_${name}` })) }, nodes: {} },
  };
  const dataset = {
    id: 5,
    definition: { parameters: { files: names.map((name) => ({ name: `${name}_BAND_FILE` })).reverse() } },
  };

  const few = proposeInputMap({ recipe_type, dataset }).proposal;
  const all = proposeInputMap({ recipe_type, dataset, fits: true }).proposal;
  assert.ok(few && all);
  assert.equal(few.fits_left_out, 120 * 120);
  assert.equal(all.fits_left_out, undefined);
  assert.deepEqual(few.inputMap, all.inputMap);
  assert.deepEqual(few.inputMap[7], { input: "BAND_AH", datasetParameter: "AH_BAND_FILE" });
  assert.equal(few.is_complete, true);
  const [short, long] = [few.inputs[7], all.inputs[7]];
  assert.ok(short && long);
  assert.deepEqual(short.fits, []);
  assert.equal(long.fits.length, 120);
  assert.deepEqual(short.ranked, long.ranked.slice(0, 1));

  const refused = proposeInputMap({ recipe_type, dataset, fits: true, limits: { entries: 1_000 } });
  assert.equal(refused.proposal, null);
  assert.equal(refused.errors[0]?.name, "LIMIT_EXCEEDED");
});
