// SPDX-License-Identifier: Apache-2.0
package io.apprunner.diagnosis.check;

import io.apprunner.bwrap.host.HiddenProc;
import io.apprunner.bwrap.host.HostFiles;
import io.apprunner.bwrap.host.MountTable;
import java.util.List;

/**
 * Whether /proc is whole. Where parts of it are covered, the kernel lets nobody but the machine's root mount another
 * one, and every instance has its own.
 *
 * @param root whether root runs us
 */
public record ProcCheck(HostFiles host, boolean root) implements HostCheck {
    @Override
    public Finding run() {
        List<String> hidden = HiddenProc.in(MountTable.of(host));
        if (hidden.isEmpty()) {
            return Finding.works("proc", "/proc is whole");
        }
        String sentence = "/proc has parts covered (" + hidden.getFirst() + " and others)";
        return root
                ? Finding.weaker("proc", sentence, HiddenProc.REMEDY)
                : Finding.fails("proc", sentence, HiddenProc.REMEDY);
    }
}
