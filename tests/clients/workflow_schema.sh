#!/usr/bin/env bash
# Every workflow file through the validator of the Open Workflow Specification's own SDK.
source "$(dirname "${BASH_SOURCE[0]}")/support/server.sh"
node_packages
cat >"$scratch/validate.js" <<'JS'
const fs = require('fs');
const { Classes } = require('@serverlessworkflow/sdk');
for (const file of process.argv.slice(2)) {
  try {
    Classes.Workflow.deserialize(fs.readFileSync(file, 'utf8'));
    console.log('ok      ' + file);
  } catch (error) {
    console.log('FAILED  ' + file + '\n' + error.message);
  }
}
JS
cd "$root"
mapfile -t files < <(ls gateway/workflows/*.yaml tests/gateway/engine/testdata/*.yaml | grep -v offers.yaml)
NODE_PATH="$clients/node_modules" expect_lines node "$scratch/validate.js" "${files[@]}"
finish
