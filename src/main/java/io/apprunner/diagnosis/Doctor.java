// SPDX-License-Identifier: Apache-2.0
package io.apprunner.diagnosis;

import io.apprunner.diagnosis.check.Finding;
import java.util.List;

/** Looks at the host: what works, what does not, and what helps. */
public interface Doctor {
    /** What is found; what a run needs comes first. */
    List<Finding> examine();
}
