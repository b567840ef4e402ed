#!/usr/bin/env bash
# The Postman collection the server hands out, run by newman; its OpenAPI document, judged by a validator.
source "$(dirname "${BASH_SOURCE[0]}")/support/server.sh"
install_missing curl jq
node_packages
start_server

connect() { curl -sSf -H 'content-type: application/json' -d "$2" "$HTTP/lienthong.$1"; }
person="$(connect population.v1.PopulationService/ListPersons '{"page_size": 1}' | jq -re '.persons[0].pin')"
world="$(connect control.v1.ControlService/CreateWorld '{"request_id": "postman", "world": {"name": "postman"}}' |
  jq -re .world.name)"
curl -sSf "$HTTP/postman.json" >"$scratch/collection.json"
curl -sSf "$HTTP/openapi.json" >"$scratch/openapi.json"

requests="$(jq '[.. | objects | select(.request)] | length' "$scratch/collection.json")"
methods="$(jq '.paths | keys | map(select(test("/lienthong[.]"))) | length' "$scratch/openapi.json")"

# Every request of the collection is sent and its assertions hold.
run_collection() {
  newman run "$scratch/collection.json" --env-var "personalNumber=$person" --env-var "world=$world" \
    --reporters cli,json --reporter-json-export "$scratch/newman.json" --color off --timeout-request 20000 \
    >"$scratch/newman.txt"
  local answer=$?
  tail -n 60 "$scratch/newman.txt"
  jq -e --argjson requests "$requests" '.run.stats | .requests.total == $requests and .requests.failed == 0
    and .assertions.total >= 2 * $requests and .assertions.failed == 0' "$scratch/newman.json" && return "$answer"
}
# More than refusals: what is asked with the personal number and the examples' codes is answered.
some_succeed() {
  jq -c "[.run.executions[] | select(.response.code == 200) | .item.name]" "$scratch/newman.json"
  jq -e '[.run.executions[] | select(.response.code == 200) | .item.name]
    | contains(["GetPerson", "CheckPersonalNumber", "ListFacilities", "GetTenant", "ListWorkflows"])' "$scratch/newman.json"
}
# No answer blames the server.
none_internal() {
  ! jq -r '.run.executions[] | select(.response.code == 500) | .item.name' "$scratch/newman.json" | grep .
}
complete() {
  echo "$requests requests, $methods methods"
  [ "$requests" -gt 30 ] && [ "$methods" -ge "$requests" ]
}
still_serving() { curl -sSf "$HTTP/healthz"; }

expect "the collection has every unary method of the OpenAPI document" complete
expect "newman: all assertions hold" run_collection
expect "newman: reads of what exists succeed" some_succeed
expect "newman: no internal error" none_internal
expect "the server is healthy afterwards" still_serving
expect "openapi.json is valid" validate-api "$scratch/openapi.json"
finish
