#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Prints the address of a Debian mirror: DEBIAN_MIRROR, else the one that this machine's apt uses (its package lists need
# not be there). A system that is not Debian, such as Ubuntu, has none of its own.
set -euo pipefail
if [ -n "${DEBIAN_MIRROR:-}" ]; then
    echo "${DEBIAN_MIRROR%/}"
    exit 0
fi
apt-get --print-uris update 2> /dev/null |
    awk -F"'" '{ sub("/dists/[^/]*/.*", "", $2) } $2 ~ /\/debian\/*$/ { print $2; found = 1; exit } END { exit !found }' && exit
echo "debian-mirror: apt's sources name no Debian mirror: set DEBIAN_MIRROR to the address of one" >&2
exit 1
