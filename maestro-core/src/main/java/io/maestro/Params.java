package io.maestro;

import static java.util.Objects.requireNonNull;

import io.maestro.internal.engine.CachingCompilers;
import io.maestro.internal.engine.SystemWorld;
import io.maestro.internal.eval.EvalHost;
import io.maestro.internal.eval.merge.GivenParams;
import io.maestro.internal.eval.merge.WorkflowLayers;
import io.maestro.internal.eval.params.Compilers;
import io.maestro.internal.eval.params.PlainEvaluation;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamCodec;
import io.maestro.param.ParamConversionException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.sel.EvalLimits;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Definitions of params by themselves, without an engine: they are overridden, evaluated, converted and refused as at the start
 * of a run. What a run knows beside is not there: neither the params that every workflow has, such as {@code RUN_DATE}, nor the
 * functions of {@code params} that ask for steps and signals. Immutable and thread-safe.
 *
 * {@snippet :
 * Params report = Params.of(Map.of(
 *         "day", ParamDefinition.unset(ParamType.STRING),
 *         "year", ParamDefinition.expression(ParamType.LONG, "day.substring(0, 4)"),
 *         "path", ParamDefinition.literal(ParamValue.of("/reports/${year}/${day}"))));
 *
 * Map<String, EvaluatedParam> evaluated = report.evaluate(Map.of("day", LocalDate.of(2026, 11, 22)));
 * }
 */
public final class Params {

    private final Map<String, ParamDefinition> declared;
    private final Compilers compilers;
    private final EvalHost host;

    private Params(Map<String, ParamDefinition> declared, Compilers compilers, EvalHost host) {
        this.declared = declared;
        this.compilers = compilers;
        this.host = host;
    }

    /**
     * Returns definitions that can be evaluated.
     *
     * @param definitions the definitions by name; the order is that in which they are evaluated and told of
     * @return the params
     * @throws io.maestro.param.ParamException if a definition does not hold together; nothing is evaluated yet
     */
    public static Params of(Map<String, ParamDefinition> definitions) {
        return new Params(
                WorkflowLayers.declared(Map.of(), definitions), CachingCompilers.of(EvalLimits.defaults()), Sel.host());
    }

    /**
     * Evaluates definitions once.
     *
     * @param definitions the definitions by name
     * @param given values that override them, as in {@link #evaluate(Map)}
     * @return the evaluated params
     * @throws io.maestro.param.ParamException as in {@link #evaluate(Map)}
     * @throws ParamConversionException as in {@link #evaluate(Map)}
     */
    public static Map<String, EvaluatedParam> evaluate(Map<String, ParamDefinition> definitions, Map<String, ?> given) {
        return of(definitions).evaluate(given);
    }

    /**
     * Evaluates the params, each together with those that it refers to. Each call evaluates all anew.
     *
     * @param given what overrides the definitions, or comes beside them, by name. A Java value is taken as it is, dollar signs
     *     in texts included, and must have the declared type ({@link ParamCodec#encode} tells which that is). A {@link
     *     ParamDefinition} is evaluated, too, so that it may hold an expression or references, and is converted to the declared
     *     type
     * @return the params with their values and who set them, in the order of the definitions, then that of the others
     * @throws io.maestro.param.ParamException if a param needs itself, refers to one that does not exist, has an expression that
     *     fails, cannot take the value that it comes to, may not be overridden, or has no value at all; the {@link
     *     io.maestro.param.ParamException#category category} tells which
     * @throws ParamConversionException if a given Java value has a type that no param has, or not the declared one
     */
    public Map<String, EvaluatedParam> evaluate(Map<String, ?> given) {
        var overriding = new LinkedHashMap<String, ParamDefinition>();
        given.forEach((name, value) -> overriding.put(name, definitionOf(name, value)));
        var merged = WorkflowLayers.fresh(declared, GivenParams.byUser(ParamSource.LAUNCH, overriding));
        return PlainEvaluation.evaluate(host, compilers, merged);
    }

    private ParamDefinition definitionOf(String name, Object given) {
        if (given instanceof ParamDefinition definition) {
            return definition;
        }
        var value = ParamCodec.encode(name, requireNonNull(given, name));
        Optional.ofNullable(declared.get(name))
                .map(ParamDefinition::type)
                .filter(type -> !fits(type, value))
                .ifPresent(type -> {
                    throw new ParamConversionException(name, "must be a " + type + " but is a " + value.type());
                });
        return ParamDefinition.exactly(value);
    }

    /** What Java gives has the type that it has; only what is written down as text may be read as something else. */
    private static boolean fits(ParamType type, ParamValue value) {
        return value.type() == type || (type == ParamType.DOUBLE && value instanceof ParamValue.LongValue);
    }

    /**
     * Returns these params with other limits for each of their expressions.
     *
     * @param limits the limits
     * @return the changed params
     */
    public Params limitedTo(EvalLimits limits) {
        return new Params(declared, CachingCompilers.of(limits), host);
    }

    /**
     * Returns these params with another clock: that of {@code new DateTime()} and {@code System.currentTimeMillis()}. Default:
     * the system's.
     *
     * @param clock the clock
     * @return the changed params
     */
    public Params at(InstantSource clock) {
        return new Params(declared, compilers, host.with(new SystemWorld(clock)));
    }

    /**
     * Returns these params with another time zone for the dates that name none. Default: UTC, whatever the zone of the machine.
     *
     * @param zone the time zone
     * @return the changed params
     */
    public Params in(ZoneId zone) {
        return new Params(declared, compilers, host.in(zone));
    }
}
