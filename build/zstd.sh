#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds libzstd with musl for the static executable, with threads and without dictionary builder and old formats.
# Prints the folder with lib/libzstd.a and include/.
# Usage: zstd.sh
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/env.sh"

suite=trixie
files=("$here/zstd.sh" "$here/env.sh" "$here"/../native-toolchain/debian-source.sh "$here"/../native-toolchain/debian-mirror.sh)

build() {
    local work=$1 out=$1/out
    say "building (about half a minute)"
    debian_source -x -m 1.5.7 libzstd "$suite" "$work/src" > "$work/version"
    quietly "$work/log" make -C "$work/src/lib" -j2 CC=musl-gcc CFLAGS="-O3 -ffunction-sections -fdata-sections -ffile-prefix-map=$work=." \
        ZSTD_LIB_DICTBUILDER=0 ZSTD_LIB_DEPRECATED=0 ZSTD_LEGACY_SUPPORT=0 libzstd.a-mt
    mkdir "$out/lib" "$out/include"
    cp "$work/src/lib/libzstd.a" "$out/lib/"
    cp "$work/src/lib/zstd.h" "$work/src/lib/zstd_errors.h" "$out/include/"
    cp "$work/src/LICENSE" "$work/version" "$out/"
    check
}

# The archive has threads and the assembler Huffman decoder, and a static program round-trips data with it.
check() {
    nm "$out/lib/libzstd.a" 2> /dev/null > "$work/symbols"
    grep -q ' T HUF_decompress4X1_usingDTable_internal_fast_asm_loop$' "$work/symbols" || die "the assembler decoder is missing"
    grep -q ' U pthread_create$' "$work/symbols" || die "threads are missing"
    cat > "$work/check.c" <<'C'
#include <stdlib.h>
#include <string.h>
#include <zstd.h>
#define SIZE (8 << 20)
int main(void)
{
    char *in = malloc(SIZE), *back = malloc(SIZE);
    size_t room = ZSTD_compressBound(SIZE), packed;
    void *out = malloc(room);
    ZSTD_CCtx *c = ZSTD_createCCtx();
    unsigned seed = 1;
    for (int i = 0; i < SIZE; i++)
        in[i] = "etaoin shrdlu\n"[(seed = seed * 1103515245 + 12345) >> 16 & 7];
    if (ZSTD_isError(ZSTD_CCtx_setParameter(c, ZSTD_c_nbWorkers, 2)))
        return 1;
    packed = ZSTD_compress2(c, out, room, in, SIZE);
    if (ZSTD_isError(packed) || packed > SIZE / 2)
        return 2;
    return ZSTD_decompress(back, SIZE, out, packed) != SIZE || memcmp(in, back, SIZE);
}
C
    quietly "$work/log" musl-gcc -static -O2 -I"$out/include" "$work/check.c" "$out/lib/libzstd.a" -o "$work/check"
    quietly "$work/log" "$work/check"
}

target=$(cache_dir zstd "${files[@]}")
make_once "$target" build
echo "$target"
