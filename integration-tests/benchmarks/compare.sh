#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures two images turn by turn, such as one of before a change and one of after it, and prints medians and ratios.
# Usage: compare.sh OLD NEW     (as root it measures root and the user app-runner-test, else only you)
# Environment: RUNS   samples of each start (default 40)
#              READS  samples of each read and build (default 7)
#              COUNT  random reads of one sample (default 500)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
old=$(realpath "$1")
new=$(realpath "$2")
archive=$(bash "$repository/build/debian-root.sh")/root.tar
export LC_ALL=C

work=$(mktemp -d /var/tmp/app-runner-bench-XXXXXX)
trap 'umount "$work"/mnt-* 2> /dev/null || true; chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
chmod 755 "$work"
"${CC:-cc}" -O2 -o "$work/readers" "$here/readers.c"
mkdir "$work/old" "$work/new" "$work/tree" "$work/mnt-old" "$work/mnt-new"
cp "$old" "$work/old/image"
cp "$new" "$work/new/image"
tar -xpf "$archive" -C "$work/tree" 2> /dev/null || true       # only root can keep the owners

median() { sort -n | awk '{ v[NR] = $1 } END { print int((v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2) }'; }

# compare NAME RUNS COMMAND...: runs the command with the word @ replaced by old and by new, turn by turn, each time
# after the function or command in $before with old or new as its argument
before=:
compare() {
    local name=$1 runs=$2 i which start words
    shift 2
    for ((i = 0; i <= runs; i++)); do
        for which in old new; do
            words=("${@//@/$which}")
            "$before" "$which"
            start=${EPOCHREALTIME/./}
            "${words[@]}" > /dev/null
            [ "$i" = 0 ] || echo $((${EPOCHREALTIME/./} - start)) >> "$work/samples-$which"      # run 0 warms up
        done
    done
    awk -v name="$name" -v old="$(median < "$work/samples-old")" -v new="$(median < "$work/samples-new")" \
        'BEGIN { printf "| %s | %.2f | %.2f | %.3f |\n", name, old / 1000, new / 1000, new / old }'
    rm "$work"/samples-*
}

# A new server, which has no block in memory, of the same layers.
remount() {
    umount "$work"/mnt-* 2> /dev/null || true
    "$work/$1/image" fim-layer mount "$work/old/image" "$work/mnt-$1"
}
read_all() { find "$1" -type f -exec cat {} + | wc -c; }
build() { "$1" fim-layer create "$work/tree" "$work/$2.layer" 2> /dev/null; }

echo "| case | old ms | new ms | ratio |"
echo "|---|---|---|---|"
compare "fim-exec true" "${RUNS:-40}" "$work/@/image" fim-exec true
compare "fim-version short" "${RUNS:-40}" "$work/@/image" fim-version short
if [ "$(id -u)" = 0 ]; then
    user=(setpriv --reuid app-runner-test --regid app-runner-test --init-groups env HOME=/tmp FIM_DIR_DATA="$work/user-@")
    for which in old new; do install -d -o app-runner-test -m 700 "$work/user-$which"; done
    compare "fim-exec true, user" "${RUNS:-40}" "${user[@]}" "$work/@/image" fim-exec true
    for which in old new; do "$work/$which/image" fim-layer mount "$work/$which/image" "$work/mnt-$which"; done
    compare "read all files, warm server" "${READS:-7}" read_all "$work/mnt-@"
    compare "walk, warm" "${READS:-7}" find "$work/mnt-@" -size +1
    before=remount
    compare "read all files, new server" "${READS:-7}" read_all "$work/mnt-@"
    compare "${COUNT:-500} random reads of 4 KiB, new server" "${READS:-7}" "$work/readers" random "$work/mnt-@" "${COUNT:-500}"
    before=:
fi
FIM_COMPRESSION_LEVEL=4 compare "build, level 4" "${READS:-7}" build "$work/@/image" @
