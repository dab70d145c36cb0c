#!/usr/bin/env bash
# Shows the command line in action, on the examples of the API's own documentation and on broken ones.
# Needs the npm package built (`make js`).
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# scale_batch ARGUMENT…: shows the command and its output; exit code 1, for an invalid example, is expected
scale_batch() {
  printf '\n$ scale-batch %s\n' "$*"
  local code=0
  node js/dist/esm/cli/main.js "$@" || code=$?
  ((code < 2)) || die "scale-batch failed with exit code $code"
}

title() { printf '\n=== %s\n' "$*"; }

seed=tests/data/seed
title "The examples of the API's documentation"
scale_batch validate $seed/create-request.json
scale_batch validate $seed/create-from-previous-request.json
scale_batch validate $seed/validate-request.json
scale_batch validate --edit $seed/edit-request.json

title "Requests that the server would refuse"
scale_batch validate examples/requests/ten-mistakes.json
scale_batch validate --edit examples/requests/edit-of-the-definition.json
scale_batch validate examples/requests/not-json.json

story=examples/story
context=(--recipe-type $story/recipe-type.json --sub-recipe-types $story/sub-recipe-types.json)
# What the previous batch ran, as the API serves it: its own details do not contain the definition.
served=("${context[@]}" --batches $story/batches.json --revisions $story/revision-4.json)
title "A batch of a dataset: what is wrong, and what it creates"
scale_batch validate "${context[@]}" --dataset $story/dataset.json $story/from-a-dataset.json

title "A valid batch that would create nothing"
scale_batch validate --recipe-type $story/pairs-recipe-type.json --dataset $story/pairs-dataset.json $story/from-pairs.json

title "A batch that re-processes another, with documents as the API serves them"
scale_batch validate "${served[@]}" $story/re-process.json
scale_batch diff --forced-nodes $story/forced-nodes.json $story/revision-4.json $story/recipe-type.json

title "Why a node runs again between two recipe definitions"
definitions=($story/previous-definition.json $story/current-definition.json)
scale_batch explain --forced-nodes $story/forced-nodes.json "${definitions[@]}" publish

title "A chain of batches: what improved"
scale_batch compare --baseline root $story/batches.json
