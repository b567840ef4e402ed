#!/usr/bin/env bash
# The documents keep their word: every block ```sh ci of a document runs as printed, all in one shell, against a running
# server, and the block ```text ci after it is what it prints. In that text … stands for anything; a line that is only …
# for any lines.
source "$(dirname "${BASH_SOURCE[0]}")/support/server.sh"
install_missing curl jq python3 python3-grpcio python3-protobuf
install_node

# blocks DOCUMENT   writes run.N and, where the document shows output, output.N
blocks() {
  awk -v scratch="$pages" '
    /^```sh ci$/ { n++; file = scratch "/run." n; printf "" > file; next }
    /^```text ci$/ { file = scratch "/output." n; printf "" > file; next }
    /^```/ { file = ""; next }
    file != "" { print > file }
  ' "$1"
}

# as_printed WANTED GOT   every line of WANTED occurs in GOT, in order and without others between, but for …
as_printed() {
  local -a wanted got
  mapfile -t wanted <"$1"
  mapfile -t got <"$2"
  local at=0 skipping=false line pattern
  for line in "${wanted[@]}"; do
    [ "$line" = … ] && { skipping=true; continue; }
    # Everything is literal but the ellipsis.
    pattern="${line//\\/\\\\}"
    pattern="${pattern//\*/\\*}"
    pattern="${pattern//\?/\\?}"
    pattern="${pattern//\[/\\[}"
    pattern="${pattern//…/*}"
    while [[ $at -lt ${#got[@]} && ${got[at]} != $pattern ]] && $skipping; do at=$((at + 1)); done
    [[ $at -lt ${#got[@]} && ${got[at]} == $pattern ]] || { echo "not printed: $line"; return 1; }
    at=$((at + 1))
    skipping=false
  done
  $skipping || [ "$at" -eq "${#got[@]}" ] || { echo "printed besides: ${got[at]}"; return 1; }
}

# play DOCUMENT   runs its blocks in one shell, in a folder that looks like the root of the project
play() {
  local document="$1" n name status
  pages="$(mktemp -d -p "$scratch")"
  blocks "$root/$document"
  [ -e "$pages/run.1" ] || give_up "$document has no block to run"
  local folder; folder="$(mktemp -d -p "$scratch")"
  ln -s "$root"/{deploy,docs,gateway,proto,scenarios,seeds,services,tests} "$folder"
  mkdir "$folder/build"
  ln -s "$(realpath "$binary")" "$folder/build/lienthong"
  {
    echo "set -eo pipefail; cd '$folder'"
    for ((n = 1; ; n++)); do
      [ -e "$pages/run.$n" ] || break
      printf '{\n%s\n} >%q 2>&1\n echo $? >%q\n' "$(cat "$pages/run.$n")" "$pages/got.$n" "$pages/status.$n"
    done
  } >"$pages/all"
  timeout 120 bash "$pages/all" >"$pages/shell" 2>&1
  for ((n = 1; ; n++)); do
    [ -e "$pages/run.$n" ] || break
    name="$document, block $n: $(head -n 1 "$pages/run.$n" | cut -c1-60)"
    status="$(cat "$pages/status.$n" 2>/dev/null || echo 1)"
    cat "$pages/shell" "$pages/got.$n" >"$scratch/check" 2>/dev/null
    if [ "$status" -eq 0 ] && [ -e "$pages/output.$n" ]; then
      as_printed "$pages/output.$n" "$pages/got.$n" >>"$scratch/check"
      status=$?
    fi
    note_check "$status" "$name"
  done
}

catalogue_is_current() { "$binary" errors | diff "$root/docs/ERRORS.md" -; }

# prose DOCUMENT   without its fenced blocks: what looks like a link there is code
prose() { awk '/^ *```/ { fenced = !fenced; next } !fenced' "$1"; }

# What runs and what it prints, of a document.
tour() { sed -n '/^```[a-z]* ci$/,/^```$/p' "$1"; }
same_tour() { diff <(tour "$1.md") <(tour "$1.vi.md"); }
links_lead_somewhere() {
  local document target broken=0
  for document in README.md README.vi.md docs/*.md; do
    while read -r target; do
      [ -e "$(dirname "$document")/$target" ] || { echo "$document: $target"; broken=1; }
    done < <(prose "$document" | grep -o '](\([^)#]*\))\?' | sed -n 's/^](\([^)]*\))$/\1/p' | grep -v '^https\?:')
  done
  return $broken
}

cd "$root"
expect "docs/ERRORS.md is what the program prints" catalogue_is_current
for document in README docs/MOCKING; do
  expect "$document.md and $document.vi.md run the same commands" same_tour "$document"
done
expect "links lead somewhere" links_lead_somewhere
start_server
for document in README.md docs/ADD_A_WORKFLOW.md docs/CONNECTORS.md docs/CONNECTORS.vi.md docs/MOCKING.md; do play "$document"; done
finish
