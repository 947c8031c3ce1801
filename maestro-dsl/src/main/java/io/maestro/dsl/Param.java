package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.Setting;
import io.maestro.error.ProblemCode;
import io.maestro.param.ParamCodec;
import io.maestro.param.ParamConversionException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.step.ParamFunction;
import io.maestro.step.Ref;
import io.maestro.step.StepContext;
import java.util.Optional;

/**
 * The handle of a declared param of a workflow. The code of steps and of conditions reads it by {@link StepContext#get}.
 *
 * @param <T> the type of its value
 */
public final class Param<T> implements Ref<T> {

    private final Draft draft;
    private final String name;
    private final ParamCodec<T> codec;
    private ParamDefinition written;
    private boolean sensitive;
    private ParamDefinition.Content content;
    private Optional<ParamFunction> function = Optional.empty();
    private Optional<ParamMode> mode = Optional.empty();

    Param(Draft draft, String name, ParamCodec<T> codec, ParamDefinition.Content content) {
        this.draft = draft;
        this.name = name;
        this.codec = codec;
        this.written = ParamDefinition.unset(codec.type());
        this.content = content;
    }

    /**
     * Sets the value to what an expression comes to, unless another is given when a run is started. The expression may use
     * other params of the workflow by their names.
     *
     * @param text the expression
     * @return this param
     * @throws IllegalStateException if the workflow is defined already
     */
    public Param<T> expression(String text) {
        return set(new ParamDefinition.Expression(requireNonNull(text, "text")), Optional.empty());
    }

    /**
     * Sets the value to a text with references to other params of the workflow, <code>${name}</code>, unless another is given
     * when a run is started; {@code $$} is a dollar sign. The param must be a STRING, such as a {@link String} or a date.
     *
     * @param text the text
     * @return this param
     * @throws IllegalStateException if the workflow is defined already
     */
    public Param<T> text(String text) {
        if (codec.type() != ParamType.STRING) {
            draft.add(
                    ProblemCode.WRONG_TYPE,
                    "/workflow/params/" + name + "/value",
                    "a text with references is a STRING, but the param is a " + codec.type() + "; use an expression");
        }
        return set(new ParamDefinition.Literal(ParamValue.of(requireNonNull(text, "text"))), Optional.empty());
    }

    /**
     * Sets the value to what Java code computes from other params of the workflow, unless another is given when a run is
     * started.
     *
     * @param computation the code
     * @return this param
     * @throws IllegalStateException if the workflow is defined already
     */
    public Param<T> computed(ParamComputation<T> computation) {
        requireNonNull(computation, "computation");
        var code = ParamContext.function(draft, Optional.empty(), name, codec, computation);
        return set(new ParamDefinition.Code(), Optional.of(code));
    }

    /**
     * Sets the definition as a whole, for what has no option of its own: a MAP whose members have expressions, tags, a validator.
     *
     * @param definition the definition, of the type of this param
     * @return this param
     * @throws IllegalStateException if the workflow is defined already
     */
    public Param<T> definition(ParamDefinition definition) {
        if (definition.type() != codec.type()) {
            draft.add(
                    ProblemCode.WRONG_TYPE,
                    "/workflow/params/" + name + "/type",
                    "the definition is one of a " + definition.type() + ", but the param is a " + codec.type());
        }
        written = definition;
        mode = definition.mode();
        return set(definition.content(), Optional.empty());
    }

    /**
     * Marks the param as sensitive: its value is left out of events and of the texts of errors and logs.
     *
     * @return this param
     * @throws IllegalStateException if the workflow is defined already
     */
    public Param<T> sensitive() {
        draft.requireOpen();
        sensitive = true;
        return this;
    }

    private Param<T> set(ParamDefinition.Content newContent, Optional<ParamFunction> newFunction) {
        draft.requireOpen();
        content = newContent;
        function = newFunction;
        return this;
    }

    /**
     * Sets who may change the param, and when. The default is {@link ParamMode#MUTABLE}.
     *
     * @param newMode the mode
     * @return this param
     * @throws IllegalStateException if the workflow is defined already
     */
    public Param<T> mode(ParamMode newMode) {
        draft.requireOpen();
        mode = Optional.of(requireNonNull(newMode, "newMode"));
        return this;
    }

    /**
     * Returns the name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the setting that is read from this param when a run starts, such as a timeout or a number of retries.
     *
     * @return the setting
     */
    public Setting<T> asSetting() {
        return Setting.text("${" + name + "}");
    }

    /**
     * Reads the value. Code calls {@link StepContext#get} instead.
     *
     * @throws ParamConversionException if the run has no value of this param, or one of another type
     * @throws ForeignHandleException if the reader belongs to another workflow
     */
    @Override
    public T readFrom(StepContext context) {
        draft.requireOwner(context, this);
        var value = context.params().get(name);
        if (value == null) {
            throw new ParamConversionException(
                    name, "has no value: run " + context.runId() + " was started without it");
        }
        return codec.read(name, value);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }

    Draft draft() {
        return draft;
    }

    ParamCodec<T> codec() {
        return codec;
    }

    /** Returns what computes the value in Java, if something does. */
    Optional<ParamFunction> function() {
        return function;
    }

    ParamDefinition definition() {
        var definition =
                new ParamDefinition(codec.type(), content, mode, written.tags(), written.validator(), written.meta());
        return sensitive ? definition.sensitive() : definition;
    }
}
