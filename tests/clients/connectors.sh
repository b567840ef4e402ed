#!/usr/bin/env bash
# The reference connectors against the real program: a front office and a card office that are correct, and each of the
# broken ones failing in the way it should.
source "$(dirname "${BASH_SOURCE[0]}")/support/server.sh"
install_missing python3 python3-grpcio python3-protobuf protobuf-compiler protobuf-compiler-grpc
export LIENTHONG_BINARY="$binary"
connectors="$root/tests/connectors"

expect "stubs from the .proto files" "$connectors/generate" "$scratch/stubs"
export PYTHONPATH="$scratch/stubs:$connectors:$root/tests/testing/python:$clients/python"
for suite in test_pair test_agency_connector test_broken_clients test_broken_offices test_wire; do
  expect_lines /usr/bin/python3 -B "$clients/python/lines.py" "$suite"
done
finish
