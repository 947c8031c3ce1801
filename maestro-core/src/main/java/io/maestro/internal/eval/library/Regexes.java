package io.maestro.internal.eval.library;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.value.Budget;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions that cannot run away: each character that one looks at is an operation. */
final class Regexes {

    private Regexes() {}

    static Pattern compile(String regex) {
        return guarded(() -> {
            try {
                return Pattern.compile(regex);
            } catch (PatternSyntaxException e) {
                throw Fault.other("bad-regex", "'" + regex + "' is no regular expression: " + e.getDescription());
            }
        });
    }

    static String[] split(Pattern pattern, String text, int limit, Budget budget) {
        budget.addText(text.length());
        return guarded(() -> {
            var parts = pattern.split(new CountedText(text, budget), limit);
            budget.addObjects(parts.length);
            return parts;
        });
    }

    static String replaceAll(Pattern pattern, String text, String replacement, Budget budget) {
        return guarded(() -> {
            var matcher = pattern.matcher(new CountedText(text, budget));
            var out = new StringBuilder();
            try {
                while (matcher.find()) {
                    int from = out.length();
                    matcher.appendReplacement(out, replacement);
                    budget.extendText(out.length() - (long) from, 0);
                }
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw Fault.other("bad-regex-group", "'" + replacement + "' is no replacement: " + e.getMessage());
            }
            matcher.appendTail(out);
            budget.addText(out.length());
            return out.toString();
        });
    }

    /** The matcher recurses over the text; how deep it may is up to the stack alone. */
    private static <T> T guarded(Supplier<T> action) {
        try {
            return action.get();
        } catch (StackOverflowError e) {
            throw Fault.limit("regex-limit", "the regular expression needs too much memory on this text");
        }
    }

    /** A text that counts how often it is looked at. */
    private record CountedText(String text, Budget budget) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            budget.spend(1);
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
