#!/usr/bin/env bash
# setup.sh [wasm] [js] [browser] [environments]: installs the missing tools of those parts, or of the first three without
# arguments. The Rust crate alone needs none of them.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

setup_wasm() {
  [[ $WASM_BINDGEN_VERSION ]] || die "Cargo.lock names no wasm-bindgen"
  scripts/wasm-target.sh >/dev/null
  if [[ ! -x $wasm_pack_dir/bin/wasm-pack ]]; then
    echo "Building wasm-pack $WASM_PACK_VERSION (once, takes about 2 minutes) …"
    cargo install wasm-pack --quiet --version "$WASM_PACK_VERSION" --locked --root "$wasm_pack_dir"
  fi
  if [[ ! -x $wasm_bindgen_dir/bin/wasm-bindgen ]]; then
    echo "Building wasm-bindgen-cli $WASM_BINDGEN_VERSION (once, takes about 2 minutes) …"
    # Not --locked: its lock file may name versions that have since been yanked.
    cargo install wasm-bindgen-cli --quiet --version "$WASM_BINDGEN_VERSION" --root "$wasm_bindgen_dir"
  fi
}

# The package itself, and the folders with their own npm packages: the page, the examples, the benchmarks, and of the
# environments those that `make test` tries.
setup_js() {
  install_packages js/package-lock.json js/*/package-lock.json js/environments/{jest-*,ncc,next,webpack-4}/package-lock.json
}

# install_packages LOCK…: the packages of the lock files that are not installed yet.
install_packages() {
  local lock folder installed
  for lock; do
    folder=${lock%/*}
    installed=$folder/node_modules/.installed-lock.json
    # Linked packages belong to another clone: npm would empty them there.
    if [[ -L $folder/node_modules ]]; then continue; fi
    if [[ -f $lock ]] && ! cmp -s "$lock" "$installed"; then
      echo "Installing the npm packages of $folder/ …"
      npm ci --prefix "$folder" --no-fund --no-audit
      cp "$lock" "$installed"
    fi
  done
}

setup_browser() {
  if ! command -v "${CHROMIUM:-chromium}" >/dev/null; then
    echo "Installing Chromium …"
    { apt update && apt install chromium; } ||
      die "the browser tests need Chromium: install it, or set CHROMIUM to the path of a Chrome"
  fi
}

# All environments of `make environments`.
setup_environments() {
  install_packages js/environments/*/package-lock.json
  if ! { command -v firefox-esr && command -v WebKitWebDriver && command -v xvfb-run; } >/dev/null; then
    echo "Installing Firefox and WebKit …"
    { apt update && apt install firefox-esr webkit2gtk-driver xvfb xauth; } ||
      die "the browser tests need Firefox, WebKitWebDriver and xvfb-run: install them"
  fi
}

if (($# == 0)); then set -- wasm js browser; fi
for part; do "setup_$part"; done
