// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

/** Namespaces that a guest can have of its own, beside the mount namespace. */
public enum Namespace {
    USER("--unshare-user-try"),
    PID("--unshare-pid"),
    IPC("--unshare-ipc"),
    NET("--unshare-net"),
    UTS("--unshare-uts"),
    CGROUP("--unshare-cgroup-try");

    private final String option;

    Namespace(String option) {
        this.option = option;
    }

    String option() {
        return option;
    }
}
