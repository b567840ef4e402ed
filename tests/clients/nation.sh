#!/usr/bin/env bash
# The nation on the command line and over HTTP: every number leads back to its holder, exports agree with each other,
# kits are whole, what cannot be is refused by its reason.
source "$(dirname "${BASH_SOURCE[0]}")/support/server.sh"
install_missing jq curl
start_server
cd "$scratch"

nation() { "$binary" nation "$@"; }
ask() { curl -sS "$HTTP/lienthong.control.v1.NationService/$1" -H 'content-type: application/json' -d "$2"; }
reason() { jq -re '.. | .reason? // empty' <<<"$1"; }

# refused TEXT COMMAND...   fails with usage or error and says TEXT
refused() {
  local text="$1"; shift
  ! "$@" >out 2>err && grep -qF "$text" err || { cat out err; return 1; }
}
refused_by() { [ "$(reason "$(ask "$2" "$3")" | head -1)" = "$1" ]; }

nation export --count 3000 >people.json
jq -c 'select(.siNumber and .taxCode and .phone and .legacyIds and .drivingLicence and .birthCommuneCode)' people.json |
  head -1 >one.json
pin="$(jq -r .pin one.json)"
same_holder() { nation show "$1" | jq -se --arg pin "$pin" 'any(.pin == $pin)'; }
for field in .pin '.legacyIds[0]' .siNumber .insuranceCard.cardCode .taxCode .phone .drivingLicence.number .householdId; do
  key="$(jq -r "$field // empty" one.json)"
  [ -z "$key" ] || expect "show by $field" same_holder "$key"
done
found_by_name() {
  nation find --name "$(jq -r .fullName one.json)" \
    --born "$(jq -r '.birthDate | "\(.year)-\(.month + 100 | tostring[1:])-\(.day + 100 | tostring[1:])"' one.json)" |
    jq -se --arg pin "$pin" 'any(.pin == $pin)'
}
expect "find by name and birth date" found_by_name
expect "find a couple with two children" bash -c "'$binary' nation find --province 19 --marital married \
  --children-under-six 2 --limit 3 | jq -se 'length == 3 and all(.residence.provinceCode == \"19\")'"

expect "JSON lines are whole" bash -c 'jq -se "length == 3000 and (map(.pin) | unique | length == 3000)" people.json'
taken_up_again() {
  nation export --count 1000 >first && nation export --count 2000 --from "$(sed -n 1001p people.json | jq -r .pin)" >rest &&
    cat first rest | cmp - people.json
}
expect "an export goes on where it stopped" taken_up_again
over_http() {
  local token="" page
  : >http.json
  for _ in 1 2 3; do
    page="$(ask ExportNationPersons "{\"page_size\": 1000, \"page_token\": \"$token\"}")"
    jq -j .lines <<<"$page" >>http.json
    token="$(jq -r .nextPageToken <<<"$page")"
  done
  cmp http.json people.json
}
expect "the same lines over HTTP" over_http
expect "a view in CSV" bash -c "'$binary' nation export --count 50 --province 79 --view social_insurance --format csv |
  awk -F, 'NR == 1 { exit \$1 != \"pin\" } { print }' >/dev/null"
whole_view() {
  nation export --count 50 --province 79 --view tax --format csv >view.csv && [ "$(wc -l <view.csv)" -eq 51 ] &&
    head -1 view.csv | grep -qx 'pin,full_name,birth_date,residence.province_code,residence.district_code,residence.commune_code,residence.detail,tax_code'
}
expect "a view has its columns" whole_view
expect "realistic numbers don't begin with 9" bash -c "'$binary' nation export --count 20 --realistic | jq -se 'all(.pin[0:1] == \"0\")'"

kit_is_whole() {
  nation kit --count 5 --story pensioners --out kit && [ "$(wc -l <kit/people.csv)" -eq 6 ] &&
    [ "$(ls kit/cards/*.svg | wc -l)" -eq 5 ] && grep -q 'class="qr"' kit/sheet.html && ! ls kit/*.part 2>/dev/null
}
expect "a kit is whole" kit_is_whole
kit_over_http() {
  ask MakeNationKit '{"story": "pensioners", "count": 5, "draw": 1}' |
    jq -rj '.files[] | select(.name == "people.csv") | .text' | cmp - kit/people.csv
}
expect "the same kit over HTTP" kit_over_http
expect "stats stand beside their targets" bash -c "'$binary' nation stats --sample 2000 | grep -q sourced"
expect "places of 2025" bash -c "'$binary' nation places --help >/dev/null"

expect "nobody holds it" refused "nobody holds" nation show 999999999999
expect "no such view" refused "name one of civil_registry" nation export --view police
expect "no such province" refused "province_code" nation export --province 03
expect "nobody to begin with" refused "nobody of this export" nation export --from 900000000000
expect "no such story" refused "name one of movers" nation kit --story astronauts --out none
expect "an output that is full" refused "can't be written" bash -c "'$binary' nation export --count 100000 >/dev/full"
expect "contradictory filters" refused "Nobody can match" nation find --where relation_to_head=CH01 --where head=false
expect "a free number" refused_by NATION_NUMBER_FREE FindPersons '{"pin": "901090000001"}'
expect "a future date" refused_by PERSONAL_NUMBER_IN_FUTURE FindPersons '{"pin": "901299000001"}'
expect "a realistic number in a safe world" refused_by PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE FindPersons '{"pin": "001090000001"}'
expect "an unknown province" refused_by ADDRESS_UNKNOWN SamplePersons '{"residence_province_code": "03"}'
expect "a token of another question" refused_by PAGE_TOKEN_INVALID ExportNationPersons '{"page_token": "bogus"}'
finish
