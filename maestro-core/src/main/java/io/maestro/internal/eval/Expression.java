package io.maestro.internal.eval;

import static java.util.Objects.requireNonNull;

import io.maestro.error.NearMiss;
import io.maestro.internal.eval.compile.CompiledProgram;
import io.maestro.internal.eval.library.Library;
import io.maestro.internal.eval.port.EvalResult;
import io.maestro.internal.eval.syntax.Parser;
import io.maestro.internal.eval.syntax.References;
import io.maestro.internal.eval.syntax.Source;
import io.maestro.internal.eval.value.Budget;
import io.maestro.internal.eval.value.Context;
import io.maestro.param.ParamValue;
import io.maestro.sel.EvalLimits;
import io.maestro.sel.SelErrorCategory;
import io.maestro.sel.SelLimitException;
import io.maestro.sel.SelProblem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** A compiled expression. Immutable and safe for many threads; compile once, evaluate often. */
public final class Expression {

    private static final List<String> CONSTANTS = List.of("true", "false", "null");

    private final String text;
    private final Source source;
    private final EvalLimits limits;
    private final SortedMap<String, Integer> references;
    private final CompiledProgram program;

    private Expression(
            String text,
            Source source,
            EvalLimits limits,
            SortedMap<String, Integer> references,
            CompiledProgram program) {
        this.text = text;
        this.source = source;
        this.limits = limits;
        this.references = references;
        this.program = program;
    }

    /**
     * Compiles a text.
     *
     * @param text the expression, as it stands in a param
     * @param limits what the text and each evaluation may use
     * @return the expression
     * @throws io.maestro.sel.SelSyntaxException if the text is no expression
     * @throws SelLimitException if it is too long or nested too deeply
     */
    public static Expression compile(String text, EvalLimits limits) {
        requireNonNull(limits, "limits");
        var source = Source.of(text);
        if (source.length() >= limits.sourceLength()) {
            var message = "an expression of " + source.length() + " characters is too long; the limit is "
                    + limits.sourceLength();
            throw new SelLimitException(source.problem(SelErrorCategory.LIMIT, "length-limit", message, 0));
        }
        try {
            return compile(text, source, limits);
        } catch (StackOverflowError e) {
            // The limit on nesting leaves a thread of the usual size enough room; a smaller one, or a larger limit, may
            // not. That is a last resort: what exhausts the stack can leave classes behind that were just initialised.
            var message = "nested too deeply for the stack of this thread";
            throw new SelLimitException(source.problem(SelErrorCategory.LIMIT, "nesting-limit", message, 0));
        }
    }

    private static Expression compile(String text, Source source, EvalLimits limits) {
        var program = Parser.parse(source, limits);
        var references = References.of(program, Library.presetNames());
        var folding = new Budget(limits, NoAmbient.INSTANCE);
        return new Expression(text, source, limits, references, CompiledProgram.of(source, program, folding));
    }

    /**
     * Returns the text that was compiled.
     *
     * @return the text
     */
    public String text() {
        return text;
    }

    /**
     * Returns the names that the expression reads from outside; {@code params} is among them if it is used.
     *
     * @return the names, sorted
     */
    public Set<String> references() {
        return references.keySet();
    }

    /**
     * Evaluates the expression.
     *
     * @param inputs the values by name; a name that is missing is {@code null} to the expression
     * @param host the world that the expression may ask
     * @return the result
     * @throws io.maestro.sel.SelException if there is none
     */
    public EvalResult evaluate(Map<String, ParamValue> inputs, EvalHost host) {
        var budget = new Budget(limits, host.ambient());
        return program.evaluate(new Context(inputs, host.zone(), host.ambient(), host.functions(), budget));
    }

    /**
     * Describes the error that a reference leads nowhere.
     *
     * @param reference one of the references
     * @param message what is wrong with it
     * @param known the names that it could mean instead
     * @return the problem; its suggestion is one of the known names, or a class or constant of the language
     */
    public SelProblem unknown(String reference, String message, Collection<String> known) {
        var suggestion = NearMiss.of(reference, known)
                .or(() -> NearMiss.of(reference, Library.presetNames()))
                .or(() -> NearMiss.of(reference, CONSTANTS));
        int at = references.getOrDefault(reference, 0);
        return source.problem(SelErrorCategory.UNKNOWN, "variable", message, at, suggestion);
    }

    /**
     * Describes an error that is not about a part of the expression but about all of it.
     *
     * @param category the kind of error
     * @param detail the finer kind
     * @param message what was found and what was expected
     * @return the problem
     */
    public SelProblem problem(SelErrorCategory category, String detail, String message) {
        return source.problem(category, detail, message, 0);
    }

    /** Returns the text. */
    @Override
    public String toString() {
        return text;
    }
}
