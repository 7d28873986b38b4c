#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Tests the images that build/images.sh makes, and fails when more tests were skipped than is known.
# Usage: run.sh [options of mvn]
set -euo pipefail
cd "$(dirname "$0")/.."
. build/env.sh
bash integration-tests/prepare.sh
archive=$(bash build/debian-root.sh)/root.tar
packages=$(bash integration-tests/package-repository.sh)
rm -rf integration-tests/target/surefire-reports
mvn -B -f integration-tests/pom.xml test \
    -Dapp-runner.image=app-runner \
    -Dapp-runner.test-image=target/app-runner-busybox \
    -Dapp-runner.launcher=target/app-runner-runner \
    -Dapp-runner.debian-root-tar="$archive" \
    -Dapp-runner.packages="$packages" "$@"
bash integration-tests/check-skips.sh
