package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.param.ParamCodec;
import io.maestro.param.ParamDefinition;
import io.maestro.step.Ref;
import java.util.List;

/**
 * Declares the loop params and the steps of a loop over loop params. The body runs once for each combination of their elements;
 * the one that is declared first varies fastest.
 */
public final class ForeachBody extends LoopBody {

    ForeachBody(Scope scope) {
        super(scope);
    }

    /**
     * Loops over values.
     *
     * @param name the name of the loop param
     * @param type the class of the values
     * @param values the values
     * @param <T> the type of the values
     * @return the handle of the value of an iteration
     * @throws IllegalArgumentException if no param holds lists of such values
     */
    public <T> LoopParam<T> over(String name, Class<T> type, List<T> values) {
        var list = ParamCodec.listOf(requireNonNull(type, "type"));
        return declared(name, type, ParamDefinition.exactly(list.write(name, requireNonNull(values, "values"))));
    }

    /**
     * Loops over the elements of a param of the workflow.
     *
     * @param name the name of the loop param
     * @param type the class of the elements
     * @param values the param
     * @param <T> the type of the elements
     * @return the handle of the element of an iteration
     * @throws IllegalArgumentException if no param holds lists of such values
     */
    public <T> LoopParam<T> over(String name, Class<T> type, Param<List<T>> values) {
        return over(
                name, type, SelText.reference(requireNonNull(values, "values").name()));
    }

    /**
     * Loops over the elements of an array that an expression comes to.
     *
     * @param name the name of the loop param
     * @param type the class of the elements
     * @param expression the expression, which is evaluated when the loop begins
     * @param <T> the type of the elements
     * @return the handle of the element of an iteration
     * @throws IllegalArgumentException if no param holds lists of such values
     */
    public <T> LoopParam<T> over(String name, Class<T> type, String expression) {
        var list = ParamCodec.listOf(requireNonNull(type, "type"));
        return declared(name, type, ParamDefinition.expression(list.type(), requireNonNull(expression, "expression")));
    }

    /**
     * Returns the handle of the number of the iteration, from 0, for the steps of this body. Expressions know it as {@code
     * loop_index}.
     *
     * @return the handle
     */
    public Ref<Long> index() {
        return new LoopIndex(scope());
    }

    private <T> LoopParam<T> declared(String name, Class<T> type, ParamDefinition array) {
        return scope().declare(new LoopParam<>(scope(), requireNonNull(name, "name"), ParamCodec.of(type), array));
    }
}
