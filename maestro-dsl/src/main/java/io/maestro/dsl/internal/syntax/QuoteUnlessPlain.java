package io.maestro.dsl.internal.syntax;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/** Leaves YAML texts without quotes only where every reader of YAML, old or new, takes them for the texts that they are. */
@SuppressWarnings("serial") // a factory of ours is never written
final class QuoteUnlessPlain extends StringQuotingChecker {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][\\w./-]*( [\\w./()-]+)*");
    private static final Set<String> OTHER_VALUES = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    @Override
    public boolean needToQuoteName(String name) {
        return needToQuoteValue(name);
    }

    @Override
    public boolean needToQuoteValue(String value) {
        return !PLAIN.matcher(value).matches() || OTHER_VALUES.contains(value.toLowerCase(Locale.ROOT));
    }
}
