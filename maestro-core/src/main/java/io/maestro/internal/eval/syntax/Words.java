package io.maestro.internal.eval.syntax;

import io.maestro.error.NearMiss;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was probably meant where a word or symbol has no meaning. */
public final class Words {

    /** Of the reserved words those that mean something, and are long enough not to be like any short name. */
    private static final List<String> MEANINGFUL =
            List.of("else", "while", "for", "break", "continue", "return", "throw", "new");

    private static final Map<String, String> INSTEAD = Map.of("&", "&&", "|", "||", "++", "+= 1", "--", "-= 1");

    private Words() {}

    /**
     * Returns the reserved word that a name is like. A misspelt one is taken for the name of a variable or class.
     *
     * @param name the name
     * @return the reserved word, or empty if it is like none
     */
    public static Optional<String> like(String name) {
        return name.length() < 3 ? Optional.empty() : NearMiss.of(name, MEANINGFUL);
    }

    /** Returns what to write in place of a symbol that Java has and this language has not. */
    static Optional<String> insteadOf(String symbol) {
        return Optional.ofNullable(INSTEAD.get(symbol));
    }
}
