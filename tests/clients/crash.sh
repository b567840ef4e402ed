#!/usr/bin/env bash
# Nothing is lost and nothing done twice: births on their way, processes killed thirty times, all in one and split.
# tests/soak/crash does a thousand.
source "$(dirname "${BASH_SOURCE[0]}")/support/server.sh"
install_missing python3
cd "$root"

survives() {
  # The last line of the program is a summary of its own; this suite counts it as one check.
  /usr/bin/python3 tests/soak/crash --binary "$binary" --folder "$scratch/$1" --kills 15 --seed 7 "${@:2}"
}
expect "one process, killed 15 times" survives one
expect "eight processes, killed 15 times" survives eight --split
finish
