package io.maestro.internal.eval.params;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * A text with references to params: {@code $name} or {@code ${name}}, and {@code $$} for a dollar sign (spec: definitions,
 * section 3.7). Immutable; parse once, render often.
 *
 * @param text the text as it was written
 * @param segments its parts, in their order
 */
public record Interpolation(String text, List<Segment> segments) {

    /** Copies the list. */
    public Interpolation {
        requireNonNull(text, "text");
        segments = List.copyOf(segments);
    }

    /** A part of a text. */
    public sealed interface Segment {}

    /**
     * Text that stays as it is.
     *
     * @param text the text
     */
    public record Plain(String text) implements Segment {}

    /**
     * A reference to a param.
     *
     * @param name its name
     */
    public record Reference(String name) implements Segment {}

    /**
     * Parses a text. Every text is one: a dollar sign that starts no reference stands for itself.
     *
     * @param text the text
     * @return the parsed text
     */
    public static Interpolation parse(String text) {
        return text.indexOf('$') < 0
                ? new Interpolation(text, List.of(new Plain(text)))
                : new Interpolation(text, new Scanner(text).segments());
    }

    /**
     * Puts the texts of params in. They are not looked through for references again.
     *
     * @param texts the text of a param by its name
     * @param made is told the length of each part before it is added, so that it can stop a text that grows too long
     * @return the text
     */
    public String render(Function<String, String> texts, IntConsumer made) {
        var out = new StringBuilder();
        for (var segment : segments) {
            var part = switch (segment) {
                case Plain(var plain) -> plain;
                case Reference(var name) -> texts.apply(name);
            };
            made.accept(part.length());
            out.append(part);
        }
        return out.toString();
    }

    /** Returns the text as it was written. */
    @Override
    public String toString() {
        return text;
    }

    /** Reads a text once, from left to right. */
    private static final class Scanner {
        private final String text;
        private final List<Segment> segments = new ArrayList<>();
        private final StringBuilder plain = new StringBuilder();
        private int at;

        Scanner(String text) {
            this.text = text;
        }

        List<Segment> segments() {
            while (at < text.length()) {
                if (text.charAt(at) == '$') {
                    dollar();
                } else {
                    plain.append(text.charAt(at++));
                }
            }
            endPlain();
            return segments;
        }

        /** Reads a pair of dollar signs, a reference, or a dollar sign that stands for itself. */
        private void dollar() {
            if (text.startsWith("$", at + 1)) {
                plain.append('$');
                at += 2;
                return;
            }
            boolean braced = text.startsWith("{", at + 1);
            int start = at + (braced ? 2 : 1);
            int end = endOfName(start, braced ? "-_./" : "_");
            if (end == start || (braced && !text.startsWith("}", end))) {
                plain.append('$');
                at++;
                return;
            }
            endPlain();
            segments.add(new Reference(text.substring(start, end)));
            at = end + (braced ? 1 : 0);
        }

        private int endOfName(int start, String extra) {
            int end = start;
            if (end < text.length() && isLetter(text.charAt(end))) {
                while (end < text.length() && isPartOfName(text.charAt(end), extra)) {
                    end++;
                }
            }
            return end;
        }

        private static boolean isPartOfName(char c, String extra) {
            return isLetter(c) || (c >= '0' && c <= '9') || extra.indexOf(c) >= 0;
        }

        private static boolean isLetter(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        }

        private void endPlain() {
            if (!plain.isEmpty()) {
                segments.add(new Plain(plain.toString()));
                plain.setLength(0);
            }
        }
    }
}
