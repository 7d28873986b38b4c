#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sets everything up, checks and tests the code, makes ./app-runner, and tests that.
# Usage: test.sh
set -euo pipefail
cd "$(dirname "$0")"
bash build/packages.sh
bash build/lint-ci.sh
. build/env.sh
bash build/images.sh
mvn -B -ntp verify
bash integration-tests/run.sh
