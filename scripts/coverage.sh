#!/usr/bin/env bash
# coverage.sh: runs the tests of the crate and prints which share of the lines of each file of src/ they reach, the lowest
# first (cargo-tarpaulin). The tests in JavaScript reach more; they are not counted.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

tarpaulin_dir=$tools/cargo-tarpaulin-$CARGO_TARPAULIN_VERSION
if [[ ! -x $tarpaulin_dir/bin/cargo-tarpaulin ]]; then
  echo "Building cargo-tarpaulin $CARGO_TARPAULIN_VERSION (once, takes a few minutes) …"
  cargo install cargo-tarpaulin --quiet --version "$CARGO_TARPAULIN_VERSION" --locked --root "$tarpaulin_dir"
fi

# The compiler counts lines itself; no debugger stands between, which would make the tests with large inputs endless.
mkdir -p target
"$tarpaulin_dir/bin/cargo-tarpaulin" tarpaulin --engine llvm --features schema --lib --tests --include-files 'src/*' \
  --target-dir target/coverage/build --skip-clean --timeout 1200 --out json --output-dir target/coverage \
  >target/coverage.log 2>&1 || die "the tests failed: see target/coverage.log"

node - target/coverage/tarpaulin-report.json <<'PRINT'
const { files } = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
const share = (covered, lines) => `${((100 * covered) / lines).toFixed(1)} %`.padStart(8);
const counted = files.filter(({ coverable }) => coverable > 0);
counted.sort((one, other) => one.covered / one.coverable - other.covered / other.coverable);
const path = (file) => file.path.slice(file.path.lastIndexOf("src")).join("/");
for (const file of counted) console.log(share(file.covered, file.coverable), path(file));
const sum = (field) => counted.reduce((sum, file) => sum + file[field], 0);
console.log(share(sum("covered"), sum("coverable")), "of all lines");
PRINT
