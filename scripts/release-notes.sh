#!/usr/bin/env bash
# release-notes.sh TAG: prints the section of the change log for that version.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

version=${1:?which tag?}
awk -v heading="## [${version#v}]" '
  /^## / {inside = index($0, heading) == 1; next}
  inside
' CHANGELOG.md
