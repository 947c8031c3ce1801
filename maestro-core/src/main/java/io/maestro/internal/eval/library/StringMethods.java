package io.maestro.internal.eval.library;

import static io.maestro.internal.eval.library.ArgType.ANY;
import static io.maestro.internal.eval.library.ArgType.INT;
import static io.maestro.internal.eval.library.ArgType.KEY;
import static io.maestro.internal.eval.library.ArgType.REGEX;
import static io.maestro.internal.eval.library.ArgType.TEXT;
import static io.maestro.internal.eval.library.Method.Form.ON_CLASS;
import static io.maestro.internal.eval.library.Method.Form.ON_EITHER;
import static io.maestro.internal.eval.library.Method.Form.ON_VALUE;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.value.Absent;
import io.maestro.internal.eval.value.Budget;
import io.maestro.internal.eval.value.Context;
import io.maestro.internal.eval.value.Kind;
import io.maestro.internal.eval.value.Texts;
import io.maestro.sel.SelErrorCategory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The methods of {@code String}. */
final class StringMethods {

    private StringMethods() {}

    static List<Method> all() {
        return List.of(
                text(
                        "STRING_ARRAY",
                        "split",
                        "the parts between what a regular expression finds; empty ones at the end are left out",
                        (c, s, a) -> Regexes.split((Pattern) a[0], (String) s, 0, c.budget()),
                        REGEX),
                text(
                        "STRING_ARRAY",
                        "split",
                        "the same, at most so many parts; with -1 empty ones at the end are kept",
                        (c, s, a) -> Regexes.split((Pattern) a[0], (String) s, (int) (long) a[1], c.budget()),
                        REGEX,
                        INT),
                text(
                        "STRING",
                        "toUpperCase",
                        "the text in capital letters",
                        (c, s, a) -> made(c, ((String) s).toUpperCase(Locale.US))),
                text(
                        "STRING",
                        "toLowerCase",
                        "the text in small letters",
                        (c, s, a) -> made(c, ((String) s).toLowerCase(Locale.US))),
                text(
                        "STRING",
                        "trim",
                        "the text without blanks at its ends",
                        (c, s, a) -> made(c, ((String) s).trim())),
                text("LONG", "length", "the number of characters", (c, s, a) -> (long) ((String) s).length()),
                text("BOOLEAN", "isEmpty", "whether there is no character", (c, s, a) -> ((String) s).isEmpty()),
                text(
                        "STRING",
                        "replaceAll",
                        "all that a regular expression finds replaced; `$1` stands for its first group",
                        (c, s, a) -> Regexes.replaceAll((Pattern) a[0], (String) s, (String) a[1], c.budget()),
                        REGEX,
                        TEXT),
                text(
                        "STRING",
                        "replace",
                        "each occurrence of the first text replaced by the second",
                        (c, s, a) -> replace(c, (String) s, (String) a[0], (String) a[1]),
                        TEXT,
                        TEXT),
                text(
                        "BOOLEAN",
                        "startsWith",
                        "whether the text begins with another",
                        (c, s, a) -> ((String) s).startsWith((String) a[0]),
                        TEXT),
                text(
                        "BOOLEAN",
                        "endsWith",
                        "whether the text ends with another",
                        (c, s, a) -> ((String) s).endsWith((String) a[0]),
                        TEXT),
                text(
                        "BOOLEAN",
                        "contains",
                        "whether another text is part of it",
                        (c, s, a) -> searched(c, (String) s).contains((String) a[0]),
                        TEXT),
                text(
                        "STRING",
                        "substring",
                        "the characters from a place on; the first is 0",
                        (c, s, a) -> substring(c, (String) s, (long) a[0], ((String) s).length()),
                        INT),
                text(
                        "STRING",
                        "substring",
                        "the characters from a place up to another, which is not included",
                        (c, s, a) -> substring(c, (String) s, (long) a[0], (long) a[1]),
                        INT,
                        INT),
                text(
                        "LONG",
                        "lastIndexOf",
                        "where another text occurs for the last time, or -1",
                        (c, s, a) -> (long) searched(c, (String) s).lastIndexOf((String) a[0]),
                        TEXT),
                text("BOOLEAN", "equals", "whether the argument is the same text", (c, s, a) -> s.equals(a[0]), ANY),
                text(
                        "LONG",
                        "compareTo",
                        "less than 0, 0, or more, as the text comes before another, is the same, or comes after",
                        (c, s, a) -> (long) ((String) s).compareTo((String) a[0]),
                        TEXT),
                Method.of(
                        Kind.STRING,
                        ON_CLASS,
                        "STRING",
                        "valueOf",
                        "the text of a value",
                        (c, s, a) -> valueOf(a[0], c.budget()),
                        ANY),
                Method.variadic(
                        Kind.STRING,
                        ON_EITHER,
                        "STRING",
                        "format",
                        "the arguments behind the first as that says, in the way of Java's formats and in American English",
                        (c, s, a) -> format(c, a),
                        ANY),
                Method.variadic(
                        Kind.STRING,
                        ON_EITHER,
                        "STRING",
                        "join",
                        "the texts behind the first, or those of an array, with the first between them",
                        (c, s, a) -> join(c, a),
                        ANY),
                Method.variadic(
                        Kind.STRING,
                        ON_EITHER,
                        "STRING",
                        "escape",
                        "the text, or the argument, with a backslash before each character that needs one in quotes",
                        StringMethods::escape,
                        ANY));
    }

    private static Method text(String returns, String name, String summary, Method.Body body, ArgType... arguments) {
        return Method.of(Kind.STRING, ON_VALUE, returns, name, summary, body, arguments);
    }

    private static String made(Context context, String text) {
        context.budget().addText(text.length());
        return text;
    }

    /** A search looks at the whole text, perhaps. */
    private static String searched(Context context, String text) {
        context.budget().spend(text.length() / 16);
        return text;
    }

    private static String substring(Context context, String text, long from, long to) {
        if (from < 0 || from > to || to > text.length()) {
            throw Fault.of(
                    SelErrorCategory.INDEX,
                    "string-index",
                    "cannot take the characters from " + from + " to " + to + " of a text of " + text.length());
        }
        return made(context, text.substring((int) from, (int) to));
    }

    private static String replace(Context context, String text, String target, String replacement) {
        long count = target.isEmpty() ? text.length() + 1L : occurrences(text, target);
        context.budget().addText(text.length() + count * (replacement.length() - (long) target.length()));
        context.budget().spend(text.length() / 16);
        return text.replace(target, replacement);
    }

    private static long occurrences(String text, String target) {
        long count = 0;
        for (int i = text.indexOf(target); i >= 0; i = text.indexOf(target, i + target.length())) {
            count++;
        }
        return count;
    }

    private static String valueOf(Object value, Budget budget) {
        var argument = Texts.argument(value, budget);
        var text = String.valueOf(argument);
        budget.addText(text.length());
        return text;
    }

    private static Object format(Context context, Object[] arguments) {
        if (arguments.length == 0) {
            throw Fault.type("method-args", "'format' needs a format");
        }
        return Formats.format(context, arguments);
    }

    private static Object join(Context context, Object[] arguments) {
        if (arguments.length == 0) {
            throw Fault.type("method-args", "'join' needs a separator");
        }
        var separator = (String) KEY.accept(arguments[0]);
        Object[] texts;
        if (arguments.length == 2 && arguments[1] instanceof String[] array) {
            texts = array;
        } else {
            texts = Arrays.stream(arguments)
                    .skip(1)
                    .map(StringMethods::textOrNull)
                    .toArray();
        }
        long length = Math.max(0, texts.length - 1L) * separator.length();
        for (var text : texts) {
            length += String.valueOf(text).length();
        }
        context.budget().addText(length);
        return String.join(separator, Arrays.stream(texts).map(String::valueOf).toList());
    }

    private static String textOrNull(Object argument) {
        var text = argument == Absent.STRING ? argument : KEY.accept(argument);
        return text instanceof String string ? string : "null";
    }

    private static Object escape(Context context, Object receiver, Object[] arguments) {
        var text = arguments.length == 0 ? receiver : arguments[0];
        if (arguments.length > 1 || !(text instanceof String string)) {
            throw Fault.type("method-args", "'escape' takes one STRING at most");
        }
        var escaped = string.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\b", "\\b")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\f", "\\f")
                .replace("\"", "\\\"");
        return made(context, escaped);
    }
}
