#!/usr/bin/env bash
# action.sh: the step of action.yml. Checks the batch requests that changed, and annotates their problems.
#
# FILES       pathspecs of the requests, one per line
# OPTIONS     options of `scale-batch validate`, one word per line
# ALL         true: the files that did not change, too
# BASE        the commit before the changes
# REPOSITORY  owner/name of this action, to download the binary from its release
source "$(dirname "${BASH_SOURCE[0]}")/command.sh"

# macOS has no sha256sum.
checksum() {
  if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

# Adds the binary of the release to PATH. Without one, find_command builds it.
download() {
  local target archive
  case ${RUNNER_OS-}-${RUNNER_ARCH-} in
    Linux-X64) target=x86_64-unknown-linux-gnu ;;
    Linux-ARM64) target=aarch64-unknown-linux-gnu ;;
    macOS-X64) target=x86_64-apple-darwin ;;
    macOS-ARM64) target=aarch64-apple-darwin ;;
    Windows-X64) target=x86_64-pc-windows-msvc ;;
    *) return ;;
  esac
  archive=scale-batch-v$version-$target.tar.gz
  local folder=$RUNNER_TEMP/scale-batch-$version
  mkdir -p "$folder"
  gh release download "v$version" --repo "$REPOSITORY" --dir "$folder" --clobber \
    --pattern "$archive" --pattern SHA256SUMS || return 0
  (cd "$folder" && grep -F " $archive" SHA256SUMS >expected && checksum --check --status expected) ||
    die "the archive $archive does not have the checksum of its release"
  tar -xzf "$folder/$archive" -C "$folder"
  PATH=$folder:$PATH
}

# Whether there is a commit before the changes. A checkout has only the last commit.
has_base() {
  [[ ${BASE-} =~ ^[0-9a-f]+$ && ! $BASE =~ ^0+$ ]] || return 1
  git cat-file -e "$BASE^{commit}" 2>/dev/null ||
    git fetch --quiet --depth=1 origin "$BASE" 2>/dev/null
}

# The bash of macOS is 3.2: it has no mapfile, and to `set -u` an empty array is unset.
pathspecs=()
while IFS= read -r line; do
  if [[ $line ]]; then pathspecs+=("$line"); fi
done <<<"${FILES-}"
((${#pathspecs[@]})) || die "the input files is empty"

arguments=(--format github)
while IFS= read -r line; do
  if [[ $line ]]; then arguments+=("$line"); fi
done <<<"${OPTIONS-}"

if [[ ${ALL-} != true ]] && has_base; then
  list=(git diff --name-only --diff-filter=d -z "$BASE" HEAD)
else
  list=(git ls-files -z)
fi
found=false
while IFS= read -r -d '' file; do
  found=true
  # A name that begins with a dash is no option.
  arguments+=("${file/#-/./-}")
done < <("${list[@]}" -- "${pathspecs[@]}")
if [[ $found == false ]]; then
  echo "No batch request changed."
  exit
fi

if [[ ! ${SCALE_BATCH-} && ${REPOSITORY-} ]]; then download; fi
find_command
"${command[@]}" validate "${arguments[@]}"
