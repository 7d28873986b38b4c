#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs app-runner from its sources, without a native build, on an image that is there: a changed source is compiled and
# the command runs anew when you press the space bar. It stops with q.
# Usage: dev.sh [arguments of app-runner]        such as: ./dev.sh fim-exec cat /etc/os-release
# Environment: APP_RUNNER_IMAGE  the image (default: ./app-runner)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
image=$(realpath -m "${APP_RUNNER_IMAGE:-$here/app-runner}")
cd "$here"
. build/env.sh
find_jdk25 > /dev/null || die "no JDK 25 found: install one and set JAVA_HOME to it"
[ -f "$image" ] || die "$image is not there: make it with ./run.sh, or name another image in APP_RUNNER_IMAGE"

# quoted WORD: the word for Quarkus, which knows quotes of either kind, no escapes and no empty words, and for Maven
# before it, which would put a property's value in place of ${...}: the brace gets quotes of its own.
quoted() {
    [ -n "$1" ] || die "an empty argument cannot be passed in dev mode"
    local word=${1//\'/\'\"\'\"\'}
    # shellcheck disable=SC2016  # the dollar is meant
    printf "'%s'" "${word//'${'/\$\'\"\{\"\'}"
}

arguments=''
for word in "$@"; do
    arguments+="$(quoted "$word") "
done
maven=$(bash build/maven.sh)
# MAVEN_OPTS of another project may have what a JDK 25 does not know. Tests are not compiled: that is mvn's work.
exec env -u MAVEN_OPTS "$maven" -q quarkus:dev -Dquarkus.args="$arguments" -Dapp-runner.image="$image" \
    -Dquarkus.analytics.disabled=true -Dquarkus.test.continuous-testing=disabled -Ddebug=false -Dmaven.test.skip=true
