#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Fails when more tests were skipped than allowed-skips says, or when no test ran at all.
# Usage: check-skips.sh    (after mvn test)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
shopt -s nullglob
reports=("$here"/target/surefire-reports/TEST-*.xml)
[ "${#reports[@]}" -gt 0 ] || { echo "check-skips: no reports in target/surefire-reports" >&2; exit 1; }

# sum ATTRIBUTE: adds up an attribute of the reports' root elements
sum() { sed -n "s/^<testsuite .* $1=\"\([0-9]*\)\".*/\1/p" "${reports[@]}" | awk '{ n += $1 } END { print n + 0 }'; }

tests=$(sum tests)
skipped=$(sum skipped)
allowed=$(< "$here/allowed-skips")
echo "tests: $tests, skipped: $skipped, allowed: $allowed"
[ "$tests" -gt 0 ] && [ "$skipped" -le "$allowed" ]
