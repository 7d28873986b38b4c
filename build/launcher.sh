#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the native launcher, unless it is there and nothing that it is made of has changed. Prints its path.
# Usage: launcher.sh
# Environment: SOURCE_DATE_EPOCH  the time of the build in seconds, for builds that are to be repeated exactly
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/env.sh"
cd "$app_runner_root"

launcher=target/app-runner-runner
GRAALVM_HOME=$(bash build/toolchain.sh)
export GRAALVM_HOME
stamp=$({ find src/main .mvn pom.xml -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum; echo "$GRAALVM_HOME"; bash build/zstd.sh; } | sha256sum)
if [ ! -x "$launcher" ] || [ "$(cat target/launcher.stamp 2> /dev/null)" != "$stamp" ]; then
    commit=$(git rev-parse --short=10 HEAD 2> /dev/null || echo unknown)
    timestamp=$(TZ=UTC printf "%(%Y%m%d%H%M%S)T" "${SOURCE_DATE_EPOCH:--1}")      # -1 is now
    say "building the native executable (3 to 8 minutes; the log is target/native.log)"
    mkdir -p target
    # Quarkus records the environment of the build in the executable: only this much of it.
    quietly target/native.log env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
        HOME="$HOME" JAVA_HOME="$JAVA_HOME" GRAALVM_HOME="$GRAALVM_HOME" APP_RUNNER_CACHE="$APP_RUNNER_CACHE" \
        "$(command -v mvn)" -B package -Dnative -Dmaven.test.skip \
        -Dapp-runner.commit="$commit" -Dapp-runner.timestamp="$timestamp"
    strip "$launcher"
    echo "$stamp" > target/launcher.stamp
fi
echo "$app_runner_root/$launcher"
