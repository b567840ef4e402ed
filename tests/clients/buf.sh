#!/usr/bin/env bash
# buf: our messages lint, build and stay compatible; its own gRPC and Connect client calls the server.
source "$(dirname "${BASH_SOURCE[0]}")/support/server.sh"
install_missing jq git
node_packages
start_server
cd "$root"

grpc() { buf curl --protocol grpc --http2-prior-knowledge "$@"; }
# Connect's own form of the messages: application/proto over HTTP/1.1.
connect() { buf curl --protocol connect --schema proto "$@"; }

# refused CODE REASON COMMAND...   the command exits with buf's number of the code and prints the reason's details
refused() {
  local code="$1" reason="$2"; shift 2
  "$@" >"$scratch/out" 2>"$scratch/err"
  local answer=$?
  cat "$scratch/err"
  # buf exits with 8 times the code.
  [ "$answer" -eq $((code * 8)) ] && jq -e --arg reason "$reason" '
    [.details[] | select(.type == "google.rpc.ErrorInfo") | .value | @base64d | contains($reason)] | any' "$scratch/err"
}

# Compatibility is promised from one tagged version to the next. A removed field shows that the check is awake.
breaking() { buf breaking "$@" --against "$scratch/before"; }
plant_removed_field() {
  mkdir "$scratch/before"
  cp -r proto buf.yaml "$scratch/before" &&
    sed -i '0,/string pin = 1;/s//string pin = 1;\n  string since_removed = 999;/' \
      "$scratch/before/proto/lienthong/population/v1/population.proto"
}
last_version="$(git describe --tags --abbrev=0 --match 'v[0-9]*' 2>/dev/null)"
compatible_with_last_version() {
  rm -rf "$scratch/before" && mkdir "$scratch/before" &&
    git archive "$last_version" proto buf.yaml | tar -x -C "$scratch/before" && breaking
}
refuses_removed_field() {
  plant_removed_field && ! breaking >"$scratch/breaking" && cat "$scratch/breaking" && grep -q 'since_removed' "$scratch/breaking"
}

population="http://$(address_of population)/lienthong.population.v1.PopulationService"
listed() {
  grpc "http://$GATEWAY" --list-methods >"$scratch/methods"
  cat "$scratch/methods"
  grep -qx 'grpc.health.v1.Health/Check' "$scratch/methods" &&
    grep -qx 'lienthong.gateway.v1.GatewayService/SubmitDossier' "$scratch/methods"
}
listed_everywhere() {
  local address
  for address in $(jq -r '.agencies[].address' "$AGENCIES"); do
    grpc "http://$address" --list-methods | grep '^lienthong\.' >/dev/null || { echo "$address lists nothing"; return 1; }
  done
}
serving_everywhere() {
  local address
  for address in $(jq -r '.agencies[].address' "$AGENCIES"); do
    grpc "http://$address/grpc.health.v1.Health/Check" | tee /dev/stderr | jq -e '.status == "SERVING"' || return 1
  done
}
person_is() { jq -e '.persons | length == 1 and (.[0].pin | test("^[0-9]{12}$"))'; }
person_by_grpc() { grpc "$population/ListPersons" -d '{"page_size": 1}' | tee "$scratch/grpc.json" | person_is; }
person_by_connect() {
  connect "$HTTP/lienthong.population.v1.PopulationService/ListPersons" -d '{"page_size": 1}' |
    tee "$scratch/connect.json" | person_is && cmp "$scratch/grpc.json" "$scratch/connect.json"
}
watch_from_reflection() {
  refused 5 RESOURCE_NOT_FOUND grpc "http://$GATEWAY/lienthong.gateway.v1.GatewayService/WatchDossier" -d '{"dossier_id": "none"}'
}

expect "buf lint" buf lint
expect "buf build" buf build -o /dev/null
expect "buf breaking refuses a removed field" refuses_removed_field
if [ -n "$last_version" ]; then
  expect "buf breaking against $last_version" compatible_with_last_version
else
  echo "note    no version is tagged yet, so there is none to stay compatible with"
fi
expect "reflection lists the gateway's methods and health" listed
expect "reflection lists every agency's methods" listed_everywhere
expect "health of every process is SERVING" serving_everywhere
expect "gRPC: a person by reflection" person_by_grpc
expect "gRPC: refusal with details" refused 3 PERSONAL_NUMBER_NOT_12_DIGITS grpc "$population/GetPerson" -d '{"pin": "12"}'
expect "gRPC: a stream's refusal with details" watch_from_reflection
expect "Connect: the same person in application/proto" person_by_connect
expect "Connect: refusal with details" refused 3 PERSONAL_NUMBER_NOT_12_DIGITS \
  connect "$HTTP/lienthong.population.v1.PopulationService/GetPerson" -d '{"pin": "12"}'
finish
