package io.maestro.internal.eval;

import static java.util.Objects.requireNonNull;

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
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** A compiled expression. Immutable and safe for many threads; compile once, evaluate often. */
public final class Expression {

    private final String text;
    private final EvalLimits limits;
    private final SortedMap<String, Integer> references;
    private final CompiledProgram program;

    private Expression(String text, EvalLimits limits, SortedMap<String, Integer> references, CompiledProgram program) {
        this.text = text;
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
            // not.
            var message = "nested too deeply for the stack of this thread";
            throw new SelLimitException(source.problem(SelErrorCategory.LIMIT, "nesting-limit", message, 0));
        }
    }

    private static Expression compile(String text, Source source, EvalLimits limits) {
        var program = Parser.parse(source, limits);
        var references = References.of(program, Library.presetNames());
        var folding = new Budget(limits, NoAmbient.INSTANCE);
        return new Expression(text, limits, references, CompiledProgram.of(source, program, folding));
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

    /** Returns the text. */
    @Override
    public String toString() {
        return text;
    }
}
