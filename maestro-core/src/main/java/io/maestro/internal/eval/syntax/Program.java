package io.maestro.internal.eval.syntax;

import java.util.List;

/**
 * A parsed program.
 *
 * @param imports how many imports it begins with; they mean nothing
 * @param statements its statements
 */
public record Program(int imports, List<Statement> statements) {

    /** Copies the list. */
    public Program {
        statements = List.copyOf(statements);
    }
}
