#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Prints an mvn command of Maven 3.9 or later, which quarkus:dev demands; everything else works with Debian's 3.8.7.
# Usage: "$(build/maven.sh)" quarkus:dev ...
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/env.sh"

version=3.9.11
if mvn -v 2> /dev/null | head -n 1 | grep -Eq 'Maven (3\.9|[4-9])'; then
    command -v mvn
    exit 0
fi

fetch() {
    say "fetching Maven $version"
    quietly "$1/log" mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack \
        -Dartifact="org.apache.maven:apache-maven:$version:zip:bin" -DoutputDirectory="$1/unpacked" -Dproject.basedir="$1"
    mv "$1"/unpacked/apache-maven-*/* "$1/out/"
    chmod +x "$1/out/bin/mvn"
}

target=$(cache_dir "maven-$version" "$here/maven.sh")
make_once "$target" fetch
echo "$target/bin/mvn"
