# Sourced by pre-commit.sh and action.sh, in the folder of the user: sets `command` to a scale-batch of this version.
# shellcheck shell=bash disable=SC2034
set -euo pipefail
sources=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
version=$(awk -F'"' '/^\[/ && NR > 1 {exit} /^version = / {print $2}' "$sources/Cargo.toml")

die() {
  echo "error: $*" >&2
  exit 1
}

# is_this_version COMMAND…
is_this_version() { [[ $("$@" --version 2>/dev/null) == "$version" ]]; }

find_command() {
  # Tests and examples use it; whoever sets it knows its version.
  if [[ ${SCALE_BATCH-} ]]; then
    command=("$SCALE_BATCH")
    return
  fi
  command=(scale-batch)
  if is_this_version "${command[@]}"; then return; fi
  command=("$sources/target/release/scale-batch")
  if is_this_version "${command[@]}"; then return; fi
  if command -v cargo >/dev/null; then
    echo "Building scale-batch $version (once) …" >&2
    # Where the sources were cloned to, not in the folder of the user.
    cargo build --quiet --release --locked --features cli --bin scale-batch \
      --manifest-path "$sources/Cargo.toml" --target-dir "$sources/target" >&2
    return
  fi
  command=(npx --yes "scale-batch@$version")
  if command -v npx >/dev/null && is_this_version "${command[@]}"; then return; fi
  die "scale-batch $version is missing: install it, or cargo or Node.js, with which this hook gets it"
}
