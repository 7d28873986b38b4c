#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Prints the address of the Debian mirror that this machine's apt uses (its package lists need not be there); on a
# system that is not Debian, such as Ubuntu, that of Debian's own.
set -euo pipefail
apt-get --print-uris update 2> /dev/null |
    awk -F"'" '{ sub("/dists/[^/]*/.*", "", $2) } $2 ~ /\/debian\/*$/ { print $2; found = 1; exit } END { exit !found }' && exit
. /etc/os-release
[ "$ID" != debian ] || { echo "debian-mirror: apt's sources name no Debian mirror" >&2; exit 1; }
printf 'http://deb.debian.org/%s\n' debian
