package io.maestro.internal.engine;

import io.maestro.definition.InvalidIdException;
import io.maestro.definition.StepId;
import io.maestro.internal.eval.params.ChildRuns;
import io.maestro.internal.eval.port.EvalResult;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.Children;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.store.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The params of the runs that the steps of a run started, read from the store when an expression asks for them.
 *
 * @param store the store
 * @param attempts the newest attempt of a step that the one that asks may know of, by its id
 */
record GatheredParams(Store store, Function<String, Optional<StepAttempt>> attempts) implements ChildRuns {

    @Override
    public Optional<EvalResult> ofForeach(String foreachStep, String innerStep, String param) {
        return attempts.apply(foreachStep)
                .flatMap(StepAttempt::children)
                .filter(Children.Iterations.class::isInstance)
                .map(Children.Iterations.class::cast)
                .filter(iterations -> iterations.total() >= 0)
                .flatMap(iterations -> stepId(innerStep).flatMap(inner -> gathered(iterations, inner, param)));
    }

    private Optional<EvalResult> gathered(Children.Iterations iterations, StepId inner, String param) {
        var found = new HashMap<Long, ParamValue>();
        var lacking = new ArrayList<RunId>(1);
        store.attemptsOf(
                iterations,
                inner,
                attempt -> value(attempt, param)
                        .ifPresentOrElse(
                                value -> found.put(attempt.runId().instance(), value),
                                () -> lacking.add(attempt.runId())));
        return lacking.isEmpty()
                ? found.values().stream().findAny().flatMap(any -> array(any.type(), iterations.total(), found))
                : Optional.empty();
    }

    private static Optional<ParamValue> value(StepAttempt attempt, String param) {
        return Optional.ofNullable(attempt.params().get(param)).map(EvaluatedParam::value);
    }

    /** Iterations that did not come to the step leave a gap: nothing, 0 or false (spec: runtime, section 7.5). */
    private static Optional<EvalResult> array(ParamType type, long total, Map<Long, ParamValue> found) {
        return switch (type) {
            case STRING -> Optional.of(new EvalResult.TextsWithGaps(texts(total, found)));
            case LONG -> Optional.of(new EvalResult.Value(new ParamValue.LongArray(elements(total, found, 0L))));
            case DOUBLE -> Optional.of(new EvalResult.Value(new ParamValue.DoubleArray(elements(total, found, 0.0))));
            case BOOLEAN ->
                Optional.of(new EvalResult.Value(new ParamValue.BooleanArray(elements(total, found, false))));
            case STRING_ARRAY, LONG_ARRAY, DOUBLE_ARRAY, BOOLEAN_ARRAY, STRING_MAP, MAP -> Optional.empty();
        };
    }

    private static List<@Nullable String> texts(long total, Map<Long, ParamValue> found) {
        var texts = new ArrayList<@Nullable String>(Collections.nCopies((int) total, null));
        found.forEach((iteration, value) -> texts.set((int) (iteration - 1), String.valueOf(value.toJava())));
        return texts;
    }

    @SuppressWarnings("unchecked") // a value that is of the type of the gap is of its class
    private static <T> List<T> elements(long total, Map<Long, ParamValue> found, T gap) {
        var elements = new ArrayList<>(Collections.nCopies((int) total, gap));
        found.forEach((iteration, value) -> {
            if (gap.getClass().isInstance(value.toJava())) {
                elements.set((int) (iteration - 1), (T) value.toJava());
            }
        });
        return elements;
    }

    @Override
    public Optional<ParamValue> ofSubworkflow(String subworkflowStep, String innerStep, String param) {
        return attempts.apply(subworkflowStep)
                .flatMap(StepAttempt::children)
                .flatMap(children ->
                        children instanceof Children.Subworkflow subworkflow ? subworkflow.child() : Optional.empty())
                .flatMap(child -> stepId(innerStep)
                        .flatMap(inner -> store.attempts(child).stream()
                                .filter(attempt -> attempt.step().equals(inner))
                                .reduce((older, newer) -> newer)))
                .flatMap(attempt -> value(attempt, param));
    }

    private static Optional<StepId> stepId(String text) {
        try {
            return Optional.of(new StepId(text));
        } catch (InvalidIdException e) {
            return Optional.empty();
        }
    }
}
