package io.maestro.internal.eval.syntax;

import java.util.List;
import java.util.function.Consumer;

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

    /**
     * Visits all parts of the program.
     *
     * @param visitor is given each part before those that it is made of, in the order of the text
     */
    public void walk(Consumer<Tree> visitor) {
        statements.forEach(statement -> statement.walk(visitor));
    }
}
