#!/usr/bin/env perl
# SPDX-License-Identifier: Apache-2.0
# Reads a mounted tree in one way and prints one number.
# Usage: readers.pl walk DIR          entries whose attributes were read, per second
#        readers.pl files DIR         files read from start to end, per second
#        readers.pl data DIR READERS  MiB per second of that many processes that share the files out
#        readers.pl random DIR COUNT  microseconds of one read of 4 KiB at a random place (mean)
# Files are opened through POSIX: perl's own open asks each of them whether it is a terminal.
use strict;
use warnings;
use POSIX ();
use Time::HiRes qw(time);

my ($mode, $root, $number) = @ARGV;
my (@files, $entries);

sub walk {
    my ($directory) = @_;
    opendir(my $handle, $directory) or die "$directory: $!\n";
    my @names = readdir($handle);
    closedir($handle);
    for my $name (@names) {
        next if $name eq '.' || $name eq '..';
        my $path = "$directory/$name";
        my @stat = lstat($path) or die "$path: $!\n";
        $entries++;
        my $type = $stat[2] & 0170000;
        if ($type == 0040000) { walk($path) }
        elsif ($type == 0100000) { push @files, [$path, $stat[7]] }
    }
}

sub slurp {
    my ($path) = @_;
    my ($bytes, $buffer) = (0);
    my $handle = POSIX::open($path, POSIX::O_RDONLY()) // die "$path: $!\n";
    while ((my $count = POSIX::read($handle, $buffer, 1 << 17) // die "$path: $!\n") > 0) { $bytes += $count }
    POSIX::close($handle);
    return $bytes;
}

my $start = time;
walk($root);
if ($mode eq 'walk') {
    printf "%.0f\n", $entries / (time - $start);
} elsif ($mode eq 'files') {
    $start = time;
    slurp($_->[0]) for @files;
    printf "%.0f\n", @files / (time - $start);
} elsif ($mode eq 'data') {
    my $total = 0;
    $total += $_->[1] for @files;
    $start = time;
    for my $reader (0 .. $number - 1) {
        next if fork;
        # The first reader gets the first share, so that readers do not wait for the same block.
        my $share = @files / $number;
        slurp($_->[0]) for @files[$reader * $share .. ($reader + 1) * $share - 1];
        exit 0;
    }
    1 while wait != -1;
    printf "%.1f\n", $total / (1 << 20) / (time - $start);
} elsif ($mode eq 'random') {
    my @large = grep { $_->[1] >= 65536 } @files;
    die "no file of 64 KiB\n" unless @large;
    srand(1);
    my ($sum, $buffer) = (0);
    for (1 .. $number) {
        my $file = $large[rand @large];
        my $handle = POSIX::open($file->[0], POSIX::O_RDONLY()) // die "$file->[0]: $!\n";
        POSIX::lseek($handle, 4096 * int(rand($file->[1] / 4096)), 0);
        my $begin = time;
        POSIX::read($handle, $buffer, 4096) // die "$file->[0]: $!\n";
        $sum += time - $begin;
        POSIX::close($handle);
    }
    printf "%.0f\n", 1e6 * $sum / $number;
} else {
    die "unknown mode\n";
}
