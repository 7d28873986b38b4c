#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Packs a tree with fim-layer create and with mksquashfs, mounts each image, and prints a table in Markdown: sizes,
# build times, and how fast it is read. Run it as root on a machine that does nothing else.
# Usage: filesystems.sh [--large | --corpus DIR] [launcher]
#   --large   several JDKs, perls and pythons from the machine's Debian archive (about 1 GB), not the Debian root
#   --corpus  any other tree
# Environment: RUNS    samples of each figure, of which the best counts (default 3)
#              READS   random reads of one sample (default 2000)
#              LEVELS  levels of fim-layer create (default "7")
#              SQUASHFS  "level/block" of mksquashfs -comp zstd (default "22/1M 15/128K")
#              DWARFS_TOOLS  a folder with mkdwarfs and dwarfs to compare with, options in MKDWARFS and DWARFS
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
export LC_ALL=C
die() { echo "filesystems.sh: $*" >&2; exit 1; }
. "$here/corpus.sh"
[ "$(id -u)" = 0 ] || die "mounting and dropping caches needs root"

wanted=
case "${1:-}" in
    --large) wanted=large; shift ;;
    --corpus) wanted=$(realpath "$2"); shift 2 ;;
esac
launcher=$(realpath "${1:-$repository/target/app-runner-runner}")
[ -x "$launcher" ] || die "there is no launcher $launcher"
runs=${RUNS:-3}
reads=${READS:-2000}

work=$(mktemp -d /var/tmp/app-runner-bench-XXXXXX)
server=
clean() {
    umount -l "$work/mnt" 2> /dev/null || true
    [ -z "$server" ] || kill "$server" 2> /dev/null || true
    rm -rf "$work"
}
trap clean EXIT
mkdir "$work/mnt"
"${CC:-cc}" -O2 -o "$work/readers" "$here/readers.c"

corpus=$(corpus "$wanted" "$work")

seconds() { awk -v us="$1" 'BEGIN { printf "%.1f", us / 1e6 }'; }
# timed COMMAND: prints seconds
timed() {
    local start=${EPOCHREALTIME/./}
    "$@" > "$work/log" 2>&1 || { cat "$work/log" >&2; die "failed: $*"; }
    seconds $((${EPOCHREALTIME/./} - start))
}
drop_caches() { sync; echo 3 > /proc/sys/vm/drop_caches; }

# Each way to mount: mount_WAY IMAGE; sets server when a process of ours serves it.
wait_for_mount() {
    local i
    for ((i = 0; i < 500; i++)); do
        if mountpoint -q "$work/mnt"; then return; fi
        sleep 0.01
    done
    die "nothing was mounted"
}
mount_layer() { "$launcher" fim-layer mount --foreground "$1" "$work/mnt" & server=$!; wait_for_mount; }
mount_squashfuse() { squashfuse_ll -f "$1" "$work/mnt" & server=$!; wait_for_mount; }
mount_dwarfs() { "$DWARFS_TOOLS/dwarfs" -f "$1" "$work/mnt" ${DWARFS:-} > /dev/null 2>&1 & server=$!; wait_for_mount; }
mount_kernel() { server=; mount -t squashfs -o loop,ro "$1" "$work/mnt"; }
unmount() {
    umount "$work/mnt"
    [ -z "$server" ] || wait "$server" 2> /dev/null || true
    server=
}
peak() { [ -z "$server" ] && echo - || awk '/^VmHWM:/ { printf "%.0f", $2 / 1024 }' "/proc/$server/status"; }

# best "max|min" OLD NEW
best() { [ -z "$2" ] && echo "$3" || awk -v how="$1" -v a="$2" -v b="$3" 'BEGIN { print ((how == "max") == (a + 0 > b + 0)) ? a : b }'; }

# read_figures WAY IMAGE: prints the cells of a row
read_figures() {
    local way=$1 image=$2 run key value
    declare -A f=()
    for ((run = 0; run < runs; run++)); do
        for key in "walk cold" "files cold" "data 1" "data 2" "random $reads"; do
            drop_caches
            "mount_$way" "$image"
            drop_caches
            # shellcheck disable=SC2086  # two words
            set -- $key
            value=$("$work/readers" "$1" "$work/mnt" "${2/cold/}")
            f[$key]=$(best "$([ "$1" = random ] && echo min || echo max)" "${f[$key]:-}" "$value")
            if [ "${2}" = cold ]; then
                # Warm is what has been read once, also what a driver lets the kernel keep for a second only.
                "$work/readers" files "$work/mnt" > /dev/null
                sleep 1.1
                value=$("$work/readers" "$1" "$work/mnt")
                f[$1 warm]=$(best max "${f[$1 warm]:-}" "$value")
            fi
            f[rss]=$(best max "${f[rss]:-}" "$(peak)")
            unmount
        done
    done
    printf ' %s |' "${f[walk cold]}" "${f[walk warm]}" "${f[files cold]}" "${f[files warm]}" "${f[data 1]}" "${f[data 2]}" \
        "${f[random $reads]}" "${f[rss]}"
    echo
}

row() { local title=$1 image=$2 time=$3 way=$4; printf '| %s | %s | %s |' "$title" "$(stat -c %s "$image")" "$time"; read_figures "$way" "$image"; }

echo "Corpus: $(find "$corpus" | wc -l) entries, $(du -sb --apparent-size "$corpus" | cut -f1) bytes; best of $runs"
echo
echo '| image | bytes | build s | walk/s cold | warm | files/s cold | warm | MiB/s 1 reader | 2 readers | random 4 KiB, us, mean/median | peak RSS MiB |'
echo '|---|---|---|---|---|---|---|---|---|---|---|'
for level in ${LEVELS:-7}; do
    time=$(FIM_COMPRESSION_LEVEL=$level timed "$launcher" fim-layer create "$corpus" "$work/layer")
    row "app-runner level $level" "$work/layer" "$time" layer
    rm "$work/layer"
done
for setting in ${SQUASHFS:-22/1M 15/128K}; do
    command -v mksquashfs > /dev/null || { echo "no mksquashfs: its rows are left out" >&2; break; }
    time=$(timed mksquashfs "$corpus" "$work/squashfs" -comp zstd -Xcompression-level "${setting%/*}" -b "${setting#*/}" -no-progress)
    if command -v squashfuse_ll > /dev/null; then row "squashfuse_ll $setting" "$work/squashfs" "$time" squashfuse; fi
    if grep -qw squashfs /proc/filesystems || modprobe -q squashfs; then row "kernel squashfs $setting" "$work/squashfs" "$time" kernel; fi
    rm "$work/squashfs"
done
if [ -n "${DWARFS_TOOLS:-}" ]; then
    # shellcheck disable=SC2086  # several words
    time=$(timed "$DWARFS_TOOLS/mkdwarfs" -i "$corpus" -o "$work/dwarfs" ${MKDWARFS:-})
    row "dwarfs ${MKDWARFS:-}" "$work/dwarfs" "$time" dwarfs
fi
