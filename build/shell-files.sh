#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Has the launcher write its completion scripts and manual pages to target/share, laid out as below /usr/share.
# Usage: shell-files.sh LAUNCHER
set -euo pipefail
launcher=$(realpath "$1")
cd "$(dirname "$0")/.."

share=target/share
rm -rf "$share"
mkdir -p "$share"/{bash-completion/completions,zsh/site-functions,fish/vendor_completions.d,man/man1}
"$launcher" fim-help completion bash > "$share/bash-completion/completions/app-runner"
"$launcher" fim-help completion zsh > "$share/zsh/site-functions/_app-runner"
"$launcher" fim-help completion fish > "$share/fish/vendor_completions.d/app-runner.fish"
"$launcher" fim-help man > "$share/man/man1/app-runner.1"
"$launcher" fim-help 2>&1 | sed -n 's/^  fim-\([a-z]*\) *:.*/\1/p' | while read -r topic; do
    "$launcher" fim-help man "$topic" > "$share/man/man1/app-runner-fim-$topic.1"
done
