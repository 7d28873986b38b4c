// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.fuse.AttributeChange;
import io.apprunner.fuse.FuseReply;
import io.apprunner.fuse.Replies;
import io.apprunner.posix.Constants;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UnionCopyTest extends UnionCase {
    private static final int SPARSE = 64 << 20;

    @Override
    protected Path[] trees() throws IOException {
        Path[] trees = super.trees();
        try (RandomAccessFile file =
                new RandomAccessFile(trees[0].resolve("sparse").toFile(), "rw")) {
            file.setLength(SPARSE);
            file.seek(SPARSE / 2);
            file.write('x');
        }
        Files.createLink(trees[0].resolve("dir/second"), trees[0].resolve("other"));
        Files.createSymbolicLink(trees[0].resolve("link"), Path.of("file"));
        Files.setLastModifiedTime(trees[0].resolve("dir"), FileTime.fromMillis(1_000_000_000_000L));
        Files.setLastModifiedTime(trees[0].resolve("dir/file"), FileTime.fromMillis(999_999_999_000L));
        return trees;
    }

    @Test
    void aWriteChangesNothingButItsBytes() {
        long node = union().node("file");
        long number = union().attributes(node).number();
        union().write(node, 2, new byte[] {'W'});
        assertThat(union().read("file")).isEqualTo("loWer");
        assertThat(union().node("file")).isEqualTo(node);
        assertThat(union().attributes(node).number()).isEqualTo(number);
        assertThat(union().upper().resolve("file")).hasContent("loWer");
        union().restart();
        assertThat(union().read("file")).isEqualTo("loWer");
    }

    @Test
    void truncatingWithoutAWriteStays() {
        union().truncate("file", 0);
        assertThat(union().attributes("file").size()).isZero();
        union().truncate("other", 3);
        assertThat(union().read("other")).isEqualTo("oth");
        union().truncate("other", 4);
        assertThat(union().read("other")).isEqualTo("oth\0");
        union().restart();
        assertThat(union().attributes("file").size()).isZero();
    }

    @Test
    void theTimesOfADirectoryStayWhenSomethingInItIsCopied() {
        long before = union().attributes("dir").seconds();
        assertThat(before).isEqualTo(1_000_000_000);
        union().setMode("dir/file", 0600);
        assertThat(union().attributes("dir").seconds()).isEqualTo(before);
        assertThat(union().attributes("dir/file").seconds()).isEqualTo(999_999_999);
        union().put("dir/new", "x");
        assertThat(union().attributes("dir").seconds()).isGreaterThan(before);
    }

    @Test
    void changingADirectoryCopiesNothingInIt() {
        union().setMode("dir", 0700);
        assertThat(union().attributes("dir").mode()).isEqualTo(Constants.S_IFDIR | 0700);
        assertThat(union().upper().resolve("dir")).isEmptyDirectory();
        assertThat(union().list("dir")).containsExactlyInAnyOrder("file", "sub", "second");
    }

    @Test
    void askingForNoChangeCopiesNothing() {
        AttributeChange nothing = new AttributeChange(0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(union().change(union().node("file"), nothing).size()).isEqualTo(5);
        union().change(union().node("dir"), nothing);
        assertThat(union().upper()).isEmptyDirectory();
    }

    @Test
    void holesAreNotFilled() throws IOException {
        union().write(union().node("sparse"), 1, new byte[] {'y'});
        Path copy = union().upper().resolve("sparse");
        assertThat(Files.size(copy)).isEqualTo(SPARSE);
        assertThat(union().attributes("sparse").blocks()).isLessThan(1000);
        assertThat(union().read(union().node("sparse"), SPARSE / 2, 1)).containsExactly('x');
    }

    @Test
    void dataAndHolesAreFoundBeforeAndAfterACopy() {
        for (int round = 0; round < 2; round++) {
            assertThat(union().seekData("sparse", 1 << 20)).isBetween((long) SPARSE / 2 - (1 << 20), (long) SPARSE / 2);
            assertThat(errno(() -> union().seekData("sparse", SPARSE))).isEqualTo(Constants.ENXIO);
            union().setMode("sparse", 0600);
        }
    }

    @Test
    void allNamesOfAFileShowWhatWasWrittenByOne() {
        long node = union().node("other");
        assertThat(union().node("dir/second")).isEqualTo(node);
        union().write("other", "OTHER");
        assertThat(union().read("dir/second")).isEqualTo("OTHER");
        assertThat(union().attributes("dir/second").links()).isEqualTo(2);
        assertThat(union().node("dir/second")).isEqualTo(node);
        union().restart();
        assertThat(union().read("dir/second")).isEqualTo("OTHER");
        assertThat(union().node("dir/second")).isEqualTo(union().node("other"));
    }

    @Test
    void aNameThatIsGoneIsNotCopiedAndNotCounted() {
        union().unlink("other");
        assertThat(union().attributes("dir/second").links()).isEqualTo(1);
        union().write("dir/second", "X");
        assertThat(union().exists("other")).isFalse();
        assertThat(union().attributes("dir/second").links()).isEqualTo(1);
        assertThat(union().read("dir/second")).isEqualTo("Xther");
    }

    @Test
    void aLinkToAFileOfALayerIsTheSameFile() {
        union().link("file", "dir/new");
        assertThat(union().attributes("file").links()).isEqualTo(2);
        assertThat(union().node("dir/new")).isEqualTo(union().node("file"));
        union().write("dir/new", "L");
        assertThat(union().read("file")).isEqualTo("Lower");
        assertThat(errno(() -> union().link("file", "other"))).isEqualTo(Constants.EEXIST);
        assertThat(errno(() -> union().link("dir", "x"))).isEqualTo(Constants.EPERM);
    }

    @Test
    void aSymbolicLinkKeepsItsTarget() {
        union().setTimes("link", 5, 6);
        assertThat(union().readLink("link")).isEqualTo("file");
        assertThat(union().attributes("link").seconds()).isEqualTo(6);
        union().rename("link", "moved");
        assertThat(union().readLink("moved")).isEqualTo("file");
    }

    @Test
    void manyWhoWriteAtOnceMakeOneCopy() throws InterruptedException {
        long node = union().node("file");
        AtomicInteger failures = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            byte[] letter = {(byte) ('a' + i)};
            int at = 5 + i;
            Thread.ofPlatform().start(() -> {
                try {
                    union().write(node, at, letter);
                } catch (RuntimeException e) {
                    failures.incrementAndGet();
                }
                done.countDown();
            });
        }
        done.await();
        assertThat(failures).hasValue(0);
        assertThat(union().read("file")).isEqualTo("lowerabcdefghijklmnopqrst");
    }

    @Test
    void bytesAreCopiedBetweenFilesOfAllBranches() {
        union().put("new", "");
        for (String source : new String[] {"file", "other"}) {
            FuseReply reply = Replies.open();
            assertThat(union().files().copy(union().node(source), 1, union().node("new"), 2, 3, reply))
                    .isZero();
            assertThat(Replies.number(reply)).isEqualTo(3);
            union().setMode("other", 0600);
        }
        assertThat(union().read("new")).isEqualTo("\0\0the");
    }

    @Test
    void roomIsMadeAndHolesArePunched() {
        long node = union().node("file");
        int keepSizeAndPunch = 3;
        assertThat(union().files().allocate(node, keepSizeAndPunch, 0, 3)).isZero();
        assertThat(union().read("file")).isEqualTo("\0\0\0er");
        assertThat(union().files().allocate(node, 0, 0, 8)).isZero();
        assertThat(union().attributes(node).size()).isEqualTo(8);
    }

    @Test
    void theKernelsTimeOfTheLastChangeOutlivesAWrite() {
        union().setTimes("file", 10, 20);
        union().write("file", "x");
        assertThat(union().attributes("file").seconds()).isEqualTo(20);
    }

    @Test
    void aFileWithoutANameGetsOneByALink() {
        long node = union().makeNameless("dir");
        union().write(node, 0, new byte[] {'n'});
        assertThat(union().attributes(node).links()).isZero();
        union().link(node, "dir/named");
        assertThat(union().read("dir/named")).isEqualTo("n");
        assertThat(union().node("dir/named")).isEqualTo(node);
        assertThat(union().attributes(node).links()).isEqualTo(1);
    }
}
