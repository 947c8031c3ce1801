package io.maestro.test;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.permit.HostLimit;
import io.maestro.permit.Limit;
import io.maestro.run.StepExplanation;
import io.maestro.run.WorkflowRun;
import io.maestro.store.RunQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;

/** Assertions about all that a Maestro does, once it is at rest. */
public final class MaestroAssert extends AbstractAssert<MaestroAssert, Maestro> {

    MaestroAssert(Maestro maestro) {
        super(maestro, MaestroAssert.class);
    }

    /**
     * Verifies that each run that has not ended goes on: some step of it works, or waits for a time, a turn, a permit, another run or a
     * person. When one is stuck, tells why its steps are where they are.
     *
     * @return these assertions
     */
    public MaestroAssert hasNoStuckRuns() {
        isNotNull();
        for (var row : allRuns(actual)) {
            if (!row.status().isTerminal()) {
                actual.find(row.runId()).ifPresent(this::verifyGoesOn);
            }
        }
        return this;
    }

    private static List<WorkflowRun> allRuns(Maestro maestro) {
        var runs = new ArrayList<WorkflowRun>();
        var query = RunQuery.all().limit(RunQuery.MAX_LIMIT);
        var page = maestro.runs(query);
        while (!page.isEmpty()) {
            runs.addAll(page);
            page = maestro.runs(query.after(page.getLast().runId()));
        }
        return runs;
    }

    private void verifyGoesOn(RunHandle run) {
        if (run.ended().isCompletedExceptionally()) {
            failWithMessage("%s", "run " + run.id() + " is stuck: no engine advances it" + Story.of(run));
        }
        if (run.explain().stream().map(StepExplanation::reason).noneMatch(MaestroAssert::goesOn)) {
            failWithMessage("%s", "run " + run.id() + " is stuck: nothing is there that it waits for" + Story.of(run));
        }
    }

    private static boolean goesOn(StepExplanation.Reason reason) {
        return !(reason instanceof StepExplanation.WaitsForSteps
                || reason instanceof StepExplanation.NeverReached
                || reason instanceof StepExplanation.NoConditionTrue
                || reason instanceof StepExplanation.Kept
                || reason instanceof StepExplanation.LeftAsItWas
                || reason instanceof StepExplanation.MissingCode
                || reason instanceof StepExplanation.Undoes
                || reason instanceof StepExplanation.Handles
                || reason instanceof StepExplanation.Ended);
    }

    /**
     * Verifies that no attempt of a run that has ended has a permit, of what the host and the workflows limit. For the Maestro of a
     * kit.
     *
     * @return these assertions
     */
    public MaestroAssert hasNoLeakedPermits() {
        isNotNull();
        var store = Handles.of(actual).lives().rows();
        var limits = Stream.concat(
                        actual.limits().list().stream().map(HostLimit::limit),
                        actual.workflows().stream().map(Limit::ofWorkflow))
                .toList();
        var leaked = store.permits().held(limits).stream()
                .map(grant -> grant.holder())
                .filter(holder -> store.run(holder.runId())
                        .filter(run -> !run.status().isTerminal())
                        .isEmpty())
                .toList();
        if (!leaked.isEmpty()) {
            failWithMessage("%s", "permits were to be given back, but these runs have ended and have some: " + leaked);
        }
        return this;
    }

    /**
     * Verifies how many commits were made so far, those that failed included. For the Maestro of a kit.
     *
     * @param expected how many at most
     * @return these assertions
     */
    public MaestroAssert committedAtMost(int expected) {
        isNotNull();
        int commits = Handles.of(actual).faults().commits();
        if (commits > expected) {
            failWithMessage("%s", "at most " + expected + " commits were to be made but there were " + commits);
        }
        return this;
    }
}
