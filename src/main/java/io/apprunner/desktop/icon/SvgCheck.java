// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon;

import io.apprunner.desktop.icon.raster.Defect;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a file is a well-formed SVG document in UTF-8 that nothing has to be fetched or expanded for: a document type
 * may be named, but it cannot declare anything. A parser of the JDK would make the executable several MiB larger.
 */
final class SvgCheck {
    private static final int MAX_DEPTH = 256;
    private static final String NAME = "[\\p{L}_:][\\p{L}\\p{N}_:.\\-]*+";
    private static final Pattern TAG_NAME = Pattern.compile(NAME);
    private static final Pattern ATTRIBUTE = Pattern.compile("\\s++(" + NAME + ")\\s*+=\\s*+(\"[^\"<]*+\"|'[^'<]*+')");
    private static final Pattern TAG_END = Pattern.compile("\\s*+(/?)>");
    private static final Pattern CLOSING = Pattern.compile("</(" + NAME + ")\\s*+>");
    private static final Pattern DOCUMENT_TYPE =
            Pattern.compile("<!DOCTYPE\\s++svg(\\s++(\"[^\"]*+\"|'[^']*+'|PUBLIC|SYSTEM)){0,3}+\\s*+>");
    private static final Pattern REFERENCE = Pattern.compile("&(amp|lt|gt|apos|quot|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});");

    private final String text;
    private final Deque<String> open = new ArrayDeque<>();
    private int at;
    private boolean rooted;

    private SvgCheck(String text) {
        this.text = text;
    }

    static void check(byte[] file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            new SvgCheck(text.startsWith("\ufeff") ? text.substring(1) : text).check();
        } catch (CharacterCodingException e) {
            throw Defect.at(0, "an SVG document in UTF-8", "other bytes");
        }
    }

    private void check() {
        if (text.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r')) {
            throw wrong("no control characters");
        }
        while (at < text.length()) {
            if (text.charAt(at) == '<') {
                markup();
            } else {
                characters();
            }
        }
        if (!rooted || !open.isEmpty()) {
            throw wrong("an element svg that is closed");
        }
    }

    private void markup() {
        if (text.startsWith("<!--", at)) {
            skip("-->");
        } else if (text.startsWith("<?", at)) {
            skip("?>");
        } else if (text.startsWith("<![CDATA[", at) && !open.isEmpty()) {
            skip("]]>");
        } else if (text.startsWith("<!DOCTYPE", at) && !rooted) {
            take(DOCUMENT_TYPE, "a document type that declares nothing");
        } else if (text.startsWith("</", at)) {
            String name = take(CLOSING, "a closing tag").group(1);
            if (open.isEmpty() || !open.pop().equals(name)) {
                throw wrong("the end of another element than " + name);
            }
        } else {
            at++;
            element();
        }
    }

    private void element() {
        String name = take(TAG_NAME, "a name").group();
        Matcher attribute = ATTRIBUTE.matcher(text);
        Set<String> names = new HashSet<>();
        while (attribute.region(at, text.length()).lookingAt()) {
            references(attribute.group(2));
            if (!names.add(attribute.group(1))) {
                throw wrong("attribute " + attribute.group(1) + " once");
            }
            at = attribute.end();
        }
        boolean empty = !take(TAG_END, "the end of a tag").group(1).isEmpty();
        if (open.isEmpty() && (rooted || !name.substring(name.indexOf(':') + 1).equals("svg"))) {
            throw wrong("one element svg");
        }
        rooted = true;
        if (!empty) {
            open.push(name);
        }
        if (open.size() > MAX_DEPTH) {
            throw wrong("at most " + MAX_DEPTH + " elements in each other");
        }
    }

    private void characters() {
        int next = text.indexOf('<', at);
        int end = next < 0 ? text.length() : next;
        String run = text.substring(at, end);
        if (open.isEmpty() && !run.isBlank()) {
            throw wrong("nothing outside of the element svg");
        }
        references(run);
        at = end;
    }

    private void references(String run) {
        Matcher reference = REFERENCE.matcher(run);
        for (int i = run.indexOf('&'); i >= 0; i = run.indexOf('&', i + 1)) {
            if (!reference.region(i, run.length()).lookingAt()) {
                throw wrong("a reference to a character");
            }
        }
    }

    private Matcher take(Pattern pattern, String expected) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.region(at, text.length()).lookingAt()) {
            throw wrong(expected);
        }
        at = matcher.end();
        return matcher;
    }

    private void skip(String end) {
        int found = text.indexOf(end, at);
        if (found < 0) {
            throw wrong(end);
        }
        at = found + end.length();
    }

    private RuntimeException wrong(String expected) {
        return Defect.at(at, "an SVG document with " + expected, "something else");
    }
}
