# Sourced by deploy/up and tests/run: makes a fresh Debian 12 able to build Liên Thông, and builds it once.
# Installs only what is missing, without prompts.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

build_packages=(
  build-essential cmake ninja-build pkg-config git ccache mold
  libgrpc++-dev libgrpc-dev protobuf-compiler-grpc protobuf-compiler libprotobuf-dev libprotoc-dev grpc-proto
  libabsl-dev libssl-dev libboost-dev nlohmann-json3-dev
  libcli11-dev libyaml-cpp-dev libjq-dev libonig-dev libicu-dev libsqlite3-dev prometheus-cpp-dev libspdlog-dev libre2-dev
  libmimalloc-dev libqrencode-dev
  libgtest-dev libgmock-dev libbenchmark-dev
)

say() { printf '\n== %s\n' "$*"; }

# install_missing PACKAGE...
install_missing() {
  local missing=()
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  say "installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Node.js from wherever the machine has it; Debian's only where there is none.
install_node() {
  command -v node >/dev/null && command -v npm >/dev/null && return 0
  install_missing nodejs npm
}

# build PRESET TARGET...   prints progress and how long it took
build() {
  local preset="$1"; shift
  local started=$SECONDS
  say "building ($preset)"
  (cd "$root" && cmake --preset "$preset" >"$root/.cmake.log" 2>&1) || { tail -n 40 "$root/.cmake.log"; return 1; }
  rm -f "$root/.cmake.log"
  local folder="$root/build"
  [ "$preset" = release ] || folder="$root/build-$preset"
  NINJA_STATUS='[%f/%t %es] ' ninja -C "$folder" "$@" || return 1
  say "built in $((SECONDS - started)) s"
}
