#!/usr/bin/env bash
# Uses a program in another root filesystem, without a network: only lo is up, and only what the tree holds is there.
# Prints a line `ok ...` or `FAILED ...` for each check.
#   offline.sh ISOLATED WHAT TREE UID:GID SCENARIOS PROGRAM up ARGUMENT...
# ISOLATED is true in namespaces of its own, and false where the machine allows none.
set -uo pipefail
isolated="$1" what="$2" tree="$3" user="$4" scenarios="$5" program="$6"
shift 5
log="$(mktemp -d)"
server=
trap 'kill -KILL $server 2>/dev/null; rm -rf "$log"' EXIT

as_there=(env -i "$(command -v chroot)" --userspec="$user" "$tree")
inside() { "${as_there[@]}" "$@"; }

check() {
  local name="$1"; shift
  if "$@" >"$log/check" 2>&1; then
    echo "ok      $what: $name"
  else
    echo "FAILED  $what: $name"
    tail -n 20 "$log/check" "$log/server.err"
  fi
}

# What every container engine and every boot provides.
furnish() {
  mkdir -p "$tree"/{proc,dev} && mount -t proc proc "$tree/proc" && mount -t tmpfs tmpfs "$tree/dev" || return
  local device
  for device in null urandom; do
    touch "$tree/dev/$device" && mount --bind "/dev/$device" "$tree/dev/$device" || return
  done
}
only_lo() {
  ip link set lo up && ip -o link && [ "$(ip -o link | wc -l)" -eq 1 ]
}
starts() {
  mkfifo "$log/out"
  "${as_there[@]}" "$@" >"$log/out" 2>"$log/server.err" &
  server=$!
  exec {out}<"$log/out"
  local ready form='^ready gateway=[^ ]+:([0-9]+) http=http://[^ ]+:([0-9]+)$'
  read -r -t 60 -u "$out" ready && [[ $ready =~ $form ]] || return
  gateway="127.0.0.1:${BASH_REMATCH[1]}" http="${BASH_REMATCH[2]}"
}
healthy() {
  exec {web}<>"/dev/tcp/127.0.0.1/$http" && printf 'GET /healthz HTTP/1.0\r\n\r\n' >&"$web" && grep -m 1 ' 200 ' <&"$web"
}
# The tables and every library but the C library are those that came along.
uses_its_own() {
  local home="${program%/bin/*}" files
  files="$(sed -n 's/^[^/]*\(\/.*\)/\1/p' "$tree/proc/$server/maps" | sort -u)"
  echo "$files"
  grep -q "$home/bin/nation.tables$" <<<"$files" &&
    ! grep '\.so' <<<"$files" | grep -v "$home/lib/" | grep -Ev '/(ld-linux[^/]*|lib(c|m|pthread|dl|rt|resolv))\.so\.[0-9]+$'
}
ports_listened_at() { ss -Hltn | sed 's/.*:\([0-9]*\) .*:.*/\1/' | sort -n | paste -sd ' '; }
stops() {
  kill -TERM "$server"
  wait "$server"
  local answer=$?
  server=
  [ "$answer" -eq 0 ] || { echo "it ended with $answer"; return 1; }
}
scenarios_pass() {
  inside "$program" scenario run $scenarios --jobs 2 | tee "$log/scenarios"
  tail -n 1 "$log/scenarios" | grep '^[1-9][0-9]* passed, 0 failed$'
}

if $isolated; then
  furnish || { echo "FAILED  $what: /proc and /dev can't be mounted in $tree"; exit 1; }
  check "there is no network" only_lo
else
  # All the loader asks of /proc: where the program is.
  mkdir -p "$tree/proc/self" && ln -sfn "$program" "$tree/proc/self/exe"
fi
check "version" inside "$program" version
check "it starts: ${*:2}" starts "$@"
if [ -n "${gateway:-}" ]; then
  if $isolated; then check "its tables and libraries are its own" uses_its_own; fi
  check "the birth bundle" inside "$program" demo --target "$gateway"
  check "/healthz" healthy
  echo "ports   $(ports_listened_at)"
  check "it stops at SIGTERM" stops
fi
check "scenarios" scenarios_pass
