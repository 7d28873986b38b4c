#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Prints the address of the Debian mirror that this machine's apt uses (its package lists need not be there).
set -euo pipefail
apt-get --print-uris update 2> /dev/null |
    awk -F"'" '{ sub("/dists/[^/]*/.*", "", $2) } $2 ~ /\/debian\/*$/ { print $2; found = 1; exit } END { exit !found }' ||
    { echo "debian-mirror: apt's sources name no Debian mirror" >&2; exit 1; }
