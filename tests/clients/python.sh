#!/usr/bin/env bash
# grpcio and protobuf of Debian, stubs from protoc: a person, the whole birth bundle, refusals unpacked by Google's own
# google.rpc messages, names in every Unicode form.
source "$(dirname "${BASH_SOURCE[0]}")/support/server.sh"
install_missing jq python3 python3-grpcio python3-protobuf protobuf-compiler protobuf-compiler-grpc
node_packages
start_server

# google.rpc comes from google-gax instead of from us; nothing that a client uses imports our copy.
stubs="$scratch/stubs"
mkdir "$stubs"
google_rpc="$clients/node_modules/google-gax/build/protos"
generate() {
  local files
  mapfile -t files < <(cd "$root/proto" && find lienthong -name '*.proto')
  protoc -I "$google_rpc" --python_out="$stubs" google/rpc/status.proto google/rpc/error_details.proto &&
    protoc -I "$root/proto" --python_out="$stubs" --grpc_python_out="$stubs" \
      --plugin=protoc-gen-grpc_python="$(command -v grpc_python_plugin)" "${files[@]}"
}
expect "stubs from the .proto files" generate
PYTHONPATH="$stubs:$clients/python" expect_lines /usr/bin/python3 -B "$clients/python/calls.py"
finish
