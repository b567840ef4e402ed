#!/usr/bin/env bash
# The plain page in a real browser: every agency in both languages, and a picture that is not empty.
source "$(dirname "${BASH_SOURCE[0]}")/support/server.sh"
install_missing chromium jq
start_server

browse() {
  timeout 60 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync \
    --user-data-dir="$scratch/profile" "$@" 2>/dev/null
}
names_all() {
  browse --dump-dom "$HTTP/?lang=$1" >"$scratch/page-$1.html"
  for agency in $(jq -r '.agencies[].name' "$AGENCIES"); do
    grep -q "$agency" "$scratch/page-$1.html" || { echo "$agency is missing"; return 1; }
  done
  grep -q "$2" "$scratch/page-$1.html"
}
picture() {
  browse --window-size=1200,1400 --screenshot="$scratch/page.png" "$HTTP/" >/dev/null
  [ "$(stat -c %s "$scratch/page.png")" -gt 20000 ]
}
expect "all agencies in Vietnamese" names_all vi "dân cư"
expect "all agencies in English" names_all en "population"
expect "a picture of it" picture
finish
