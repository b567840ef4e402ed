#!/usr/bin/env bash
# The journal on the command line and over HTTP: searched, counted, verified, waited for, exported, drawn; the diagram is
# looked at in a real browser. A world written to a file, brought back and compared. What can't be is refused by its reason.
source "$(dirname "${BASH_SOURCE[0]}")/support/server.sh"
install_missing jq curl chromium
start_server
cd "$scratch"

journal() { local command="$1"; shift; "$binary" journal "$command" --target "$GATEWAY" --world "$world" "$@"; }
ask() { curl -sS "$HTTP/lienthong.control.v1.$1" -H 'content-type: application/json' -d "$2"; }
reason() { jq -re '.. | .reason? // empty' <<<"$1" | head -1; }
fails_with() {
  local wanted="$1"; shift
  "$@" >out 2>err; local answer=$?
  cat out err
  [ "$answer" -eq "$wanted" ]
}
# refused CODE TEXT COMMAND...   ends with this code and says TEXT
refused() {
  local code="$1" text="$2"; shift 2
  fails_with "$code" "$@" && grep -qF -- "$text" out err
}

"$binary" demo --target "$GATEWAY" >demo.txt || give_up "the demonstration failed"
world="$(sed -n 's/^dossier .* filed in world //p' demo.txt)"

expect "list" bash -c "[ \$('$binary' journal list --target '$GATEWAY' --world '$world' | wc -l) -gt 15 ]"
listed_as_json() {
  journal list --method SubmitDossier --json |
    jq -e '.calls | length == 1 and .[0].outcome == "OK" and .[0].request.workflow == "birth-residence-health-card"'
}
expect "list as JSON, bodies decoded" listed_as_json
count_agrees() {
  [ "$(journal count --json | jq -r .count)" -eq "$(journal export | wc -l)" ]
}
expect "count and export agree" count_agrees
expect "fields of requests" journal verify --field 'applicant.relation=MOTHER' --method SubmitDossier --times 1
expect "fields of responses" journal verify --method SubmitDossier --response-field 'dossier.dossier_id' --times 1
expect "globs and accents" journal verify --method 'Submit*' --caller demo --times 1
expect "never" journal verify --outcome INTERNAL --never
expect "order" journal verify --order IssueBirthNotification --order gateway:SubmitDossier --order 'Submit*Application'
expect "order broken" refused 1 "none after" journal verify --order SubmitDossier --order IssueBirthNotification
expect "the nearest call with what differs" refused 1 'caller: wanted nobody, got "demo"' \
  journal verify --method SubmitDossier --caller nobody
expect "in Vietnamese" refused 1 'cần đúng 2 cuộc gọi, thấy 1' journal verify --method SubmitDossier --times 2 --language vi
expect "an unknown method names the nearest" refused 2 'SubmitDossier' journal verify --method SubmitDosier
expect "an unknown field names the nearest" refused 2 'applicant' journal count --method SubmitDossier --field aplicant.pin=1
expect "an unknown world" refused 1 'nowhere' "$binary" journal list --target "$GATEWAY" --world nowhere
expect "figures that contradict each other" refused 2 'at_most' journal verify --at-least 2 --at-most 1
expect "a time that can't be read is wrong usage" refused 2 '--from' journal list --from someday

awaited() {
  journal await --method GetDossier --caller late --wait 30s >awaited.txt & local waiting=$!
  local dossier
  dossier="$(journal list --method SubmitDossier --json | jq -r '.calls[0].response.dossier.dossier_id')"
  curl -sS "$HTTP/lienthong.gateway.v1.GatewayService/GetDossier" -H 'content-type: application/json' \
    -H "lienthong-world: $world" -H 'lienthong-caller: late' -d "{\"dossier_id\": \"$dossier\"}" >/dev/null
  wait "$waiting" && grep -qx holds awaited.txt
}
expect "await is ended by the call" awaited
expect "await in vain" refused 1 "found 0" journal await --method GetDossier --caller never --wait 0.1s
over_http() {
  ask VerificationService/AwaitCalls "{\"world\": \"$world\", \"wait\": \"5s\",
    \"expectations\": [{\"query\": {\"call\": {\"method\": \"SubmitDossier\"}}, \"times\": 1}]}" | jq -e '.holds'
}
expect "await over HTTP" over_http
forged() { [ "$(reason "$(ask VerificationService/QueryJournal "{\"world\": \"$world\", \"page_token\": \"forged\"}")")" = PAGE_TOKEN_INVALID ]; }
expect "a forged page token" forged

whole_har() {
  journal export --format har --out all.har && jq -e '.log.version == "1.2" and (.log.entries | length > 15)
    and all(.log.entries[]; .request.method == "POST" and (.startedDateTime | length > 0)
      and (.request.postData.text | fromjson | type == "object") and (.response.content.text | fromjson | type == "object"))' all.har
}
expect "HAR is whole" whole_har
nothing_personal() {
  journal export --redact-personal >hidden.jsonl && journal export --format har --redact-personal --out hidden.har &&
    journal export >shown.jsonl && grep -q 'Mẫu' shown.jsonl && ! grep -q 'Mẫu' hidden.jsonl hidden.har &&
    ! grep -Eq '"9[0-9]{11}"' hidden.jsonl && jq -es 'length > 15' hidden.jsonl
}
expect "nothing personal when asked" nothing_personal

picture() {
  journal diagram --language "$1" --out "$1.svg" && xml_is_whole "$1.svg" && grep -q "$2" "$1.svg" &&
    timeout 60 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
      --disable-component-update --disable-sync --user-data-dir="$scratch/profile" --window-size=1400,1400 \
      --screenshot="$scratch/$1.png" "file://$scratch/$1.svg" >/dev/null 2>&1 &&
    [ "$(stat -c %s "$1.png")" -gt 20000 ]
}
xml_is_whole() { python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' "$1"; }
expect "a diagram in Vietnamese" picture vi "Trình tự các cuộc gọi"
expect "a diagram in English" picture en "Sequence of calls"
drawn_as_text() { journal diagram --format mermaid --max-lines 10 2>/dev/null | grep -q -- '->>p.*: SubmitDossier'; }
expect "a diagram as Mermaid" drawn_as_text
expect "an output that is full" refused 1 "can't be written" bash -c "'$binary' journal export --target '$GATEWAY' --world '$world' >/dev/full"

worlds() { local command="$1"; shift; "$binary" world "$command" --target "$GATEWAY" "$@"; }
lived() {
  worlds create mine --ttl 30m && worlds list | grep -q '^mine  MANUAL' && worlds fork mine mine-too --json | jq -e '.parent == "mine"' &&
    worlds delete mine-too && worlds delete mine && ! worlds list | grep -q '^mine'
}
expect "worlds are made, copied, listed and deleted" lived
expect "the default world stays" refused 1 "ResetWorld" worlds delete default
expect "a world in a file" worlds snapshot "$world" --to there.world
file_is_whole() {
  jq -es 'first.lienthong_snapshot == 1 and (last.end.rows == length - 2) and first.world.record.name == "'"$world"'"' there.world &&
    [ "$(head -n -1 there.world | sha256sum | cut -d' ' -f1)" = "$(tail -n 1 there.world | jq -r .end.sha256)" ] &&
    ! ls ./*.part 2>/dev/null
}
expect "lines of JSON, and its digest is anybody's sha256sum" file_is_whole
expect "brought back" worlds restore there.world --name again
expect "nothing differs" bash -c "'$binary' world diff --target '$GATEWAY' --all-rows '$world' again | grep -qx equal"
digest_of() { ask ControlService/DescribeWorld "{\"world\": \"$1\"}" | jq -r .digest; }
same_digest() { [ -n "$(digest_of again)" ] && [ "$(digest_of again)" = "$(digest_of "$world")" ]; }
expect "the state digest is the same" same_digest
expect "an empty world differs" bash -c "'$binary' world create --target '$GATEWAY' empty && ! '$binary' world diff --target '$GATEWAY' empty again >diff.txt && grep -q '^+ population person ' diff.txt"
head -c 2000 there.world >cut.world
expect "a file that is cut off" refused 2 "cut off" worlds restore cut.world --name never
sed '2s/"key":"./"key":"_/' there.world >edited.world
expect "a file that was edited" refused 2 "edited" worlds restore edited.world --name never
sed '1s/"lienthong_snapshot":1/"lienthong_snapshot":9/' there.world >later.world
expect "a file of a later version" refused 1 "format 9" worlds restore later.world --name never
expect "a name that is taken" refused 1 "exists already" worlds restore there.world
expect "a world that doesn't stand still" refused 1 "freeze it first" worlds snapshot default --to default.world
expect "nothing was made of what was refused" bash -c "! '$binary' world list --target '$GATEWAY' | grep -q '^never'"
finish
