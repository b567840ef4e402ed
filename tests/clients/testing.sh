#!/usr/bin/env bash
# What teams test with: a fresh world in one line, from Python and from JavaScript.
source "$(dirname "${BASH_SOURCE[0]}")/support/server.sh"
install_missing python3 python3-grpcio python3-protobuf
install_node
export LIENTHONG_BINARY="$binary"
PYTHONPATH="$root/tests/testing/python" \
  expect_lines /usr/bin/python3 -B "$clients/python/lines.py" test_lienthong_testing
expect_lines node --test --test-reporter="$clients/node/lines.mjs" --test-reporter-destination=stdout \
  "$root/tests/testing/javascript/lienthong-testing.test.mjs"
finish
