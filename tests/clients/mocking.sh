#!/usr/bin/env bash
# Overrides and faults on the command line: put from files, listed, met by calls, exported, put again, cleared. What does
# not fit is refused with its place in the file, its field, its reason and the nearest name, and nothing of it is kept.
source "$(dirname "${BASH_SOURCE[0]}")/support/server.sh"
install_missing jq curl
start_server
cd "$scratch"

world=mocked
rules() { local kind="$1" command="$2"; shift 2; "$binary" "$kind" "$command" --target "$GATEWAY" --world "$world" "$@"; }
call() {
  curl -sS "$HTTP/lienthong.$1" -H 'content-type: application/json' -H "lienthong-world: $world" -d "$2"
}
person() { call population.v1.PopulationService/GetPerson "{\"pin\": \"$pin\"}"; }
# prints TEXT COMMAND...   what the command prints, to the letter
prints() {
  local text="$1"; shift
  diff <(echo "$text") <("$@")
}
# refused CODE COMMAND... -- TEXT...   ends with this code and says each text
refused() {
  local code="$1"; shift
  local -a command=()
  while [ "$1" != -- ]; do command+=("$1"); shift; done
  shift
  "${command[@]}" >out 2>&1; local answer=$?
  cat out
  [ "$answer" -eq "$code" ] || return 1
  local text
  for text in "$@"; do grep -qF -- "$text" out || { echo "not said: $text"; return 1; }; done
}

"$binary" world create --target "$GATEWAY" "$world" >/dev/null || give_up "no world"
pin="$(call control.v1.NationService/SamplePersons '{"limit": 1}' | jq -re '.persons[0].pin')" || give_up "nobody there"

cat >overrides.yaml <<'YAML'
apiVersion: lienthong.vn/v1
kind: Overrides
overrides:
  - name: once-unknown
    about: "Nobody is known, once: \"so it goes\""
    match:
      agency: population
      method: GetPerson
      fields: [{path: pin, glob: "*"}, {path: pin, equals: 001, negate: true}]
    times: 1
    priority: 5
    actions: [{fail: {code: NOT_FOUND, reason: PERSON_NOT_FOUND}}]
  - name: other-name
    match: {method: GetPerson}
    trigger: {windows: [{from: 2024-08-05 08:00}]}
    expires_at: 2024-08-07 08:00
    actions:
      - delay: {fixed: 1ms}
        patch: {person: {full_name: "{{request.pin}}", birth_date: null}}
YAML
cat >faults.yaml <<'YAML'
apiVersion: lienthong.vn/v1
kind: Faults
faults:
  - name: disturbed
    match: {agency: population}
    trigger: {first_calls: 1}
    fail: {code: UNAVAILABLE, retry_after: 30s}
  - {name: large, match: {method: GetHousehold}, oversized_answer: {bytes: 5000000}}
YAML

expect "a new world has none" prints "" echo "$(rules override list)$(rules fault list)"
overrides_listed='once-unknown  GetPerson at population where pin like * and pin not = "001"  at most 1, priority 5  fail NOT_FOUND
other-name  GetPerson  at certain times, until 2024-08-07 08:00  delay, patch'
faults_listed='disturbed  at population  only 1  fail UNAVAILABLE
large  GetHousehold  oversized_answer'
expect "overrides are put" prints "$overrides_listed" rules override put overrides.yaml
expect "and listed" prints "$overrides_listed" rules override list
expect "faults are put from standard input" prints "$faults_listed" rules fault put - <faults.yaml
expect "and listed" prints "$faults_listed" rules fault list

exports_are_taken_again() {
  local kind
  for kind in override fault; do
    rules "$kind" export --out "$kind.yaml" && rules "$kind" list --json >"$kind.json" && rules "$kind" delete --all &&
      rules "$kind" put "$kind.yaml" && rules "$kind" export | diff "$kind.yaml" - &&
      rules "$kind" put "$kind.json" --json | diff "$kind.json" - && rules "$kind" export | diff "$kind.yaml" - || return
  done
}
expect "what is exported and listed as JSON is taken again" exports_are_taken_again
says_what_it_is() { jq -e '.apiVersion == "lienthong.vn/v1" and .kind == "Faults" and (.faults | length == 2)' fault.json; }
expect "JSON says what it is" says_what_it_is

met() {
  person | jq -e '.message | startswith("The office'"'"'s system is disturbed")' &&
    person | jq -e '.code == "not_found"' &&
    person | jq -e --arg pin "$pin" '.person.fullName == $pin and (.person | has("birthDate") | not)' &&
    "$binary" journal list --target "$GATEWAY" --world "$world" --json |
      jq -e '[.calls[].entry.injected_by | select(. != "")] == ["fault disturbed", "override once-unknown", "override other-name"]'
}
expect "calls meet them, and the journal says which" met

expect "one goes by its name" prints "1 deleted" rules override delete once-unknown
expect "what is gone can't go again" refused 1 rules override delete other-nmae -- RULE_UNKNOWN "other-name"
expect "names or all" refused 2 rules override delete -- "--all"
expect "all go" prints "1 deleted" rules override delete --all
cleared() { rules fault delete --all --json | jq -e '.deleted == 2' && person | jq -e '.person.fullName | test("[A-Z]")'; }
expect "cleared, the office answers" cleared

profiles_told() {
  rules_profiles="$("$binary" fault profiles --target "$GATEWAY")"
  grep -q '^night-batch-only: .*at night' <<<"$rules_profiles" &&
    "$binary" fault profiles --target "$GATEWAY" --language vi | grep -q '^night-batch-only: .*ban đêm' &&
    "$binary" fault profiles --target "$GATEWAY" --json | jq -e '.profiles | length > 5 and all(.faults | length > 0)'
}
expect "profiles with a sentence each" profiles_told
applied() {
  rules fault apply night-batch-only && rules fault apply bad-afternoon | grep -c '(of bad-afternoon)$' &&
    ! rules fault list | grep night-batch
}
expect "a profile takes the place of another" applied
expect "an unknown profile" refused 1 rules fault apply bad-aftrnoon -- FAULT_PROFILE_UNKNOWN "nearest name is bad-afternoon"
expect "faults of a profile are exported" bash -c "'$binary' fault export --target '$GATEWAY' --world '$world' >profile.yaml"
expect "and taken again" rules fault put profile.yaml
rules fault delete --all >/dev/null

# misspelt FILE FROM TO   the file with one word changed, as wrong.yaml
misspelt() { sed "s/$2/$3/" "$1" >wrong.yaml; }
misspelt overrides.yaml 'method: GetPerson$' 'method: GetPerzon'
expect "a misspelt method" refused 2 rules override put wrong.yaml -- \
  "wrong.yaml:8: " "overrides[0].match.method" RULE_METHOD_UNKNOWN "nearest name is GetPerson"
misspelt overrides.yaml full_name full_nmae
expect "a misspelt field of an answer" refused 2 rules override put wrong.yaml -- \
  "wrong.yaml:19: " "overrides[1].actions[0].patch.person.full_nmae" FIELD_UNKNOWN "nearest name is full_name"
misspelt faults.yaml 'agency: population' 'agency: populaton'
expect "a misspelt agency" refused 1 rules fault put wrong.yaml -- AGENCY_UNKNOWN "nearest name is population"
misspelt overrides.yaml 'times:' 'tiems:'
expect "a misspelt key" refused 2 rules override put wrong.yaml -- 'wrong.yaml:10: unknown key "tiems"; did you mean "times"?'
misspelt faults.yaml 'first_calls: 1' 'first_calls: one'
expect "another type" refused 2 rules fault put wrong.yaml -- 'wrong.yaml:6: "first_calls" wants a whole number'
expect "a file of the other kind" refused 2 rules fault put overrides.yaml -- 'overrides.yaml:3: unknown key "overrides"'
misspelt faults.yaml 'lienthong.vn.v1' 'lienthong.vn\/v9'
expect "a file of another version" refused 2 rules fault put wrong.yaml -- 'wrong.yaml:1: apiVersion must be lienthong.vn/v1'
echo 'faults: [' >wrong.yaml
expect "no YAML" refused 2 rules fault put wrong.yaml -- 'wrong.yaml:2: malformed YAML'
expect "no file" refused 2 rules fault put nowhere.yaml -- "nowhere.yaml can't be read"
expect "an unknown world" refused 1 "$binary" override list --target "$GATEWAY" --world nowhere -- nowhere WORLD_UNKNOWN
expect "a misspelt command" refused 2 "$binary" fault aply -- '"apply"'
expect "nothing was kept of what was refused" prints "" echo "$(rules override list)$(rules fault list)"
help_shows_examples() {
  local command
  for command in "override put" "override list" "override export" "override delete" "fault put" "fault list" "fault export" \
    "fault delete" "fault profiles" "fault apply"; do
    "$binary" $command --help | grep -A 20 '^Example' | grep "lienthong $command" || return
  done
}
expect "help shows examples" help_shows_examples
finish
