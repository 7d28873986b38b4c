// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import com.dynatrace.hash4j.hashing.HashValue128;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Hashes files with several threads. */
final class ParallelHash {
    private ParallelHash() {}

    /**
     * The hash of the first {@code limit} bytes of each of these files.
     *
     * @throws AppRunnerException naming a file that cannot be read
     */
    @SuppressWarnings("IdentityHashMapUsage") // an inode is itself, not one that looks like it
    static Map<SourceInode, HashValue128> of(List<SourceInode> inodes, long limit, int threads) {
        Map<SourceInode, HashValue128> hashes = new IdentityHashMap<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<HashValue128>> results = new ArrayList<>(inodes.size());
            for (SourceInode inode : inodes) {
                results.add(pool.submit(() -> ContentHash.of(inode.path(), limit)));
            }
            for (int i = 0; i < inodes.size(); i++) {
                hashes.put(inodes.get(i), await(results.get(i), pool));
            }
        }
        return hashes;
    }

    private static HashValue128 await(Future<HashValue128> result, ExecutorService pool) {
        try {
            return result.get();
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
            throw new AppRunnerException(ErrorCode.IO, "reading the files was interrupted", "", e);
        } catch (ExecutionException e) {
            pool.shutdownNow();
            if (e.getCause() instanceof AppRunnerException failure) {
                throw failure;
            }
            throw new AppRunnerException(ErrorCode.INTERNAL, "hashing a file failed: " + e.getCause(), "", e);
        }
    }
}
