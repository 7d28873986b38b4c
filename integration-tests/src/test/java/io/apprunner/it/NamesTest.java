// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Executable;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.OwnImageTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Names and values that are not UTF-8. The shell makes and shows them, because these tests' own arguments are text; in
 * its lines {@code "$@"} is the image.
 */
class NamesTest extends OwnImageTest {
    private static final String HEX = " | od -An -v -tx1 | tr -d ' \\n'";

    @Override
    protected Path original() {
        return Images.busybox();
    }

    private String said(String script) {
        return script(image, script).output();
    }

    private static Executable script(Executable image, String script) {
        return image.behindScript("set -e -o pipefail; " + script);
    }

    @Test
    @Needs(Need.FUSE)
    void anImageInAFolderOfAnyNameWorks() {
        assertThat(said(
                        "d=$'caf\\xe9'; mkdir $d; cp \"$1\" $d/im$'\\xff'; $d/im$'\\xff' fim-exec sh -c 'echo x > /new';"
                                + " cd $d; ./im$'\\xff' fim-exec cat /new; ls -A | grep -a data" + HEX))
                .isEqualTo("x\n2e696dff2e646174610a");
    }

    @Test
    @Needs(Need.FUSE)
    void theGuestIsToldThePlaceOfItsImageByteByByte() {
        assertThat(said("d=$'caf\\xe9'; mkdir $d; cp \"$1\" $d/i; "
                        + "$d/i fim-exec sh -c 'printf %s \"${FIM_DIR_SELF##*/}\"'" + HEX))
                .isEqualTo("636166e9");
    }

    @Test
    void settingsAreStoredInAnImageOfAnyName() {
        assertThat(said("d=$'caf\\xe9\\nx'; mkdir \"$d\"; cp \"$1\" \"$d/i\"; cd \"$d\";"
                        + " ./i fim-env add A=1 > /dev/null; ./i fim-env list"))
                .isEqualTo("A=1\n");
    }

    @Test
    void valuesAreListedAsTheyAreAndEscapedInJson() {
        said("\"$@\" fim-env add $'X=a\\xff' > /dev/null");
        assertThat(said("\"$@\" fim-env list" + HEX)).isEqualTo("583d61ff0a");
        assertThat(said("\"$@\" fim-env list --json")).contains("a\\udcff");
    }

    @Test
    @Needs(Need.FUSE)
    void foldersThatVariablesNameCanHaveAnyName() {
        assertThat(said("FIM_DIR_DATA=$PWD/$'d\\xe9' \"$@\" fim-exec sh -c 'echo y > /new'; cat d*/root/new"))
                .isEqualTo("y\n");
        assertThat(said("cd $PWD; mkdir -p w$'\\xe9'; cd w$'\\xe9'; FIM_DIR_DATA=rel \"$@\" fim-exec true; ls"))
                .isEqualTo("rel\n");
        assertThat(said(
                        "HOME=$PWD/$'h\\xe9'; export HOME; mkdir -p \"$HOME\"; \"$@\" fim-exec sh -c 'printf %s \"${HOME##*/}\"'"
                                + HEX))
                .isEqualTo("68e9");
    }

    @Test
    @Needs(Need.FUSE)
    void operandsCanHaveAnyName() {
        assertThat(said("mkdir -p $'s\\xe9'; echo z > $'s\\xe9'/file; "
                        + "\"$@\" fim-layer create $'s\\xe9' $'l\\xe9' > /dev/null; "
                        + "\"$@\" fim-layer list-files $'l\\xe9' | grep -c file; "
                        + "\"$@\" fim-layer extract $'l\\xe9' $'o\\xe9' > /dev/null; cat $'o\\xe9'/file; "
                        + "FIM_LAYERS=$PWD/$'l\\xe9' \"$@\" fim-layer list" + HEX))
                .startsWith("1\nz\n")
                .contains("6ce90a");
        assertThat(said("FIM_LAYERS=$PWD/$'l\\xe9' \"$@\" fim-exec cat /file")).isEqualTo("z\n");
        assertThat(said("\"$@\" fim-layer add $'l\\xe9' > /dev/null; \"$@\" fim-exec cat /file"))
                .isEqualTo("z\n");
    }

    @Test
    void aMessageNamesTheFileAsItIs() {
        assertThat(script(image, "! \"$@\" fim-layer verify $'no\\xe9' 2>&1" + HEX)
                        .output())
                .contains("206e6fe90a");
    }
}
