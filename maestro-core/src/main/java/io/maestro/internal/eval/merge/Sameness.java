package io.maestro.internal.eval.merge;

import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamDefinition.Members;
import java.util.Map;

/** Whether two definitions say the same. */
final class Sameness {

    private Sameness() {}

    /** Compares everything but who set the param. */
    static boolean deep(ParamDefinition one, ParamDefinition other) {
        return shallow(one, other) && members(one).equals(members(other));
    }

    /** Compares everything but who set the param and the members of a literal MAP, which have their own modes. */
    static boolean shallow(ParamDefinition one, ParamDefinition other) {
        boolean bothMaps = one.content() instanceof Members && other.content() instanceof Members;
        return one.type() == other.type()
                && (bothMaps || one.content().equals(other.content()))
                && one.mode().equals(other.mode())
                && one.tags().equals(other.tags())
                && one.validator().equals(other.validator());
    }

    private static Map<String, ParamDefinition> members(ParamDefinition param) {
        return param.content() instanceof Members(var members) ? members : Map.of();
    }
}
