#!/usr/bin/env bash
# deploy/package: the archive in a bare Debian 12 and the image's root filesystem, each started without a network.
# The bare tree is Debian's essential packages, unpacked and not configured: less than `debootstrap --variant=minbase`,
# and quicker; it is kept in build/. LIENTHONG_TREES names more trees to try, such as another distribution's.
source "$(dirname "${BASH_SOURCE[0]}")/support/server.sh"
[ "$(id -u)" -eq 0 ] || give_up "this suite makes root filesystems and enters them: run it as root"
install_missing mmdebstrap skopeo umoci iproute2 jq python3
codename=bookworm
tree="$root/build/bare-debian-12"
shipped=(full-bundle two-levels-since-2025 over-tet residence-desk-silent)

# From wherever this machine's apt has it.
bare_tree() {
  [ -d "$tree" ] && return
  local mirror
  mirror="$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $codename" 'Component: main' | head -n 1)"
  [ -n "$mirror" ] || { echo "apt's sources have no $codename: add a mirror of Debian 12"; return 1; }
  mmdebstrap --variant=extract --include='?essential' --mode=root "$codename" "$scratch/tree" "$mirror" &&
    mkdir -p "$root/build" && mv "$scratch/tree" "$tree"
}

# pack FOLDER
pack() { SOURCE_DATE_EPOCH=1700000000 "$root/deploy/package" --binary "$binary" --out "$scratch/$1"; }
pack_twice() {
  pack again >"$scratch/again.log" 2>&1 &
  local second=$! answer=0
  pack out || answer=1
  wait "$second" || { cat "$scratch/again.log"; answer=1; }
  return "$answer"
}
same_bytes() { diff -r "$scratch/out" "$scratch/again"; }
sums_hold() { (cd "$scratch/out" && sha256sum -c SHA256SUMS); }
refuses() {
  local said="$1"; shift
  ! "$root/deploy/package" "$@" >"$scratch/refusal" 2>&1 && cat "$scratch/refusal" && grep -q "$said" "$scratch/refusal"
}

# unpack TREE INTO   with the tools of that tree, under another name
unpack() {
  rm -rf "$2" && cp -a --reflink=auto "$1" "$2" && mkdir -p "$2/srv" "$2/tmp" && chmod 1777 "$2/tmp" &&
    cp "$scratch/out/$folder.tar.gz" "$2/srv" &&
    chroot "$2" /bin/sh -c "cd /srv && tar -xzf $folder.tar.gz && rm $folder.tar.gz && mv $folder renamed &&
      cd renamed && sha256sum -c --quiet MANIFEST"
}
nothing_unlisted() {
  local home="$1/srv/renamed"
  [ -s "$home/MANIFEST" ] && diff <(cut -c 67- "$home/MANIFEST") <(cd "$home" && find . -type f ! -path ./MANIFEST -printf '%P\n' | LC_ALL=C sort)
}
links_lead_somewhere() {
  local document target broken=0
  [ -s "$1/srv/renamed/README.md" ] || return
  while read -r document; do
    while read -r target; do
      [ -e "$(dirname "$document")/${target%%#*}" ] || { echo "$document: $target"; broken=1; }
    done < <(grep -o ']([^() ]*)' "$document" | sed 's/^](\(.*\))$/\1/' | grep -v '://')
  done < <(find "$1/srv/renamed" -name '*.md')
  return "$broken"
}
every_library_has_a_licence() {
  local home="$1/srv/renamed" file package
  diff <(cut -d ' ' -f 1 "$home/licences/PACKAGES" | grep '^lib/') <(cd "$home" && printf '%s\n' lib/* | LC_ALL=C sort) || return
  while read -r file package _; do
    [ -s "$home/licences/$package" ] || { echo "$file: no licence of $package"; return 1; }
  done <"$home/licences/PACKAGES"
}

# offline WHAT TREE UID:GID HOME PROGRAM up ARGUMENT...   HOME is where the package is in the tree
offline() {
  local what="$1" in="$2" user="$3" home="$4"
  shift 4
  local scenarios="${shipped[*]/#/$home/scenarios/birth-residence-health-card/}"
  expect_lines "${namespaces[@]}" bash "$clients/support/offline.sh" "$isolated" "$what" "$in" "$user" "${scenarios// /.yaml }.yaml" "$@"
}
archive_in() {
  local what="$1" made="$scratch/root"
  expect "$what: it unpacks with what is there, and every file has its sum" unpack "$2" "$made"
  offline "$what" "$made" 65534:65534 /srv/renamed /srv/renamed/bin/lienthong up --store memory --port 0 --http-port 0
}

readable() { skopeo inspect --config "$1:$image" | tee "$scratch/config.json" | jq -e '.config.Entrypoint'; }
unpack_image() {
  skopeo copy --quiet "oci-archive:$image" "oci:$scratch/layout:it" &&
    umoci unpack --image "$scratch/layout:it" "$scratch/bundle" &&
    jq -e '.process.user.uid != 0 and (.process.args | length > 1)' "$scratch/bundle/config.json"
}
exposes_what_it_serves() {
  local exposed served
  exposed="$(jq -r '.config.ExposedPorts | keys[] | rtrimstr("/tcp")' "$scratch/config.json" | sort -n | paste -sd ' ')"
  served="$(sed -n 's/^ports *//p' "$scratch/lines")"
  echo "exposed: $exposed"
  echo "served:  $served"
  [ "$exposed" = "$served" ]
}
has_no_shell() { ! find "$scratch/bundle/rootfs" -name sh -o -name bash -o -name busybox | grep .; }

unit_is_sound() {
  mkdir -p "$scratch/units"
  sed 's,^ExecStart=[^ ]*,ExecStart=/bin/true,' "$root/deploy/systemd/lienthong.service" >"$scratch/units/lienthong.service"
  systemd-analyze verify --man=no "$scratch/units/lienthong.service" 2>&1 | tee "$scratch/verify"
  ! grep "^$scratch\|lienthong.service:" "$scratch/verify"
}

expect "the archive and the image are made, twice at once" pack_twice
expect "both times the same bytes" same_bytes
expect "the sums hold" sums_hold
expect "a missing program is named" refuses "is no program" --binary "$scratch/none" --out "$scratch/refused"
expect "a folder that can't be written is named" refuses "can't be written" --binary "$binary" --out /proc/refused
folder="$(cd "$scratch/out" && basename lienthong-*-linux-*.tar.gz .tar.gz)"
image="$(echo "$scratch"/out/lienthong-*-oci.tar)"

isolated=true
namespaces=(unshare --net --mount --pid --fork --kill-child)
if ! "${namespaces[@]}" true 2>/dev/null; then
  echo "note    this machine allows no namespaces: the network stays, and the trees have no /proc and /dev"
  isolated=false
  namespaces=()
fi
expect "a bare Debian 12" bare_tree
archive_in "bare Debian 12" "$tree"
expect "MANIFEST names every file" nothing_unlisted "$scratch/root"
expect "every bundled library has its licence" every_library_has_a_licence "$scratch/root"
expect "links of the packaged documents lead somewhere" links_lead_somewhere "$scratch/root"
for more in ${LIENTHONG_TREES:-}; do archive_in "$(basename "$more")" "$more"; done

expect "the image reads as a Docker archive" readable docker-archive
expect "the image reads as an OCI archive" readable oci-archive
expect "umoci unpacks it; its user is not root" unpack_image
mapfile -t args < <(jq -r '.process.args[]' "$scratch/bundle/config.json")
$isolated || args+=(--port 0 --http-port 0)
user="$(jq -r '.process.user | "\(.uid):\(.gid)"' "$scratch/bundle/config.json")"
offline "image" "$scratch/bundle/rootfs" "$user" /opt/lienthong "${args[@]}"
if $isolated; then expect "the ports it exposes are those it serves" exposes_what_it_serves; fi
expect "there is no shell in it" has_no_shell

if command -v systemd-analyze >/dev/null; then
  expect "systemd finds nothing wrong with the unit" unit_is_sound
else
  echo "note    this machine has no systemd-analyze to check the unit with"
fi
finish
