package io.maestro.dsl.internal.syntax;

import io.maestro.error.JsonPointer;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.error.TextPosition;
import java.util.Locale;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Says in our words what a parser has to complain about. */
final class SyntaxProblems {

    private static final TextPosition START = new TextPosition(1, 1);

    private static final Pattern ASIDE = Pattern.compile(" \\((code \\d+\\)|start marker at .*)|\\.$");

    private SyntaxProblems() {}

    static Problem of(JacksonException e) {
        if (e.getCause() instanceof MarkedYamlEngineException yaml && yaml.getProblem() != null) {
            var position = yaml.getProblemMark()
                    .map(mark -> new TextPosition(mark.getLine() + 1, mark.getColumn() + 1))
                    .orElse(START);
            return problem(yaml.getProblem(), position);
        }
        return problem(e.getOriginalMessage(), position(e.getLocation()));
    }

    static Problem problem(String message, TextPosition position) {
        return Problem.of(ProblemCode.SYNTAX, JsonPointer.ROOT, phrase(message)).at(position);
    }

    static TextPosition position(TokenStreamLocation location) {
        return location.getLineNr() < 1 || location.getColumnNr() < 1
                ? START
                : new TextPosition(location.getLineNr(), location.getColumnNr());
    }

    /** A parser's message may have many lines, asides about the parser itself, a capital at its start and a full stop. */
    private static String phrase(String message) {
        var line = message.lines().findFirst().orElse("it cannot be read");
        var plain = ASIDE.matcher(line).replaceAll("").strip();
        return plain.substring(0, 1).toLowerCase(Locale.ROOT) + plain.substring(1);
    }
}
