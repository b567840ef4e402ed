# Sourced by deploy/package and the scripts beside this file: what they share.

set -euo pipefail
shopt -s inherit_errexit
export LC_ALL=C
source "$(dirname "${BASH_SOURCE[0]}")/../machine.sh"
packaging="$root/deploy/packaging"

give_up() {
  echo "deploy/package: $*" >&2
  exit 1
}

# owners FILE...   a line for each: it, and the Debian package it came with. dpkg knows some files by their path from
# before /usr was merged; it is slow, so it is asked once for all.
owners() {
  local file owner
  local -A package
  while read -r owner file; do
    package[${file#/usr}]="${owner%%[:,]*}"
  done < <(printf '%s\n/usr%s\n' $(for file in "$@"; do echo "${file#/usr} ${file#/usr}"; done) |
    xargs dpkg-query -S 2>/dev/null | grep -v '^diversion ')
  for file in "$@"; do
    [ -n "${package[${file#/usr}]:-}" ] ||
      give_up "$file belongs to no Debian package, so its licence is not known; install the library from Debian and build again"
    echo "$file ${package[${file#/usr}]}"
  done
}

# loaded_by PROGRAM   the file of each shared library it loads
loaded_by() { ldd "$1" | sed -n 's/^\s*[^ ]* => \(\/[^ ]*\) .*/\1/p'; }

# bundled BINARY, c_library BINARY   the libraries it loads: those that go with it, and those of the C library, which are
# the target machine's own, for the loader is named in the program by an absolute path and fits no other
bundled() { owners $(loaded_by "$1") | sed -n '/ libc6$/!p'; }
c_library() { owners $(loaded_by "$1") | sed -n 's/ libc6$//p'; }
