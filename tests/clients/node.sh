#!/usr/bin/env bash
# grpc-js with messages loaded from the .proto files: unary calls, refusals unpacked by google-gax, a stream, a deadline.
source "$(dirname "${BASH_SOURCE[0]}")/support/server.sh"
install_missing jq
node_packages
start_server
expect_lines node "$clients/node/calls.js"
finish
