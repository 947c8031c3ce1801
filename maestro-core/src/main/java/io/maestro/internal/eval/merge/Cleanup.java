package io.maestro.internal.eval.merge;

import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamDefinition.Members;
import io.maestro.param.ParamDefinition.Unset;
import io.maestro.param.ParamErrorCategory;
import io.maestro.param.ParamRuleException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is done after the last layer (spec: definitions, section 3.5.4). */
public final class Cleanup {

    private Cleanup() {}

    /**
     * Leaves away what is optional and was not set.
     *
     * @param merged the merged params
     * @return the params that are to be evaluated, in their order; each has a value or an expression
     * @throws ParamRuleException if a param was not set that must be
     */
    public static Map<String, ParamDefinition> of(Map<String, ParamDefinition> merged) {
        return cleaned("", merged);
    }

    private static Map<String, ParamDefinition> cleaned(String path, Map<String, ParamDefinition> params) {
        var result = new LinkedHashMap<String, ParamDefinition>();
        params.forEach((name, param) ->
                cleaned(path + name, param).ifPresent(kept -> result.put(name, Provenance.settled(kept))));
        return result;
    }

    private static Optional<ParamDefinition> cleaned(String name, ParamDefinition param) {
        boolean optional = Provenance.internalMode(name, param).equals(Optional.of(InternalMode.OPTIONAL));
        if (param.content() instanceof Members(var members)) {
            var kept = cleaned(name + ".", members);
            return optional && kept.isEmpty() ? Optional.empty() : Optional.of(withMembers(param, kept));
        }
        if (!(param.content() instanceof Unset)) {
            return Optional.of(param);
        }
        if (optional) {
            return Optional.empty();
        }
        throw new ParamRuleException(
                name,
                ParamErrorCategory.DEFINITION,
                "required-missing",
                "is required: a " + param.type() + " must be given");
    }

    private static ParamDefinition withMembers(ParamDefinition param, Map<String, ParamDefinition> members) {
        return new ParamDefinition(
                param.type(), new Members(members), param.mode(), param.tags(), param.validator(), param.meta());
    }
}
