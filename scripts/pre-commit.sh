#!/usr/bin/env bash
# pre-commit.sh [OPTION…] FILE…: checks batch requests, as the hook in .pre-commit-hooks.yaml. The options are those of
# `scale-batch validate`.
source "$(dirname "${BASH_SOURCE[0]}")/command.sh"

find_command
exec "${command[@]}" validate "$@"
