package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a run goes on from the runs of its instance before it, or, as the first one of a fork, from what that took over. It is recorded with the
 * run, so that the same steps of it run after a crash; what the runs before it recorded is not copied.
 *
 * @param policy from where it goes on
 * @param step the step that is to run again, for {@link RestartPolicy#FROM_SPECIFIC}; else empty
 * @param order what was asked for
 * @param path what lies below, on the way to what is to be restarted, from above; empty if it is this run
 * @param before how the instance stood before; empty if it had no run
 * @param led the steps that some step which is kept leads to
 * @param kept how the leaf steps ended that are kept
 * @param fork of what the run is a fork, or empty if it is none
 */
public record Restart(
        RestartPolicy policy,
        Optional<StepId> step,
        RestartOrder order,
        List<RestartNode> path,
        Optional<InstanceView> before,
        List<StepId> led,
        Rollup kept,
        Optional<ForkSource> fork) {

    /** Copies the lists. */
    public Restart {
        requireNonNull(policy, "policy");
        requireNonNull(step, "step");
        requireNonNull(order, "order");
        path = List.copyOf(path);
        requireNonNull(before, "before");
        led = List.copyOf(led);
        requireNonNull(kept, "kept");
        requireNonNull(fork, "fork");
    }

    /**
     * Creates how a run goes on that is no fork.
     *
     * @param policy from where it goes on
     * @param step the step that is to run again, or empty
     * @param order what was asked for
     * @param path what lies below, on the way to what is to be restarted
     * @param before how the instance stood before; empty if it had no run
     * @param led the steps that some step which is kept leads to
     * @param kept how the leaf steps ended that are kept
     */
    public Restart(
            RestartPolicy policy,
            Optional<StepId> step,
            RestartOrder order,
            List<RestartNode> path,
            Optional<InstanceView> before,
            List<StepId> led,
            Rollup kept) {
        this(policy, step, order, path, before, led, kept, Optional.empty());
    }

    /**
     * Returns the same with what is known of the steps that are kept.
     *
     * @param ledTo the steps that some of them lead to
     * @param leaves how their leaf steps ended
     * @return how the run goes on
     */
    public Restart keeping(List<StepId> ledTo, Rollup leaves) {
        return new Restart(policy, step, order, path, before, ledTo, leaves, fork);
    }

    /**
     * Tells whether this run is the one that was to be restarted, and not one on the way to it.
     *
     * @return true if so
     */
    public boolean isTarget() {
        return path.isEmpty();
    }

    /**
     * Tells whether the run has nothing to do but to undo what the instance did.
     *
     * @return true if so
     */
    public boolean isCompensation() {
        return policy == RestartPolicy.COMPENSATION;
    }

    /**
     * Returns that a step is to be passed over.
     *
     * @param id the step
     * @param initiator what started the run
     * @param at when the run comes to the step
     * @return what is asked of it, or empty if it is not
     */
    public Optional<ActionTaken> skip(StepId id, Initiator initiator, Instant at) {
        if (!isTarget() || !order.skipped().contains(id)) {
            return Optional.empty();
        }
        var by = initiator instanceof Initiator.ByHand(var user) ? user.orElse("whoever restarted") : "the run above";
        var request = new ActionRequest(
                order.requestId(), Action.SKIP, by, order.reason().orElse("skipped by the restart"));
        return Optional.of(new ActionTaken(request, at));
    }

    /**
     * Returns how a step stood before.
     *
     * @param id the step
     * @return the view
     */
    public StepView before(StepId id) {
        return before.map(view -> view.step(id)).orElse(StepView.NOT_REACHED);
    }
}
