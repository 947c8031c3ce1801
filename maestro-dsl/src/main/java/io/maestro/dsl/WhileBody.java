package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.param.ParamCodec;
import io.maestro.param.ParamDefinition;
import io.maestro.step.StepPredicate;

/** Declares the params, the condition and the steps of a loop that goes on as long as a condition holds. */
public final class WhileBody extends LoopBody {

    private final WhileLoop loop;

    WhileBody(WhileLoop loop) {
        super(loop.body());
        this.loop = loop;
    }

    /**
     * Declares a param of the loop, which is of the class of its first value.
     *
     * @param name the name
     * @param first its value in the first iteration
     * @param <T> the type of its value
     * @return the handle of its value in an iteration
     * @throws IllegalArgumentException if no param holds values of that class
     */
    public <T> LoopParam<T> param(String name, T first) {
        var codec = ParamCodec.ofValue(requireNonNull(first, "first"));
        return declared(name, codec, ParamDefinition.exactly(codec.write(name, first)));
    }

    /**
     * Declares a param of the loop.
     *
     * @param name the name
     * @param type the class of its value
     * @param expression what its value in the first iteration comes to
     * @param <T> the type of its value
     * @return the handle of its value in an iteration
     * @throws IllegalArgumentException if no param holds values of that class
     */
    public <T> LoopParam<T> param(String name, Class<T> type, String expression) {
        var codec = ParamCodec.of(requireNonNull(type, "type"));
        return declared(
                name, codec, ParamDefinition.expression(codec.type(), requireNonNull(expression, "expression")));
    }

    private <T> LoopParam<T> declared(String name, ParamCodec<T> codec, ParamDefinition first) {
        return scope().declare(new LoopParam<>(scope(), requireNonNull(name, "name"), codec, first));
    }

    /**
     * Sets the condition on which there is another iteration. It is evaluated before each, the first one too.
     *
     * @param condition an expression, which knows the params of the loop by their names
     * @return this builder
     */
    public WhileBody asLongAs(String condition) {
        return asLongAs(new Condition.InSel(requireNonNull(condition, "condition")));
    }

    /**
     * Sets the condition on which there is another iteration. It is asked before each, the first one too.
     *
     * @param condition the condition, for which the params of the loop are there to read
     * @return this builder
     */
    public WhileBody asLongAs(StepPredicate condition) {
        return asLongAs(new Condition.InJava(requireNonNull(condition, "condition")));
    }

    private WhileBody asLongAs(Condition condition) {
        scope().requireCurrent();
        loop.goOnIf(condition);
        return this;
    }
}
