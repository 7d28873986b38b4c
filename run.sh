#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sets everything up, makes ./app-runner, and runs a program in it.
# Usage: run.sh [arguments of app-runner]      (default: fim-exec cat /etc/os-release)
set -euo pipefail
cd "$(dirname "$0")"
bash build/packages.sh
bash build/images.sh
[ $# -gt 0 ] || set -- fim-exec cat /etc/os-release
exec ./app-runner "$@"
