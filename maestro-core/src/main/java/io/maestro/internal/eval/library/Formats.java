package io.maestro.internal.eval.library;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.time.FixedZone;
import io.maestro.internal.eval.value.Context;
import io.maestro.internal.eval.value.Texts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.IllegalFormatException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code String.format}, always with American English. Each specifier is formatted on its own, so that one with an absurd
 * width is refused before it is padded, and so that a date takes its zone from the evaluation and not from the machine.
 */
final class Formats {

    private static final Pattern SPECIFIER = Pattern.compile(
            "%(?<index>\\d+\\$|<)?(?<rest>[-#+ 0,(]*(?<width>\\d+)?(?<precision>\\.\\d+)?(?<date>[tT])?[a-zA-Z%])");

    private final Context context;
    private final Object[] arguments;
    private final StringBuilder out = new StringBuilder();
    private int ordinary;
    private int last = -1;

    private Formats(Context context, Object[] arguments) {
        this.context = context;
        this.arguments = arguments;
    }

    /** Formats; the first of the arguments is the format. */
    static String format(Context context, Object[] arguments) {
        try {
            return new Formats(context, arguments).format((String) ArgType.KEY.accept(arguments[0]));
        } catch (IllegalFormatException | ArithmeticException e) {
            throw Fault.other("bad-format", "cannot format with '" + arguments[0] + "': " + e.getMessage());
        }
    }

    private String format(String format) {
        var matcher = SPECIFIER.matcher(format);
        int position = 0;
        while (position < format.length()) {
            int percent = format.indexOf('%', position);
            int literalEnd = percent < 0 ? format.length() : percent;
            out.append(format, position, literalEnd);
            position = literalEnd;
            if (percent >= 0) {
                if (!matcher.find(percent) || matcher.start() != percent) {
                    throw Fault.other("bad-format", "'%' in '" + format + "' begins no format specifier");
                }
                long columns = digits(matcher.group("width")) + digits(matcher.group("precision"));
                context.budget().spend(columns);
                specifier(matcher.group("index"), matcher.group("rest"));
                position = matcher.end();
            }
        }
        context.budget().addText(out.length());
        return out.toString();
    }

    /** Refuses a number of columns that alone would use up the memory. */
    private long digits(@Nullable String digits) {
        if (digits == null) {
            return 0;
        }
        var number = digits.startsWith(".") ? digits.substring(1) : digits;
        if (number.length() > 9) {
            throw Fault.other("bad-format", "a width or precision of " + number + " is too large");
        }
        long count = Long.parseLong(number);
        context.budget().addText(count);
        return count;
    }

    private void specifier(@Nullable String index, String rest) {
        var specifier = "%" + rest;
        if (rest.equals("n")) {
            out.append('\n');
        } else if (rest.endsWith("%") || rest.endsWith("n")) {
            out.append(String.format(Locale.US, specifier));
        } else {
            boolean date = rest.length() > 1 && "tT".indexOf(rest.charAt(rest.length() - 2)) >= 0;
            var argument = argument(index, rest);
            out.append(String.format(
                    Locale.US, specifier, date && argument instanceof Long millis ? zoned(millis) : argument));
        }
    }

    private ZonedDateTime zoned(long millis) {
        var zone = context.zone().equals(FixedZone.UTC)
                ? ZoneOffset.UTC
                : ZoneOffset.ofTotalSeconds(context.zone().offsetAt(millis) / 1000);
        return Instant.ofEpochMilli(millis).atZone(zone);
    }

    private @Nullable Object argument(@Nullable String index, String rest) {
        if (index == null) {
            last = ordinary++;
        } else if (!index.equals("<")) {
            last = (int) Math.min(Numbers.parseLong(index.substring(0, index.length() - 1)) - 1, Integer.MAX_VALUE - 1);
        }
        if (last < 0 || last + 1 >= arguments.length) {
            throw Fault.other("bad-format", "there is no argument for '%" + rest + "'");
        }
        return Texts.argument(arguments[last + 1], context.budget());
    }
}
