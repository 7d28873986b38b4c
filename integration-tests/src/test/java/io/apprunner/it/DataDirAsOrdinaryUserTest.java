// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import io.apprunner.it.support.Account;

class DataDirAsOrdinaryUserTest extends DataDirTest {
    @Override
    protected Account account() {
        return Account.ORDINARY_USER;
    }
}
