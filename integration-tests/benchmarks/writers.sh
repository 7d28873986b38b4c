#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Packs a tree with every level of fim-layer create and with mksquashfs, and prints a table in Markdown: size, time, peak
# of memory, and with how many mksquashfs settings a level keeps up: at least as fast, and no larger. Run it on a machine
# that does nothing else.
# Usage: writers.sh [--large | --corpus DIR] [launcher]
#   --large   several JDKs, perls and pythons from the machine's Debian archive (about 1 GB), not the Debian root
#   --corpus  any other tree
# Environment: RUNS    packings of which the fastest counts (default 1)
#              LEVELS  levels of fim-layer create (default "0 1 2 3 4 5 6 7 8 9")
#              SQUASHFS  "level/block" of mksquashfs -comp zstd (default: 1 3 9 15 19 22, each with 128K and 1M)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
export LC_ALL=C
die() { echo "writers.sh: $*" >&2; exit 1; }
. "$here/corpus.sh"
command -v mksquashfs > /dev/null || die "mksquashfs is missing: install squashfs-tools"
[ -x /usr/bin/time ] || die "/usr/bin/time is missing: install time"

wanted=
case "${1:-}" in
    --large) wanted=large; shift ;;
    --corpus) wanted=$(realpath "$2"); shift 2 ;;
esac
launcher=$(realpath "${1:-$repository/target/app-runner-runner}")
[ -x "$launcher" ] || die "there is no launcher $launcher"
work=$(mktemp -d /var/tmp/app-runner-bench-XXXXXX)
trap 'rm -rf "$work"' EXIT
corpus=$(corpus "$wanted" "$work")

# pack COMMAND: runs it, which makes $work/image; prints bytes, milliseconds and KiB
pack() {
    local run best='' milliseconds memory size start
    for ((run = 0; run < ${RUNS:-1}; run++)); do
        rm -f "$work/image"
        start=${EPOCHREALTIME/./}
        /usr/bin/time -f %M -o "$work/memory" "$@" > "$work/log" 2>&1 || { cat "$work/log" >&2; die "failed: $*"; }
        milliseconds=$(((${EPOCHREALTIME/./} - start) / 1000))
        if [ -z "$best" ] || [ "$milliseconds" -lt "$best" ]; then best=$milliseconds; fi
        memory=$(tail -n 1 "$work/memory")
    done
    size=$(stat -c %s "$work/image")
    echo "$size $best $memory"
}

settings=${SQUASHFS:-$(for level in 1 3 9 15 19 22; do echo "$level/128K $level/1M"; done)}
for setting in $settings; do
    echo "mksquashfs $setting" "$(pack mksquashfs "$corpus" "$work/image" -comp zstd -Xcompression-level "${setting%/*}" \
        -b "${setting#*/}" -no-progress)"
done > "$work/squashfs"
for level in ${LEVELS:-0 1 2 3 4 5 6 7 8 9}; do
    echo "level $level" "$(FIM_COMPRESSION_LEVEL=$level pack "$launcher" fim-layer create "$corpus" "$work/image")"
done > "$work/levels"

echo "Corpus: $(find "$corpus" | wc -l) entries, $(du -sb --apparent-size "$corpus" | cut -f1) bytes; $(nproc) processors"
echo
echo '| writer | bytes | s | peak MiB | as fast and no larger than |'
echo '|---|---|---|---|---|'
awk '
    function row(beats) { printf "| %s %s | %d | %.1f | %.0f | %s |\n", $1, $2, $3, $4 / 1000, $5 / 1024, beats }
    FILENAME ~ /squashfs$/ { name[++n] = $2; size[n] = $3; time[n] = $4; row("-"); next }
    {
        list = ""
        for (i = 1; i <= n; i++)
            if ($3 <= size[i] && $4 <= time[i])
                list = list (list == "" ? "" : ", ") name[i]
        row(list == "" ? "none" : list)
    }' "$work/squashfs" "$work/levels"
