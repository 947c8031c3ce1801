package io.maestro.test;

import io.maestro.RunHandle;
import io.maestro.definition.StepId;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamCodec;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a run. When one fails, it tells what has happened: the timeline, why each step is where it is, and a picture of the
 * path.
 */
public final class RunAssert extends AbstractAssert<RunAssert, RunHandle> {

    private static final Pattern RANGE = Pattern.compile("(.+)\\[(\\d+)\\.\\.(\\d+)]");

    RunAssert(RunHandle run) {
        super(run, RunAssert.class);
    }

    /**
     * Verifies that the run ended well.
     *
     * @return these assertions
     */
    public RunAssert succeeded() {
        return hasStatus(RunStatus.SUCCEEDED);
    }

    /**
     * Verifies that the run failed.
     *
     * @return these assertions
     */
    public RunAssert failed() {
        return hasStatus(RunStatus.FAILED);
    }

    /**
     * Verifies that the run was stopped.
     *
     * @return these assertions
     */
    public RunAssert stopped() {
        return hasStatus(RunStatus.STOPPED);
    }

    /**
     * Verifies that the run took too long.
     *
     * @return these assertions
     */
    public RunAssert timedOut() {
        return hasStatus(RunStatus.TIMED_OUT);
    }

    /**
     * Verifies how the run stands.
     *
     * @param expected how
     * @return these assertions
     */
    public RunAssert hasStatus(RunStatus expected) {
        isNotNull();
        if (actual.status() != expected) {
            fail("the run was to be " + expected + " but is " + actual.status());
        }
        return this;
    }

    /**
     * Verifies which steps have ended well, in the order in which they did, and that no others have. Of a step of a cycle its last visit
     * counts. {@code load[0..2]} stands for a loop step with three iterations, counted from 0, that all ended well.
     *
     * @param expected the ids of the steps
     * @return these assertions
     */
    public RunAssert tookPath(String... expected) {
        isNotNull();
        var taken = new ArrayList<String>();
        var ended = actual.steps().stream()
                .filter(attempt -> attempt.status() == StepStatus.SUCCEEDED)
                .toList();
        for (var attempt : inOrder(ended)) {
            taken.add(attempt.step().value());
        }
        var steps = List.of(expected).stream().map(RunAssert::withoutRange).toList();
        if (!taken.equals(steps)) {
            fail("the run was to take the path " + steps + " but took " + taken);
        }
        for (var element : expected) {
            verifyIterations(element);
        }
        return this;
    }

    /** Steps that ended at the same virtual time did so in the order in which they were recorded last. */
    private List<StepAttempt> inOrder(List<StepAttempt> ended) {
        var recorded = actual.attempts().stream().map(StepAttempt::step).toList();
        return ended.stream()
                .sorted(Comparator.comparing(
                                (StepAttempt attempt) -> attempt.endedAt().orElseThrow())
                        .thenComparingInt(attempt -> recorded.lastIndexOf(attempt.step())))
                .toList();
    }

    private static String withoutRange(String element) {
        var range = RANGE.matcher(element);
        return range.matches() ? range.group(1) : element;
    }

    private void verifyIterations(String element) {
        var range = RANGE.matcher(element);
        if (!range.matches()) {
            return;
        }
        int first = Integer.parseInt(range.group(2));
        int last = Integer.parseInt(range.group(3));
        var loop = range.group(1);
        for (int index = first; index <= last; index++) {
            var iteration = actual.child(loop, index + 1L);
            if (iteration.isEmpty() || iteration.get().status() != RunStatus.SUCCEEDED) {
                fail("iteration " + index + " of '" + loop + "' was to end well but "
                        + iteration.map(run -> "is " + run.status()).orElse("never began"));
            }
        }
        if (actual.child(loop, last + 2L).isPresent()) {
            fail("'" + loop + "' was to end with iteration " + last + " but had another");
        }
    }

    /**
     * Verifies that steps did no work: they were not reached, or their conditions were false, or they were passed over.
     *
     * @param steps the ids of the steps
     * @return these assertions
     */
    public RunAssert neverRan(String... steps) {
        isNotNull();
        for (var step : steps) {
            var id = existing(step);
            if (actual.attempts().stream()
                    .anyMatch(attempt ->
                            attempt.step().equals(id) && attempt.startedAt().isPresent())) {
                fail("step '" + step + "' was not to run but did");
            }
        }
        return this;
    }

    /** A step that is misspelt never ran, either. */
    private StepId existing(String step) {
        var id = new StepId(step);
        var all =
                actual.explain().stream().map(explanation -> explanation.step()).toList();
        if (!all.contains(id)) {
            fail("there is no step '" + step + "'; steps are " + all);
        }
        return id;
    }

    /**
     * Goes on with assertions about a step.
     *
     * @param step the id of the step
     * @return assertions about the step
     */
    public StepAssert step(String step) {
        isNotNull();
        return new StepAssert(this, existing(step));
    }

    /**
     * Verifies how much virtual time went by from when the run was accepted until it ended.
     *
     * @param expected how much
     * @return these assertions
     */
    public RunAssert took(Duration expected) {
        isNotNull();
        var run = actual.run();
        var taken = run.endedAt().map(end -> Duration.between(run.createdAt(), end));
        if (!taken.equals(Optional.of(expected))) {
            fail("the run was to take " + expected + " but "
                    + taken.map(time -> "took " + time).orElse("has not ended"));
        }
        return this;
    }

    /**
     * Verifies a param of the run.
     *
     * @param name the name of the param
     * @param expected its value, as {@link ParamCodec} takes it
     * @return these assertions
     */
    public RunAssert hasParam(String name, Object expected) {
        isNotNull();
        verifyParam("the run", actual.run().params().get(name), name, expected);
        return this;
    }

    /**
     * Verifies that the run, with those below it, came to what is recorded. If the system property {@value GoldenRun#UPDATE} is {@code true},
     * records it instead.
     *
     * @param golden what is recorded
     * @return these assertions
     */
    public RunAssert isLike(GoldenRun golden) {
        isNotNull();
        golden.complaint(actual).ifPresent(this::fail);
        return this;
    }

    void verifyParam(String whose, @Nullable EvaluatedParam param, String name, Object expected) {
        var wanted = ParamCodec.encode(name, expected);
        if (param == null || !param.value().equals(wanted)) {
            fail("param '" + name + "' of " + whose + " was to be " + wanted + " but "
                    + (param == null ? "is not there" : "is " + param.value()));
        }
    }

    RunHandle run() {
        return actual;
    }

    void fail(String message) {
        failWithMessage("%s", message + Story.of(actual));
    }
}
