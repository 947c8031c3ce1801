package io.maestro.internal.engine;

import io.maestro.definition.ParamNames;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.param.InvalidParamsException;
import io.maestro.param.ParamCodec;
import io.maestro.param.ParamConversionException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the params of a start together: what the definition says, then what the caller gives. */
final class StartParams {

    private static final int MAX_GIVEN = 128;

    private final WorkflowDefinition definition;
    private final Map<String, ?> given;
    private final List<Problem> problems = new ArrayList<>();

    private StartParams(WorkflowDefinition definition, Map<String, ?> given) {
        this.definition = definition;
        this.given = given;
    }

    /**
     * Returns the params of a run.
     *
     * @throws InvalidParamsException if something given does not fit, or something is not given
     */
    static Map<String, ParamValue> of(WorkflowDefinition definition, Map<String, ?> given) {
        return given.isEmpty() && definition.params().isEmpty()
                ? Map.of()
                : new StartParams(definition, given).merged();
    }

    private Map<String, ParamValue> merged() {
        if (given.size() > MAX_GIVEN) {
            problems.add(Problem.of(
                    ProblemCode.TOO_MANY, "", "at most " + MAX_GIVEN + " params but there are " + given.size()));
        }
        var params = new LinkedHashMap<>(Literals.valuesOf(definition.params()));
        given.forEach((name, value) -> {
            var declared = Optional.ofNullable(definition.params().get(name));
            encoded(name, value)
                    .flatMap(param -> declared.map(declaration -> fitting(name, declaration, param))
                            .orElseGet(() -> named(name, param)))
                    .ifPresent(fit -> params.put(name, fit));
        });
        definition.params().forEach((name, param) -> {
            if (param.content() instanceof ParamDefinition.Unset && !given.containsKey(name)) {
                add(ProblemCode.MISSING, name, "a " + param.type() + " is required");
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidParamsException(definition.id().value(), problems);
        }
        return Collections.unmodifiableMap(params);
    }

    /** The map is the user's, who may have put a null into it. */
    private Optional<ParamValue> encoded(String name, @Nullable Object value) {
        if (value == null) {
            add(ProblemCode.WRONG_TYPE, name, "must not be null");
            return Optional.empty();
        }
        try {
            return Optional.of(ParamCodec.encode(name, value));
        } catch (ParamConversionException e) {
            add(ProblemCode.WRONG_TYPE, name, e.problem());
            return Optional.empty();
        }
    }

    private Optional<ParamValue> named(String name, ParamValue value) {
        ParamNames.problemWith(name).ifPresent(why -> add(ProblemCode.INVALID_ID, name, why));
        return Optional.of(value);
    }

    private Optional<ParamValue> fitting(String name, ParamDefinition param, ParamValue value) {
        param.mode()
                .filter(mode -> mode.isStricterThan(ParamMode.MUTABLE_ON_START))
                .ifPresent(mode -> add(ProblemCode.CONFLICT, name, "is " + mode + " and cannot be given at a start"));
        if (value.type() == param.type()) {
            return Optional.of(value);
        }
        if (param.type() == ParamType.DOUBLE && value instanceof ParamValue.LongValue whole) {
            return Optional.of(ParamValue.of((double) whole.value()));
        }
        add(ProblemCode.WRONG_TYPE, name, "must be a " + param.type() + " but is a " + value.type());
        return Optional.empty();
    }

    private void add(ProblemCode code, String name, String message) {
        problems.add(Problem.of(code, "/run_params/" + name, message));
    }
}
