package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts a workflow when signals have come (spec: definitions, section 1.10).
 *
 * @param signals the signals that must all have come, by name, in the order of the definition; at most {@value
 *     #MAX_SIGNALS}, and each with as many join keys as the others. Without any, nothing is ever started
 * @param params params that are evaluated when the signals have come, for the condition and for the run to read
 * @param condition an expression that decides whether a run starts, or empty if it always does
 * @param dedupExpression an expression whose text identifies the start, or empty; the same text starts nothing twice
 */
public record SignalTrigger(
        Map<String, Wanted> signals,
        Map<String, ParamDefinition> params,
        Optional<String> condition,
        Optional<String> dedupExpression) {

    /** How many signals one trigger can wait for. */
    public static final int MAX_SIGNALS = 8;

    /** Copies the maps, and checks the number of signals and of join keys. */
    public SignalTrigger {
        requireNonNull(condition, "condition");
        requireNonNull(dedupExpression, "dedupExpression");
        signals = Collections.unmodifiableMap(new LinkedHashMap<>(signals));
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        if (signals.size() > MAX_SIGNALS) {
            throw new IllegalArgumentException(
                    "a trigger waits for at most " + MAX_SIGNALS + " signals but has " + signals.size());
        }
        if (signals.values().stream()
                        .map(signal -> signal.joinKeys().size())
                        .distinct()
                        .count()
                > 1) {
            throw new IllegalArgumentException("all signals of a trigger must have the same number of join keys");
        }
    }

    /**
     * Which signals of a name will do.
     *
     * @param matchParams what their params must be, by name, in the order of the definition
     * @param joinKeys the params whose values must be those of the join keys of the other signals, place by place; none of
     *     them is also in {@code matchParams}
     */
    public record Wanted(Map<String, Match> matchParams, List<String> joinKeys) {
        /** Copies the collections, and checks that no param is in both. */
        public Wanted {
            matchParams = Collections.unmodifiableMap(new LinkedHashMap<>(matchParams));
            joinKeys = List.copyOf(joinKeys);
            for (var key : joinKeys) {
                if (matchParams.containsKey(key)) {
                    throw new IllegalArgumentException(
                            "the param '" + key + "' must not be matched and be a join key at the same time");
                }
            }
        }
    }

    /**
     * What a param of a signal must be.
     *
     * @param value what it is compared with, a STRING or a LONG
     * @param operator how it is compared
     */
    public record Match(ParamValue value, SignalOperator operator) {
        /** Checks the type of the value. */
        public Match {
            requireNonNull(operator, "operator");
            if (!SignalDependency.isComparable(value.type())) {
                throw new IllegalArgumentException(
                        "a param of a signal is compared with a STRING or a LONG but not with a " + value.type());
            }
        }
    }
}
