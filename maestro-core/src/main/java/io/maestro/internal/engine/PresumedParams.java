package io.maestro.internal.engine;

import io.maestro.definition.LoopStep;
import io.maestro.internal.eval.merge.Provenance;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The params that a run will have, as far as that is known before there is one: their names, types and modes, and the values of
 * plain literals.
 *
 * @param byName the params, as definitions that have a value or stand for one
 */
record PresumedParams(Map<String, ParamDefinition> byName) {

    /** Stands for a value that only a run knows. It is never evaluated. */
    private static final ParamDefinition.Content SOME_VALUE = new ParamDefinition.Expression("");

    /** Returns those of the runs of a workflow. */
    static PresumedParams ofRuns(Map<String, ParamDefinition> declared) {
        var presumed = new LinkedHashMap<String, ParamDefinition>();
        declared.forEach((name, param) -> {
            var source = Provenance.source(name, param).orElse(ParamSource.DEFINITION);
            // What the engine leaves open need not be there.
            if (source == ParamSource.DEFINITION || !(param.content() instanceof ParamDefinition.Unset)) {
                presumed.put(name, presumed(param, param.type(), source));
            }
        });
        return new PresumedParams(presumed);
    }

    /** Returns those of the runs of a loop's body, which are given what the loop step declares. */
    PresumedParams inBodyOf(LoopStep loop) {
        var source = ParamSource.valueOf(loop.kind().toUpperCase(Locale.ROOT));
        var declared = loop.basics().params();
        var presumed = new LinkedHashMap<String, ParamDefinition>();
        byName.forEach((name, param) -> presumed.put(name, presumed(param, param.type(), source)));
        declared.forEach((name, param) -> presumed.put(name, presumed(param, param.type(), source)));
        presumed.remove(LoopStep.LOOP_PARAMS);
        var loopParams = declared.get(LoopStep.LOOP_PARAMS);
        if (loopParams != null && loopParams.content() instanceof ParamDefinition.Members(var members)) {
            members.forEach((name, param) -> presumed.put(name, presumed(param, element(param.type()), source)));
        }
        return new PresumedParams(presumed);
    }

    private static ParamType element(ParamType type) {
        return switch (type) {
            case STRING_ARRAY -> ParamType.STRING;
            case LONG_ARRAY -> ParamType.LONG;
            case DOUBLE_ARRAY -> ParamType.DOUBLE;
            case BOOLEAN_ARRAY -> ParamType.BOOLEAN;
            case STRING, LONG, DOUBLE, BOOLEAN, STRING_MAP, MAP -> type;
        };
    }

    private static ParamDefinition presumed(ParamDefinition param, ParamType type, ParamSource source) {
        return new ParamDefinition(
                type,
                type == param.type() ? content(param) : SOME_VALUE,
                param.mode(),
                param.tags(),
                Optional.empty(),
                Map.of("source", source.name()));
    }

    private static ParamDefinition.Content content(ParamDefinition param) {
        return switch (param.type()) {
            case MAP -> new ParamDefinition.Members(Map.of());
            case STRING_MAP -> new ParamDefinition.Literal(new ParamValue.StringMap(Map.of()));
            default ->
                param.content() instanceof ParamDefinition.Literal literal
                                && literal.value().toString().indexOf('$') < 0
                        ? literal
                        : SOME_VALUE;
        };
    }

    /** Returns those with the names of some others. */
    Map<String, ParamDefinition> among(Map<String, ParamDefinition> others) {
        var among = new LinkedHashMap<>(byName);
        among.keySet().retainAll(others.keySet());
        return among;
    }
}
