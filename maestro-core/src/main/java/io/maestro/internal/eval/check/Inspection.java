package io.maestro.internal.eval.check;

import static java.util.Objects.requireNonNull;

import io.maestro.internal.eval.Expression;
import io.maestro.internal.eval.syntax.Parser;
import io.maestro.internal.eval.syntax.Source;
import io.maestro.sel.EvalLimits;
import io.maestro.sel.SelErrorCategory;
import io.maestro.sel.SelLimitException;
import io.maestro.sel.SelProblem;
import java.util.List;
import java.util.Optional;

/** What an expression names, and what is wrong with it whatever its inputs are. Immutable. */
public final class Inspection {

    private final Expression expression;
    private final Source source;
    private final List<Mention> references;
    private final List<Ask> asks;
    private final List<Finding> findings;
    private final boolean worldly;

    private Inspection(Expression expression, Source source, Inspector inspector) {
        this.expression = expression;
        this.source = source;
        this.references = inspector.mentions().stream()
                .filter(mention -> expression.references().contains(mention.name()))
                .toList();
        this.asks = List.copyOf(inspector.asks());
        this.findings = List.copyOf(inspector.findings());
        this.worldly = inspector.asksTheWorld();
    }

    /**
     * A name that the expression reads from outside.
     *
     * @param name the name
     * @param at where it stands first
     */
    public record Mention(String name, int at) {
        /** Checks that the name is there. */
        public Mention {
            requireNonNull(name, "name");
        }
    }

    /**
     * A call of a function of {@code params} with nothing but texts that are written down.
     *
     * @param function the name of the function
     * @param arguments the texts
     * @param at where the name stands
     */
    public record Ask(String function, List<String> arguments, int at) {
        /** Copies the list. */
        public Ask {
            requireNonNull(function, "function");
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A class, method or field that does not exist.
     *
     * @param problem what is wrong, and where
     * @param isCertain whether every evaluation comes there and fails
     */
    public record Finding(SelProblem problem, boolean isCertain) {
        /** Checks that the problem is there. */
        public Finding {
            requireNonNull(problem, "problem");
        }
    }

    /**
     * Inspects an expression.
     *
     * @param text the expression
     * @param limits what it may use
     * @return what can be told of it
     * @throws io.maestro.sel.SelSyntaxException if the text is no expression
     * @throws io.maestro.sel.SelLimitException if it is too long or nested too deeply
     */
    public static Inspection of(String text, EvalLimits limits) {
        var expression = Expression.compile(text, limits);
        var source = Source.of(text);
        try {
            return new Inspection(expression, source, new Inspector(source, Parser.parse(source, limits)));
        } catch (StackOverflowError e) {
            // To look through an expression may take more room than to compile it.
            var message = "nested too deeply for the stack of this thread";
            throw new SelLimitException(source.problem(SelErrorCategory.LIMIT, "nesting-limit", message, 0));
        }
    }

    /**
     * Returns the names that the expression reads from outside; {@code params} is among them if it is used.
     *
     * @return the names, in the order of the text
     */
    public List<Mention> references() {
        return references;
    }

    /**
     * Returns the questions to the host that are known before.
     *
     * @return the calls, in the order of the text
     */
    public List<Ask> asks() {
        return asks;
    }

    /**
     * Returns what does not exist of what the expression names.
     *
     * @return the findings, in the order of the text
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * Tells what every evaluation comes to, if the expression depends on nothing.
     *
     * @return the outcome, or empty if it may differ, or takes long to find out
     */
    public Optional<Constant> constant() {
        return Constant.of(expression);
    }

    /**
     * Tells whether the expression may come to something else although its inputs are the same: because it asks for the time, for
     * chance, or a function of {@code params}.
     *
     * @return false if only its inputs decide
     */
    public boolean asksTheWorld() {
        return worldly;
    }

    /**
     * Describes the error that a reference is of no use.
     *
     * @param reference the reference
     * @param message what was found and what was expected
     * @param suggestion the name that was probably meant; if it is empty, a class or constant of the language may be
     * @return the problem
     */
    public SelProblem problem(Mention reference, String message, Optional<String> suggestion) {
        return suggestion.isPresent()
                ? problem(reference.at(), message, suggestion)
                : expression.unknown(reference.name(), message, List.of());
    }

    /**
     * Describes the error that a question is of no use.
     *
     * @param question the question
     * @param message what was found and what was expected
     * @param suggestion the name that was probably meant
     * @return the problem
     */
    public SelProblem problem(Ask question, String message, Optional<String> suggestion) {
        return problem(question.at(), message, suggestion);
    }

    private SelProblem problem(int at, String message, Optional<String> suggestion) {
        return source.problem(SelErrorCategory.UNKNOWN, "variable", message, at, suggestion);
    }
}
