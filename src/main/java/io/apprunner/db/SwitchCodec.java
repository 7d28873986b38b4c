// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

/** On and off as one byte. */
record SwitchCodec() implements Setting.Codec<Boolean> {
    @Override
    public byte[] encode(Boolean value) {
        return new byte[] {(byte) (value ? 1 : 0)};
    }

    @Override
    public Boolean decode(byte[] bytes) {
        if (bytes.length != 1 || bytes[0] < 0 || bytes[0] > 1) {
            throw new IllegalArgumentException("it is neither on nor off");
        }
        return bytes[0] == 1;
    }
}
