#!/usr/bin/env bash
# Every agency in a process of its own: the bundle runs, and every scenario's canonical journal and state digest is byte
# for byte the one of a single process, with one job and with eight.
source "$(dirname "${BASH_SOURCE[0]}")/support/server.sh"

journals() {
  local folder="$1"; shift
  "$binary" scenario run "$root/scenarios" --check --journal "$scratch/$folder" "$@" >"$scratch/$folder.txt" 2>&1 ||
    { tail -n 20 "$scratch/$folder.txt"; return 1; }
}
same() { diff -rq "$scratch/one" "$scratch/$1" && [ "$(find "$scratch/one" -type f | wc -l)" -gt 70 ]; }

start gateway gateway --port 0 --http-port 0
note_addresses
for agency in $("$binary" agencies --compiled-in | cut -d " " -f 1); do
  start "$agency" serve "$agency" --control "$GATEWAY"
done

expect "the bundle runs across ${#processes[@]} processes" "$binary" demo --target "$GATEWAY"
expect "scenarios with one job" journals one --jobs 1
expect "scenarios with eight jobs" journals eight --jobs 8
expect "scenarios across processes" journals split --jobs 1 --target "$GATEWAY"
expect "the same journals and digests with eight jobs" same eight
expect "the same journals and digests across processes" same split
finish
