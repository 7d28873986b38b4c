#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures what a start costs, beside the floors of the same machine in the same run, and prints tables in Markdown.
# Usage: start.sh [image [launcher]]     (as root it measures root and the user app-runner-test, else only you)
# Environment: RUNS  samples of each case (default 20)
#              BWRAP a bubblewrap to compare with (default: the bundled one)
# shellcheck disable=SC2016  # backquotes of Markdown; scripts that another shell expands
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
image=$(realpath "${1:-$repository/app-runner}")
launcher=$(realpath "${2:-$repository/target/app-runner-runner}")
runs=${RUNS:-20}
bwrap=${BWRAP:-$(bash "$repository/build/helper-tools.sh")/bin/bwrap}
archive=$(bash "$repository/build/debian-root.sh")/root.tar
export LC_ALL=C

work=$(mktemp -d /var/tmp/app-runner-bench-XXXXXX)
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir "$work/root" "$work/bin"
tar -xpf "$archive" -C "$work/root" 2> /dev/null || true       # only root can keep the owners
ln "$image" "$work/bin/image" 2> /dev/null || cp "$image" "$work/bin/image"
install "$bwrap" "$work/bin/bwrap"
squashfuse=$(command -v squashfuse_ll || true)
if [ -n "$squashfuse" ] && command -v mksquashfs > /dev/null; then
    mksquashfs "$work/root" "$work/root.squashfs" -comp zstd -b 128K -no-progress > /dev/null 2>&1
    chmod 644 "$work/root.squashfs"
else
    squashfuse=
fi

guest=(--dev /dev --proc /proc --unshare-pid --unshare-ipc --unshare-net --die-with-parent -- /bin/true)

# The cases. The array "as" is empty, or what makes another user run them: the same words for all of them.
case_true() { "${as[@]}" /bin/true; }
case_bwrap() { "${as[@]}" "$work/bin/bwrap" --bind "$work/root" / "${guest[@]}"; }
case_squashfuse() {
    "${as[@]}" sh -c '"$1" "$2" "$3" > /dev/null 2>&1 && shift 3 && "$@"; status=$?; fusermount3 -u "$0"; exit $status' \
        "$mount" "$squashfuse" "$work/root.squashfs" "$mount" "$work/bin/bwrap" --bind "$mount" / "${guest[@]}"
}
# Our driver in place of squashfuse_ll; it mounts as root only.
case_layer() {
    "$launcher" fim-layer mount "$work/root.layer" "$mount" && "$work/bin/bwrap" --bind "$mount" / "${guest[@]}"
    umount "$mount"
}
case_exec() { "${as[@]}" "$work/bin/image" fim-exec /bin/true; }
case_version() { "${as[@]}" "$work/bin/image" fim-version short > /dev/null; }

milliseconds() { awk -v us="$1" 'BEGIN { printf "%.1f", us / 1000 }'; }
median() { sort -n | awk '{ v[NR] = $1 } END { print int((v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2) }'; }

# measure: sets medians[case] in microseconds for the array "measured" of cases, which take turns
measure() {
    local name start i
    declare -gA medians=()
    for ((i = 0; i <= runs; i++)); do
        for name in "${measured[@]}"; do
            start=${EPOCHREALTIME/./}
            "case_$name"
            [ "$i" = 0 ] || echo $((${EPOCHREALTIME/./} - start)) >> "$work/samples-$name"      # run 0 warms up
        done
    done
    for name in "${measured[@]}"; do
        medians[$name]=$(median < "$work/samples-$name")
        rm "$work/samples-$name"
    done
}

# footprint: prints processes, threads and kilobytes of a container whose guest sleeps
footprint() {
    local pid pids threads=0 pss=0
    "${as[@]}" "$work/bin/image" fim-exec sleep 1000 &
    sleep 2
    pids=$(grep -lsaF "FIM_BIN_SELF=$work/bin/image" /proc/[0-9]*/environ | cut -d/ -f3 || true)
    for pid in $pids; do
        threads=$((threads + $(awk '/^Threads:/ { print $2 }' "/proc/$pid/status")))
        pss=$((pss + $(awk '/^Pss:/ { print $2 }' "/proc/$pid/smaps_rollup" 2> /dev/null || echo 0)))
    done
    echo "$(wc -w <<< "$pids") $threads $pss"
    kill -9 $!
    wait $! 2> /dev/null || true
}

"$launcher" fim-layer create "$work/root" "$work/root.layer" > /dev/null
chmod 644 "$work/root.layer"

cases=(true bwrap)
[ -z "$squashfuse" ] || cases+=(squashfuse)
cases+=(exec version)
declare -A titles=(
    [true]='`/bin/true`' [bwrap]='plain `bwrap` on the extracted root, `/bin/true`'
    [squashfuse]='squashfuse_ll + `bwrap` + unmount' [layer]='`fim-layer mount` + `bwrap` + unmount'
   [exec]='`fim-exec /bin/true`' [version]='`fim-version short`')

accounts=(you)
[ "$(id -u)" != 0 ] || accounts=(root user)
declare -A cells=() prints=()
for account in "${accounts[@]}"; do
    as=()
    data=$work/data-$account
    mount=$work/mnt-$account
    mkdir "$data" "$mount"
    if [ "$account" = user ]; then
        as=(setpriv --reuid app-runner-test --regid app-runner-test --clear-groups)
        chown app-runner-test: "$data" "$mount"
    fi
    chmod 700 "$data"
    measured=("${cases[@]}")
    [ "$account" = user ] || [ "$(id -u)" != 0 ] || measured+=(layer)
    export FIM_DIR_DATA=$data XDG_RUNTIME_DIR=$data HOME=$work
    measure
    for name in "${measured[@]}"; do cells[$account-$name]=$(milliseconds "${medians[$name]}"); done
    cells[$account-guest]=$(milliseconds $((medians[exec] - medians[bwrap])))
    cells[$account-start]=$(milliseconds $((medians[version] - medians[true])))
    prints[$account]=$(footprint)
done

row() { printf '| %s |' "$1"; shift; printf ' %s |' "$@"; echo; }
values() { for account in "${accounts[@]}"; do echo "${cells[$account-$1]:--}"; done; }
field() { for account in "${accounts[@]}"; do cut -d' ' -f"$1" <<< "${prints[$account]}"; done; }

echo "Start to end, ms (median of $runs, cases interleaved)"
echo
row "case" "${accounts[@]}"
row "---" "${accounts[@]//*/---}"
# shellcheck disable=SC2046  # numbers
{
    for name in "${cases[@]}" layer; do row "${titles[$name]}" $(values "$name"); done
    row '`fim-exec` minus `bwrap`' $(values guest)
    row '`fim-version` minus `/bin/true`' $(values start)
    row 'processes while a guest sleeps' $(field 1)
    row 'threads' $(field 2)
    row 'PSS, KiB' $(field 3)
}
echo
row "file" "bytes"
row "---" "---"
row "image" "$(stat -c %s "$image")"
row "launcher" "$(stat -c %s "$launcher")"
