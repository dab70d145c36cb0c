# Common to the scripts, which source it: goes to the project's folder, says where the tools are.
# shellcheck shell=bash disable=SC2034
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
source scripts/versions.sh

# SCALE_BATCH_TOOLS names a folder to share between clones. One sub-folder per version, so
# that clones of different age don't replace each other's tools.
mkdir -p "${SCALE_BATCH_TOOLS:-.tools}"
tools=$(cd "${SCALE_BATCH_TOOLS:-.tools}" && pwd)
wasm_pack_dir=$tools/wasm-pack-$WASM_PACK_VERSION
wasm_bindgen_dir=$tools/wasm-bindgen-cli-$WASM_BINDGEN_VERSION

die() {
  echo "error: $*" >&2
  exit 1
}

# apt COMMAND…: apt-get without questions, as root, its output on stderr
apt() {
  command -v apt-get >/dev/null || return 1
  local as_root=()
  if ((EUID != 0)); then as_root=(sudo); fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq --no-install-recommends \
    -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@" >&2
}
