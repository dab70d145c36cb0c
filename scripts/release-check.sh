#!/usr/bin/env bash
# release-check.sh [TAG]: refuses a release if the address of the repository is unset, the versions differ, or the change
# log has no section for the version. Prints the address of the repository.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# crate_field NAME: a string in the first table of Cargo.toml
crate_field() { awk -F'"' -v name="$1" '/^\[/ && NR > 1 {exit} $1 ~ "^" name " *= *$" {print $2; exit}' Cargo.toml; }

repository=$(crate_field repository)
[[ $repository == https://* ]] ||
  die "the address of the repository is unset: write it in Cargo.toml, in place of $repository"
if [[ ${GITHUB_REPOSITORY-} ]]; then
  # npm refuses a provenance statement that names another repository.
  [[ $repository == "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY" ]] ||
    die "Cargo.toml says that the repository is $repository, not $GITHUB_SERVER_URL/$GITHUB_REPOSITORY"
fi

version=$(crate_field version)
package_version=$(awk -F'"' '$2 == "version" {print $4; exit}' js/package.json)
[[ $version == "$package_version" ]] ||
  die "the crate is version $version, the npm package $package_version"
[[ ${1:-v$version} == "v$version" ]] || die "the tag is $1, the version $version"
grep -qF "## [$version]" CHANGELOG.md || die "CHANGELOG.md has no section [$version]"
echo "$repository"
