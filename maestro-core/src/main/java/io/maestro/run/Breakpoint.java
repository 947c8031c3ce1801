package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import java.util.Optional;

/**
 * Where attempts of a step are to pause before their work begins (spec: runtime, section 6.5). What is not said matches all.
 *
 * {@snippet :
 * maestro.breakpoints().set(Breakpoint.at("daily-etl", "load").version(3), "ann", "look at the rows first");
 * }
 *
 * @param workflow the workflow; for a step in the body of a loop, the one in which the loop is
 * @param step the step, which may be in the body of a loop: then each iteration matches
 * @param version which version, or empty for all
 * @param instance which instance of the workflow, or empty for all
 * @param run which run of the instance, or empty for all
 * @param attempt which attempt of the step in its run, or empty for all
 */
public record Breakpoint(
        WorkflowId workflow,
        StepId step,
        Optional<Long> version,
        Optional<Long> instance,
        Optional<Long> run,
        Optional<Integer> attempt) {

    /** Checks that nothing is null and all numbers are positive. */
    public Breakpoint {
        requireNonNull(workflow, "workflow");
        requireNonNull(step, "step");
        version.ifPresent(number -> requirePositive("version", number));
        instance.ifPresent(number -> requirePositive("instance", number));
        run.ifPresent(number -> requirePositive("run", number));
        attempt.ifPresent(number -> requirePositive("attempt", number));
    }

    private static void requirePositive(String what, long number) {
        if (number < 1) {
            throw new IllegalArgumentException("the " + what + " of a breakpoint must be positive but was " + number);
        }
    }

    /**
     * Returns the breakpoint of all attempts of a step.
     *
     * @param workflow the id of the workflow
     * @param step the id of the step
     * @return the breakpoint
     * @throws io.maestro.definition.InvalidIdException if a text cannot be such an id
     */
    public static Breakpoint at(String workflow, String step) {
        return new Breakpoint(
                new WorkflowId(workflow),
                new StepId(step),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Returns this for one version only.
     *
     * @param number the version
     * @return the breakpoint
     */
    public Breakpoint version(long number) {
        return new Breakpoint(workflow, step, Optional.of(number), instance, run, attempt);
    }

    /**
     * Returns this for one instance only.
     *
     * @param number the instance
     * @return the breakpoint
     */
    public Breakpoint instance(long number) {
        return new Breakpoint(workflow, step, version, Optional.of(number), run, attempt);
    }

    /**
     * Returns this for runs of one number only.
     *
     * @param number the run of the instance
     * @return the breakpoint
     */
    public Breakpoint run(long number) {
        return new Breakpoint(workflow, step, version, instance, Optional.of(number), attempt);
    }

    /**
     * Returns this for one attempt only.
     *
     * @param number the attempt
     * @return the breakpoint
     */
    public Breakpoint attempt(int number) {
        return new Breakpoint(workflow, step, version, instance, run, Optional.of(number));
    }

    /**
     * Tells whether an attempt of a step is to pause. Of an iteration of a loop, instance and run are those of the run at the top, if
     * that is one of the workflow.
     *
     * @param of the run
     * @param id the step
     * @param number the attempt
     * @return true if the attempt matches
     */
    public boolean matches(WorkflowRun of, StepId id, int number) {
        var place = place(of);
        return step.equals(id)
                && workflow.equals(of.definition().workflow())
                && version.filter(wanted -> wanted != of.version()).isEmpty()
                && instance.filter(wanted -> wanted != place.instance()).isEmpty()
                && run.filter(wanted -> wanted != place.run()).isEmpty()
                && attempt.filter(wanted -> wanted != number).isEmpty();
    }

    private RunId place(WorkflowRun of) {
        return of.initiator() instanceof Initiator.ByStep byStep
                        && byStep.kind().isLoop()
                        && byStep.root().workflow().equals(workflow)
                ? byStep.root()
                : of.runId();
    }

    /** Returns where it is, in one line. */
    @Override
    public String toString() {
        return "step '" + step + "' of workflow '" + workflow + "'"
                + version.map(number -> ", version " + number).orElse("")
                + instance.map(number -> ", instance " + number).orElse("")
                + run.map(number -> ", run " + number).orElse("")
                + attempt.map(number -> ", attempt " + number).orElse("");
    }
}
