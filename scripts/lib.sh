# Sourced by every script: goes to the project's folder and sets the paths of the tools.
# shellcheck shell=bash disable=SC2034
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
source scripts/versions.sh

# SCALE_BATCH_TOOLS is a folder that clones can share. It has a sub-folder for each version, so clones of different ages
# don't replace each other's tools.
mkdir -p "${SCALE_BATCH_TOOLS:-.tools}"
tools=$(cd "${SCALE_BATCH_TOOLS:-.tools}" && pwd)
wasm_pack_dir=$tools/wasm-pack-$WASM_PACK_VERSION
wasm_bindgen_dir=$tools/wasm-bindgen-cli-$WASM_BINDGEN_VERSION

die() {
  echo "error: $*" >&2
  exit 1
}

# apt COMMAND…: apt-get without prompts, as root, with its output on stderr
apt() {
  command -v apt-get >/dev/null || return 1
  local as_root=()
  if ((EUID != 0)); then as_root=(sudo); fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq --no-install-recommends \
    -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@" >&2
}
