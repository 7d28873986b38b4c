#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Prepares a machine for the tests: the ordinary user that root's tests act as, and the FUSE device as udev makes it.
# Usage: prepare.sh        (as root; does nothing for anybody else)
set -euo pipefail
[ "$(id -u)" = 0 ] || exit 0
id app-runner-test > /dev/null 2>&1 || useradd --create-home --shell /bin/bash app-runner-test
grep -q "^app-runner-test:" /etc/subuid /etc/subgid || usermod --add-subuids 100000-165535 --add-subgids 100000-165535 app-runner-test
[ ! -c /dev/fuse ] || chmod 666 /dev/fuse
