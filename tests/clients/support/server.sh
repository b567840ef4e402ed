# Sourced by the suites of this folder: the server under test, and clients nobody here wrote.
#   start_server [OPTION...]   `lienthong up` on free ports; exports GATEWAY, HTTP (host:port, URL) and AGENCIES (a JSON file)
#   address_of AGENCY          host:port of one agency
#   node_packages              installs package.json's packages and puts their commands on PATH
#   expect NAME COMMAND...     counts a check; on failure shows what the command printed
#   expect_lines COMMAND...    counts the checks of a program of its own
#   finish                     the summary line and the exit code
# $scratch is a folder that is removed, with every process of $processes, when the suite ends.
# LIENTHONG_BINARY is the program under test, build/lienthong unless set.

set -uo pipefail
clients="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
source "$clients/../../deploy/machine.sh"
binary="${LIENTHONG_BINARY:-$root/build/lienthong}"
scratch="$(mktemp -d)"
processes=()
# What servers keep goes with the suite.
export LIENTHONG_DATA="$scratch/data"
passed=0
failed=0

clean_up() {
  for process in "${processes[@]}"; do kill "$process" 2>/dev/null; done
  for process in "${processes[@]}"; do wait "$process" 2>/dev/null; done
  rm -rf "$scratch"
}
trap clean_up EXIT

give_up() {
  echo "$*" >&2
  exit 1
}

# start NAME ARGUMENT...   one process of the program; its line `ready ...` is left in $ready
start() {
  local name="$1"; shift
  mkfifo "$scratch/$name.out"
  "$binary" "$@" >"$scratch/$name.out" 2>"$scratch/$name.err" &
  processes+=($!)
  # The pipe stays open, or the server's next line would end it.
  local out
  exec {out}<"$scratch/$name.out"
  read -r -t 120 -u "$out" ready || { cat "$scratch/$name.err" >&2; give_up "$name did not start"; }
}

# Takes the addresses from $ready.
note_addresses() {
  [[ $ready =~ ^ready\ gateway=([^ ]+)\ http=(http://[^ ]+)$ ]] || give_up "unexpected first line: $ready"
  export GATEWAY="${BASH_REMATCH[1]}" HTTP="${BASH_REMATCH[2]}" AGENCIES="$scratch/agencies.json"
}

list_agencies() {
  "$binary" agencies --target "$GATEWAY" --json >"$AGENCIES" || give_up "the agencies can't be listed"
}

start_server() {
  start server up --port 0 --http-port 0 "$@"
  note_addresses
  list_agencies
}

address_of() { jq -re --arg name "$1" '.agencies[] | select(.name == $name) | .address' "$AGENCIES"; }

node_packages() {
  install_node
  if ! cmp -s "$clients/package.json" "$clients/node_modules/.installed.json"; then
    npm install --prefix "$clients" --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error >&2 ||
      give_up "npm install failed"
    cp "$clients/package.json" "$clients/node_modules/.installed.json"
  fi
  export PATH="$clients/node_modules/.bin:$PATH"
}

# note_check ANSWER NAME   counts one check that has been made; its output is in $scratch/check
note_check() {
  if [ "$1" -eq 0 ]; then
    passed=$((passed + 1))
    echo "ok      $2"
  else
    failed=$((failed + 1))
    echo "FAILED  $2"
    tail -n 40 "$scratch/check" | cut -c1-600
  fi
}

expect() {
  local name="$1"; shift
  "$@" >"$scratch/check" 2>&1
  note_check $? "$name"
}

# expect_lines COMMAND...   a program that makes checks itself and prints a line `ok ...` or `FAILED ...` for each
expect_lines() {
  "$@" 2>&1 | tee "$scratch/lines"
  local answer=${PIPESTATUS[0]}
  passed=$((passed + $(grep -c '^ok ' "$scratch/lines")))
  failed=$((failed + $(grep -c '^FAILED ' "$scratch/lines")))
  [ "$answer" -eq 0 ] || [ "$failed" -gt 0 ] || { echo "FAILED  it ended with $answer"; failed=$((failed + 1)); }
}

finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}
