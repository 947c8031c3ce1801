package io.maestro.internal.eval.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A statement of the program. */
public sealed interface Statement extends Tree {

    /**
     * Statements in braces. They open no scope.
     *
     * @param statements the statements
     */
    record Block(List<Statement> statements) implements Statement {
        @Override
        public List<Tree> parts() {
            return List.copyOf(statements);
        }
    }

    /**
     * An expression; its value is that of the program if nothing follows.
     *
     * @param expression the expression
     */
    record Evaluate(Expr expression) implements Statement {
        @Override
        public List<Tree> parts() {
            return List.of(expression);
        }
    }

    /**
     * A declaration.
     *
     * @param type the class of the variables, or of their elements
     * @param array whether they are arrays
     * @param declarators the variables
     * @param at where the type stands
     */
    record Declare(String type, boolean array, List<Declarator> declarators, int at) implements Statement {
        @Override
        public List<Tree> parts() {
            return List.copyOf(declarators);
        }
    }

    /**
     * A declared variable.
     *
     * @param name its name
     * @param initial its first value
     * @param at where the name stands
     */
    record Declarator(String name, Optional<Expr> initial, int at) implements Tree {
        @Override
        public List<Tree> parts() {
            return initial.<List<Tree>>map(List::of).orElse(List.of());
        }
    }

    /**
     * An {@code if}.
     *
     * @param condition the condition
     * @param whenTrue what to do if it holds
     * @param whenFalse what to do if not
     */
    record If(Expr condition, Statement whenTrue, Optional<Statement> whenFalse) implements Statement {
        @Override
        public List<Tree> parts() {
            return whenFalse
                    .<List<Tree>>map(otherwise -> List.of(condition, whenTrue, otherwise))
                    .orElse(List.of(condition, whenTrue));
        }
    }

    /**
     * A {@code while} or {@code for}.
     *
     * @param initial what to do first: a {@link Declare} or an {@link Evaluate}
     * @param condition the condition of each pass
     * @param update what to do after each pass
     * @param body the pass
     * @param at where the loop stands
     */
    record Loop(Optional<Statement> initial, Optional<Expr> condition, Optional<Expr> update, Statement body, int at)
            implements Statement {
        @Override
        public List<Tree> parts() {
            var parts = new ArrayList<Tree>(4);
            initial.ifPresent(parts::add);
            condition.ifPresent(parts::add);
            update.ifPresent(parts::add);
            parts.add(body);
            return parts;
        }
    }

    /**
     * A {@code break}.
     *
     * @param at where it stands
     */
    record Break(int at) implements Statement {
        @Override
        public List<Tree> parts() {
            return List.of();
        }
    }

    /**
     * A {@code continue}.
     *
     * @param at where it stands
     */
    record Continue(int at) implements Statement {
        @Override
        public List<Tree> parts() {
            return List.of();
        }
    }

    /**
     * A {@code return}.
     *
     * @param value the value
     */
    record Return(Expr value) implements Statement {
        @Override
        public List<Tree> parts() {
            return List.of(value);
        }
    }

    /**
     * A {@code throw}.
     *
     * @param value the text
     * @param at where it stands
     */
    record Throw(Expr value, int at) implements Statement {
        @Override
        public List<Tree> parts() {
            return List.of(value);
        }
    }
}
