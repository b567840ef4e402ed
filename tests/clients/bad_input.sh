#!/usr/bin/env bash
# Bad input of every kind gets a refusal of its own with a documented reason, changes nothing, and the server goes on.
source "$(dirname "${BASH_SOURCE[0]}")/support/server.sh"
install_missing curl jq
node_packages
start_server
cd "$root"
"$binary" errors >"$scratch/catalogue.md"

world=bad-input
type=application/json
gateway=lienthong.gateway.v1.GatewayService
events=lienthong.gateway.v1.EventService
control=lienthong.control.v1.ControlService
population=lienthong.population.v1.PopulationService
health=lienthong.health.v1.HealthService
one_stop=lienthong.one_stop.v1.OneStopService

in_world() { local world="$1"; shift; "$@"; }
as_type() { local type="$1"; shift; "$@"; }

# post PATH BODY [CURL OPTION...]   prints the answer's body; the HTTP status is left in $scratch/status
post() {
  local path="$1" body="$2"; shift 2
  curl -sS -o "$scratch/answer" -w '%{http_code}' -H "content-type: $type" -H "lienthong-world: $world" \
    "$@" --data-binary "$body" "$HTTP/$path" >"$scratch/status"
  cat "$scratch/answer"
}

reason_of() { jq -r '[.details[]? | select(.type == "google.rpc.ErrorInfo") | .debug.reason][0] // "none"' "$1"; }

# gives STATUS REASON   the last answer's status and reason are these, the reason stands in the catalogue, and both
# languages have a sentence for it
gives() {
  local status reason
  status="$(cat "$scratch/status")"
  reason="$(reason_of "$scratch/answer")"
  [ "$status $reason" = "$1 $2" ] || { echo "got $status $reason, not $1 $2"; return 1; }
  grep -q "| \`$2\` |" "$scratch/catalogue.md" || { echo "$2 is not in the catalogue"; return 1; }
  jq -e '[.details[] | select(.type == "google.rpc.LocalizedMessage") | .debug.locale] | contains(["vi", "en"])' \
    "$scratch/answer"
}

# refused STATUS REASON PATH BODY [CURL OPTION...]
refused() {
  local status="$1" reason="$2"; shift 2
  post "$@" && gives "$status" "$reason"
}

# refused_by_grpc CODE REASON ADDRESS METHOD BODY [BUF OPTION...]   BODY as `buf curl -d` takes it
refused_by_grpc() {
  local code="$1" reason="$2" url="http://$3/$4" body="$5"; shift 5
  buf curl --protocol grpc --http2-prior-knowledge --schema proto -H "lienthong-world: $world" "$@" -d "$body" "$url" \
    >"$scratch/answer" 2>"$scratch/error"
  local answer=$?
  cut -c1-2000 "$scratch/error"
  [ "$answer" -eq $((code * 8)) ] && jq -e --arg reason "$reason" '
    [.details[] | select(.type == "google.rpc.ErrorInfo") | .value | @base64d | contains($reason)] | any' "$scratch/error"
}

digest() { in_world default post "$control/DescribeWorld" "{\"world\": \"$world\"}" | jq -re .digest; }

# A mother of the nation, by the name that the personas give her.
find_mother() {
  post "$population/ListPersons" '{"full_name": "NGUYỄN THỊ MẪU BÌNH", "birth_date": {"year": 1995, "month": 3, "day": 8}}' |
    jq -ce '.persons[0] | {pin, full_name: .fullName, birth_date: .birthDate}' >"$scratch/mother.json"
}
find_facility() {
  facility="$(post "$health/ListFacilities" '{"page_size": 1000, "province_code": "01"}' |
    jq -re '[.facilities[] | select(.deliversBirths)][0].facilityCode')"
}

# notice REQUEST_ID MOTHER_CHANGE [CHILD_CHANGE]   a birth notification, its mother and child changed by jq expressions
notice() {
  jq -ce --arg id "$1" --arg facility "$facility" "$2"' | {request_id: $id, birth_notification: {facility_code: $facility,
    mother: ., child: ({sex: "SEX_MALE", birth_date: {year: 2024, month: 7, day: 29}, weight_grams: 3200} | '"${3:-.}"'),
    children_of_delivery: 1}}' "$scratch/mother.json"
}
# breaks REASON MOTHER_CHANGE   the notification of a mother whose number breaks one rule
breaks() { refused 400 "$1" "$health/IssueBirthNotification" "$(notice broken "$2")"; }

upload() {
  local status="$1" reason="$2" file="$3"; shift 3
  curl -sS -o "$scratch/answer" -w '%{http_code}' -H "lienthong-world: $world" -H 'expect:' "$@" --data-binary "@$file" \
    "$HTTP/files" >"$scratch/status"
  cut -c1-400 "$scratch/answer"
  gives "$status" "$reason"
}

event() {
  cat <<JSON
{"request_id": "$1", "events": [{"id": "no-such/1", "source": "urn:lienthong:population", "spec_version": "1.0",
 "type": "$2", "subject": "no-such", "data": {"@type": "type.googleapis.com/lienthong.applications.v1.ApplicationEvent",
 "application_id": "no-such", "agency": "population", "sequence": "1", "status": "APPLICATION_STATUS_ACCEPTED"}}]}
JSON
}

# at_once METHOD CHANGE   200 posts of the notification, each changed by the jq expression of its number $n, in flight
# together; prints what came of them, counted
at_once() {
  local folder="$scratch/at-once" file
  rm -rf "$folder" && mkdir "$folder"
  jq -c "range(200) as \$n | $2" <<<"$shared_notice" | split -l 1 -d -a 3 - "$folder/"
  {
    echo "parallel-max = 200"
    for file in "$folder"/*; do
      printf 'silent\nurl = "%s/%s"\nheader = "content-type: application/json"\nheader = "lienthong-world: %s"\n' \
        "$HTTP" "$1" "$world"
      printf 'data-binary = "@%s"\noutput = "%s.out"\nnext\n' "$file" "$file"
    done
  } | sed '$d' >"$scratch/at-once.config"
  curl --parallel --parallel-immediate --config "$scratch/at-once.config" &&
    cat "$folder"/*.out | jq -r '.birthNotification.number //
      (.details[] | select(.type == "google.rpc.ErrorInfo") | .debug.reason)' | sort | uniq -c | tee "$scratch/outcomes"
}
same_200_times() {
  at_once "$health/IssueBirthNotification" . && grep -Ex ' *200 [0-9]{5}\.GCS\..*' "$scratch/outcomes" &&
    post "$health/ListBirthNotifications" '{}' | jq -e '.birthNotifications | length == 1'
}
different_200_times() {
  at_once "$health/IssueBirthNotification" '.request_id = "race" | .birth_notification.child.birth_date.day = 28
      | .birth_notification.child.weight_grams += $n' &&
    grep -Ex ' *1 [0-9]{5}\.GCS\..*' "$scratch/outcomes" && grep -x ' *199 REQUEST_ID_REUSED' "$scratch/outcomes"
}

expect "a world is made" in_world default post "$control/CreateWorld" \
  "{\"request_id\": \"w\", \"world\": {\"name\": \"$world\"}}"
expect "a mother is found" find_mother
expect "a facility is found" find_facility
before="$(digest)"

expect "unknown world" in_world nowhere refused 404 WORLD_UNKNOWN "$population/ListPersons" '{}'
expect "unknown world over gRPC" in_world nowhere \
  refused_by_grpc 5 WORLD_UNKNOWN "$(address_of population)" "$population/ListPersons" '{}'
expect "two worlds in one request" refused 400 HTTP_HEADER_INVALID "$population/ListPersons" '{}' -H 'lienthong-world: default'
expect "world's name malformed" in_world default refused 400 WORLD_NAME_INVALID "$control/CreateWorld" \
  '{"request_id": "bad", "world": {"name": "Không được"}}'
expect "unknown method" refused 404 METHOD_UNKNOWN "$population/Teleport" '{}'
expect "unknown service" refused 404 METHOD_UNKNOWN "lienthong.moon.v1.MoonService/Land" '{}'
expect "another agency's method over gRPC" refused_by_grpc 12 METHOD_UNKNOWN "$GATEWAY" "$population/ListPersons" '{}'
expect "unknown path" refused 404 PATH_UNKNOWN "a/b/c" '{}'
expect "unknown province" refused 404 TENANT_UNKNOWN "$one_stop/GetTenant" '{"province_code": "99"}'
expect "unknown workflow" refused 404 WORKFLOW_UNKNOWN "$gateway/SubmitDossier" \
  "$(jq -c '{request_id: "x", workflow: "no-such", applicant: {pin, full_name, relation: "MOTHER"}, form: {}}' "$scratch/mother.json")"
expect "unknown dossier" refused 404 RESOURCE_NOT_FOUND "$gateway/GetDossier" '{"dossier_id": "no-such"}'
expect "JSON cut off" refused 400 JSON_MALFORMED "$population/ListPersons" '{"page_size": '
expect "JSON key twice" refused 400 JSON_KEY_REPEATED "$population/ListPersons" '{"page_size": 1, "page_size": 2}'
expect "unknown field" refused 400 FIELD_UNKNOWN "$population/ListPersons" '{"page_sise": 1}'
expect "wrong type" refused 400 JSON_TYPE_MISMATCH "$population/ListPersons" '{"page_size": "many"}'
expect "a number where digits are text" refused 400 JSON_TYPE_MISMATCH "$population/GetPerson" '{"pin": 12}'
expect "JSON too deep" refused 400 JSON_TOO_DEEP "$gateway/SubmitDossier" \
  "{\"form\": $(printf '{"a":%.0s' $(seq 100))1$(printf '}%.0s' $(seq 100))}"
expect "two of one choice" refused 400 ONEOF_CONFLICT "lienthong.civil_registry.v1.CivilRegistryService/SubmitBirthApplication" \
  '{"form": {"evidence": {"pledge": {}, "witness_statement": {}}}}'
expect "bytes that are no message" as_type application/proto \
  refused 400 MALFORMED_MESSAGE "$population/ListPersons" 'no protobuf'
expect "content type" as_type text/xml refused 415 CONTENT_TYPE_UNSUPPORTED "$population/ListPersons" '{}'
expect "page token" refused 400 PAGE_TOKEN_INVALID "$population/ListPersons" '{"page_token": "mine"}'
expect "no request_id" refused 400 REQUEST_ID_MISSING "$gateway/SubmitDossier" '{"workflow": "birth-residence-health-card"}'

head -c 5000000 /dev/zero | tr '\0' 'a' >"$scratch/long"
jq -cR '{full_name: .}' "$scratch/long" >"$scratch/long.json"
expect "message too large" refused 413 MESSAGE_TOO_LARGE "$population/LookUpPerson" "@$scratch/long.json" -H 'expect:'
expect "message too large over gRPC" refused_by_grpc 8 MESSAGE_TOO_LARGE "$(address_of population)" \
  "$population/LookUpPerson" "@$scratch/long.json"
head -c 20000001 /dev/zero >"$scratch/large"
expect "file too large" upload 413 FILE_TOO_LARGE "$scratch/large"
expect "file with a wrong digest" upload 400 FILE_DIGEST_MISMATCH "$scratch/mother.json" \
  -H "digest: sha-256=$(sha256sum "$scratch/long" | cut -c1-64)"
expect "file with a malformed digest" upload 400 FILE_DIGEST_MALFORMED "$scratch/mother.json" -H 'digest: md5=abc'
expect "file with a wrong digest as a message" refused 400 FILE_DIGEST_MISMATCH "$gateway/UploadFile" \
  "{\"request_id\": \"f\", \"content\": \"AAAA\", \"sha256\": \"$(sha256sum "$scratch/long" | cut -c1-64)\"}"
expect "a file that was never uploaded" refused 404 FILE_UNKNOWN "$gateway/SubmitDossier" \
  "$(jq -c '{request_id: "g", workflow: "birth-residence-health-card", applicant: {pin, full_name, relation: "MOTHER"},
     form: {birth: {commune_code: "00001"}}, components: [{component_code: "X", files: [{file_id: "never"}]}]}' "$scratch/mother.json")"
expect "a form without its first section" refused 400 INVALID_FIELD "$gateway/SubmitDossier" \
  "$(jq -c '{request_id: "h", workflow: "birth-residence-health-card", applicant: {pin, full_name, relation: "MOTHER"},
     form: {}}' "$scratch/mother.json")"

expect "R1: a digit short" breaks PERSONAL_NUMBER_NOT_12_DIGITS '.pin |= .[:11]'
expect "R1: a letter" breaks PERSONAL_NUMBER_NOT_12_DIGITS '.pin |= .[:11] + "O"'
expect "R2: no such province" breaks PERSONAL_NUMBER_PROVINCE_UNKNOWN '.pin |= "999" + .[3:]'
expect "R3: the other century" breaks PERSONAL_NUMBER_CENTURY_MISMATCH '.pin |= .[:3] + "3" + .[4:]'
expect "R4: the other sex" breaks PERSONAL_NUMBER_SEX_MISMATCH '.pin |= .[:3] + "0" + .[4:]'
expect "R5: another year" breaks PERSONAL_NUMBER_YEAR_MISMATCH '.pin |= .[:4] + "94" + .[6:]'
expect "R6: a year to come" breaks PERSONAL_NUMBER_IN_FUTURE '.pin |= .[:3] + "399" + .[6:] | .birth_date.year = 2099'
expect "outside the safe range" breaks PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE '.pin |= "0" + .[1:]'
expect "somebody else's number" breaks PERSON_MISMATCH '.full_name = "TRẦN THỊ KHÁC"'
expect "nobody's number" refused 404 PERSON_NOT_FOUND "$population/GetPerson" "$(jq -c '{pin: (.pin[:6] + "999999")}' "$scratch/mother.json")"
expect "a date that isn't" refused 400 INVALID_FIELD "$health/IssueBirthNotification" "$(notice date . '.birth_date = {year: 2024, month: 2, day: 30}')"
expect "a date to come" refused 400 DATE_IN_FUTURE "$health/IssueBirthNotification" "$(notice date . '.birth_date.year = 2025')"

expect "forged lienthong-now" refused 403 HEADER_FORGED "$population/ListPersons" '{}' -H 'lienthong-now: 2030-01-01T00:00:00Z'
expect "forged lienthong-now over gRPC" refused_by_grpc 7 HEADER_FORGED "$(address_of population)" "$population/ListPersons" '{}' \
  -H 'lienthong-now: 2030-01-01T00:00:00Z'
expect "event for an unknown application" refused 404 EVENT_APPLICATION_UNKNOWN "$events/PublishEvents" \
  "$(event e1 vn.lienthong.application.status_changed)"
expect "event of an unknown type" refused 400 EVENT_TYPE_UNKNOWN "$events/PublishEvents" "$(event e2 com.example.birthday)"

printf 'document:\n  dsl: "1.0.0"\n  - broken\n' >"$scratch/broken.yaml"
broken_yaml() {
  "$binary" workflow lint "$scratch/broken.yaml" >"$scratch/problems"
  [ $? -eq 1 ] && grep 'broken.yaml:[0-9]*: ' "$scratch/problems"
}
expect "broken YAML" broken_yaml

# misnamed STATUS LINE   a scenario that misspells a persona ends so; the line of the mistake and the nearest name are told
misnamed() {
  "$binary" scenario run "$scratch/persona.yaml" >"$scratch/problems" 2>&1
  [ $? -eq "$1" ] && grep -F "persona.yaml:$2: " "$scratch/problems" | grep -F 'the nearest is "binh-family.mother"'
}
scenario_with() {
  printf 'apiVersion: lienthong.vn/v1\nkind: Scenario\ntitle: {vi: Sai tên, en: A wrong name}\nsteps:\n  - %s\n' "$1" \
    >"$scratch/persona.yaml"
}
scenario_with 'call: {agency: population, method: GetPerson, request: {pin: "${persona.binh-famly.mother.pin}"}}'
expect "unknown persona in a value" misnamed 2 5
scenario_with 'submit: {workflow: birth-residence-health-card, applicant: {persona: binh-family.mothr}, form: {}}'
expect "unknown persona who files" misnamed 2 5

unchanged() { [ -n "$before" ] && [ "$(digest)" = "$before" ]; }
changed() { [ "$(digest)" != "$before" ]; }
expect "none of it changed the world" unchanged

shared_notice="$(notice at-once .)"
expect "one request_id 200 times at once: one notification, one answer" same_200_times
expect "that changed it" changed
expect "one request_id with 200 bodies at once: one counts" different_200_times
reused() { refused 409 REQUEST_ID_REUSED "$health/IssueBirthNotification" "$(notice at-once . '.weight_grams = 2900')"; }
expect "a reused request_id" reused
reads() { post "$population/GetPerson" "$(jq -c '{pin}' "$scratch/mother.json")" | jq -e '.person.pin'; }
expect "the server goes on" reads
healthy() { curl -sSf "$HTTP/healthz"; }
expect "and is healthy" healthy
finish
