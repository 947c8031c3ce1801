package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A signal that a step waits for (spec: definitions, section 1.11). Any signal of that name will do that was sent before or
 * is sent later, if its params match.
 *
 * @param name the name of the signal, not empty; may hold references to params
 * @param matchParams what the params of the signal must be, by name, in the order of the definition; at most one of them is
 *     compared with an operator that more than one value can match
 */
public record SignalDependency(String name, Map<String, Match> matchParams) {

    /** Copies the map, and checks that the name is there and that at most one operator is a range. */
    public SignalDependency {
        requireNonNull(name, "name");
        matchParams = Collections.unmodifiableMap(new LinkedHashMap<>(matchParams));
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name of a signal must not be empty");
        }
        var ranges = matchParams.values().stream()
                .filter(match -> match.operator().isRange())
                .count();
        if (ranges > 1) {
            throw new IllegalArgumentException("a step can wait for a range of at most one param of the signal '" + name
                    + "' but does so for " + ranges);
        }
    }

    /**
     * What a param of the signal must be.
     *
     * @param param what it is compared with, a STRING or a LONG; evaluated when the step begins to wait
     * @param operator how it is compared
     */
    public record Match(ParamDefinition param, SignalOperator operator) {
        /** Checks the type of the param. */
        public Match {
            requireNonNull(operator, "operator");
            if (!isComparable(param.type())) {
                throw new IllegalArgumentException(
                        "a param of a signal is compared with a STRING or a LONG but not with a " + param.type());
            }
        }
    }

    /**
     * Tells whether the params of signals can be of a type.
     *
     * @param type the type
     * @return true for STRING and LONG
     */
    public static boolean isComparable(ParamType type) {
        return type == ParamType.STRING || type == ParamType.LONG;
    }
}
