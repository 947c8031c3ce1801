package io.maestro.test;

import io.maestro.definition.StepId;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Assertions about a step of a run, which end with those about the run: {@link #step} goes on with another step. */
public final class StepAssert {

    private final RunAssert of;
    private final StepId id;

    StepAssert(RunAssert of, StepId id) {
        this.of = of;
        this.id = id;
    }

    private List<StepAttempt> attempts() {
        return of.run().attempts().stream()
                .filter(attempt -> attempt.step().equals(id))
                .toList();
    }

    private String story(List<StepAttempt> attempts) {
        return attempts.stream().map(Story::of).toList().toString();
    }

    /**
     * Goes on with assertions about another step of the run.
     *
     * @param step the id of the step
     * @return assertions about that step
     */
    public StepAssert step(String step) {
        return of.step(step);
    }

    /**
     * Goes on with assertions about the run.
     *
     * @return assertions about the run
     */
    public RunAssert ofRun() {
        return of;
    }

    /**
     * Verifies how the newest attempt of the step stands.
     *
     * @param expected how; {@link StepStatus#NOT_CREATED} if it was not reached
     * @return these assertions
     */
    public StepAssert hasStatus(StepStatus expected) {
        var status = of.run().explain().stream()
                .filter(explanation -> explanation.step().equals(id))
                .map(explanation -> explanation.status())
                .findFirst()
                .orElse(StepStatus.NOT_CREATED);
        if (status != expected) {
            of.fail("step '" + id + "' was to be " + expected + " but is " + status);
        }
        return this;
    }

    /**
     * Verifies that the step ended well.
     *
     * @return these assertions
     */
    public StepAssert succeeded() {
        return hasStatus(StepStatus.SUCCEEDED);
    }

    /**
     * Verifies how often the work of the step was begun, in all of its visits.
     *
     * @param expected how often
     * @return these assertions
     */
    public StepAssert ranTimes(int expected) {
        var begun = attempts().stream()
                .filter(attempt -> attempt.startedAt().isPresent())
                .toList();
        if (begun.size() != expected) {
            of.fail("step '" + id + "' was to run " + expected + " times but ran " + begun.size() + " times: "
                    + story(begun));
        }
        return this;
    }

    /**
     * Verifies how long it was from the end of each attempt to the start of the next.
     *
     * @param expected the waits, in their order
     * @return these assertions
     */
    public StepAssert retriedAfter(Duration... expected) {
        var waits = new ArrayList<Duration>();
        var attempts = attempts();
        for (int i = 1; i < attempts.size(); i++) {
            waits.add(Duration.between(
                    attempts.get(i - 1).endedAt().orElseThrow(),
                    attempts.get(i).startedAt().orElseThrow()));
        }
        if (!waits.equals(List.of(expected))) {
            of.fail("step '" + id + "' was to be tried again after " + List.of(expected) + " but was after " + waits);
        }
        return this;
    }

    /**
     * Verifies which visit of a cycle the last one was.
     *
     * @param expected the number, from 1
     * @return these assertions
     */
    public StepAssert wasVisited(int expected) {
        int visits = attempts().stream().mapToInt(StepAttempt::visit).max().orElse(0);
        if (visits != expected) {
            of.fail("step '" + id + "' was to be visited " + expected + " times but was " + visits + " times");
        }
        return this;
    }

    /**
     * Verifies what the step returned.
     *
     * @param expected the output
     * @return these assertions
     */
    public StepAssert returned(Object expected) {
        var output = of.run().output(id.value(), Object.class).orElse(null);
        if (!Objects.equals(output, expected)) {
            of.fail("step '" + id + "' was to return " + expected + " but "
                    + (output == null ? "returned nothing" : "returned " + output));
        }
        return this;
    }

    /**
     * Verifies a param of the newest attempt of the step.
     *
     * @param name the name of the param
     * @param expected its value, as {@link io.maestro.param.ParamCodec} takes it
     * @return these assertions
     */
    public StepAssert hasParam(String name, Object expected) {
        var attempts = attempts();
        of.verifyParam(
                "step '" + id + "'",
                attempts.isEmpty() ? null : attempts.getLast().params().get(name),
                name,
                expected);
        return this;
    }

    /**
     * Verifies why the newest attempt of the step did not succeed.
     *
     * @param expected a part of the message
     * @return these assertions
     */
    public StepAssert failedWith(String expected) {
        var attempts = attempts();
        var message = attempts.isEmpty()
                ? ""
                : attempts.getLast().error().map(error -> error.message()).orElse("");
        if (!message.contains(expected)) {
            of.fail("step '" + id + "' was to fail with '" + expected + "' but "
                    + (message.isEmpty() ? "has no error" : "its error is '" + message + "'"));
        }
        return this;
    }
}
