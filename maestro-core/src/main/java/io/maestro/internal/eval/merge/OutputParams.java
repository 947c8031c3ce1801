package io.maestro.internal.eval.merge;

import io.maestro.error.NearMiss;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamDefinition.Content;
import io.maestro.param.ParamDefinition.Literal;
import io.maestro.param.ParamDefinition.Members;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamValue;
import io.maestro.param.UnknownParamException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a step sets when it ends (spec: definitions, section 3.5.5). */
public final class OutputParams {

    private OutputParams() {}

    /**
     * Returns a step's params with its outputs. Each output must be a param of the step that may change so late; maps are
     * laid over maps. Outputs are values: a dollar sign in them refers to nothing.
     *
     * @param params the evaluated params of the step
     * @param outputs the outputs by name
     * @return the params, in their order
     * @throws io.maestro.param.ParamException if an output is no param of the step or may not change
     */
    public static Map<String, EvaluatedParam> merge(
            Map<String, EvaluatedParam> params, Map<String, ParamValue> outputs) {
        if (outputs.isEmpty()) {
            return params;
        }
        var base = new LinkedHashMap<String, ParamDefinition>();
        var added = new LinkedHashMap<String, ParamDefinition>();
        outputs.forEach((name, value) -> {
            base.put(name, Kept.literalOf(declared(params, name), Literal::new));
            added.put(name, ParamDefinition.literal(value));
        });
        var result = new LinkedHashMap<>(params);
        ParamMerge.merge(base, ParamLayer.of(ParamSource.OUTPUT_PARAMETER, added))
                .forEach((name, merged) -> result.put(name, evaluated(declared(params, name), merged)));
        return Collections.unmodifiableMap(result);
    }

    private static EvaluatedParam declared(Map<String, EvaluatedParam> params, String name) {
        var param = params.get(name);
        if (param == null) {
            throw new UnknownParamException(
                    name,
                    "no-such-output",
                    name,
                    "which the step returned as an output but does not declare as a param",
                    NearMiss.of(name, params.keySet()));
        }
        return param;
    }

    /** An immutable param can only have been set to the value that it has, and must be evaluated anew at a restart. */
    private static EvaluatedParam evaluated(EvaluatedParam before, ParamDefinition merged) {
        var definition = before.mode() == ParamMode.IMMUTABLE ? before.definition() : merged;
        return new EvaluatedParam(definition, value(merged.content()), ParamSource.OUTPUT_PARAMETER, false);
    }

    private static ParamValue value(Content content) {
        return switch (content) {
            case Literal(var value) -> value;
            case Members(var members) -> {
                var values = new LinkedHashMap<String, ParamValue>();
                members.forEach((name, member) -> values.put(name, value(member.content())));
                yield new ParamValue.MapValue(values);
            }
            case ParamDefinition.Expression ignored -> throw new IllegalStateException("an output is a value");
            case ParamDefinition.Code ignored -> throw new IllegalStateException("an output is a value");
            case ParamDefinition.Unset ignored -> throw new IllegalStateException("an output is a value");
        };
    }
}
