#!/usr/bin/env bash
# test-archive.sh [TARGET]: runs `make test`, or another target, in an unpacked archive of the last commit, without a
# repository or a remote, and with a git that fails whenever it is called.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/archive"
git archive HEAD | tar -x -C "$work/archive"
printf '#!/bin/sh\necho "git was called: git $*" >&2\nexit 127\n' >"$work/bin/git"
chmod +x "$work/bin/git"
SCALE_BATCH_TOOLS=$tools PATH=$work/bin:$PATH make -C "$work/archive" "${1:-test}"
