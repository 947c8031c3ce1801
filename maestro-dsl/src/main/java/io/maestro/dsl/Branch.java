package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.error.ProblemCode;
import io.maestro.step.StepPredicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a run goes after a step, by conditions in Java or in the expression language. The conditions are independent: each that
 * is true is followed, and the steps of {@link #otherwise} are reached if none is.
 *
 * <p>Each condition is asked once, when the step has ended; an exception in it fails the step. As all options, conditions are
 * declared while {@link Workflow#define} runs.
 */
public sealed class Branch permits WayBack {

    private final Draft draft;
    private final AnyStep<?> from;
    private final List<Condition> asked;

    Branch(Draft draft, AnyStep<?> from) {
        this.draft = draft;
        this.from = from;
        this.asked = new ArrayList<>();
        draft.begun(this, from);
    }

    /** Goes on with a branch. */
    Branch(Branch other) {
        this.draft = other.draft;
        this.from = other.from;
        this.asked = other.asked;
    }

    /**
     * Begins a way that is taken if a condition holds. {@link Way#to} says where it leads.
     *
     * @param condition the condition; the output of the step that has ended is there for it to read
     * @return the way
     */
    public final Way when(StepPredicate condition) {
        return when(new Condition.InJava(new AnsweredOnce(requireNonNull(condition, "condition"))));
    }

    /**
     * Begins a way that is taken if a condition holds. {@link Way#to} says where it leads.
     *
     * @param condition an expression; params of the step that has ended are there for it to use, outputs among them: {@link
     *     Step#outputParam(String, Class)}
     * @return the way
     */
    public final Way when(String condition) {
        return when(new Condition.InSel(requireNonNull(condition, "condition")));
    }

    private Way when(Condition condition) {
        draft.requireOpen();
        draft.completed(this);
        return new Way(condition);
    }

    /**
     * Says where the run goes if none of the conditions before holds. They must be all in Java, or all expressions.
     *
     * @param step a step
     * @param more further ones
     */
    public final void otherwise(AnyStep<?> step, AnyStep<?>... more) {
        otherwise().ifPresent(way -> connect(way, step, more));
    }

    /**
     * Lets the run go back if none of the conditions before holds. They must be all in Java, or all expressions.
     *
     * @param step a step before the one that has ended, or that one itself
     * @return the branch, on which the number of passes can be limited
     * @see Way#backTo
     */
    public final WayBack otherwiseBackTo(AnyStep<?> step) {
        otherwise().ifPresent(way -> connect(way.goingBack(), step));
        return new WayBack(this);
    }

    /** Returns the way that is taken if no other is; adds a problem if it cannot be said. */
    private Optional<Edges.Way> otherwise() {
        draft.requireOpen();
        draft.completed(this);
        var problem = Otherwise.problemWith(asked);
        problem.ifPresent(
                why -> draft.add(ProblemCode.CONFLICT, from.path() + "/transition", "after '" + from + "' " + why));
        return problem.isPresent() ? Optional.empty() : Optional.of(new Edges.Way(Otherwise.than(asked), false));
    }

    private void connect(Edges.Way way, AnyStep<?> step, AnyStep<?>... more) {
        draft.connect(from, requireNonNull(step, "step"), way);
        for (var another : more) {
            draft.connect(from, requireNonNull(another, "more"), way);
        }
    }

    /** Limits the passes through the cycles that the step closes. */
    final void limit(int passes) {
        draft.requireOpen();
        from.scope().edges().limit(from, passes);
    }

    /** Sets how many visits of the steps of the cycles are kept that the step closes. */
    final void keep(int visits) {
        draft.requireOpen();
        from.scope().edges().keep(from, visits);
    }

    /** A way that is taken if its condition holds. */
    public final class Way {

        private final Condition condition;

        private Way(Condition condition) {
            this.condition = condition;
            draft.begun(this, from);
        }

        /**
         * Says where the way leads.
         *
         * @param step a step
         * @param more further ones
         * @return the branch, for further conditions
         */
        public Branch to(AnyStep<?> step, AnyStep<?>... more) {
            leads(Edges.Way.on(condition), step, more);
            return Branch.this;
        }

        /**
         * Says that the way leads back, and so closes a cycle: the steps from that one to the one that has ended are passed
         * through once more. When all of them have ended in a pass, the run goes back if it can, and otherwise on.
         *
         * @param step a step before the one that has ended, or that one itself; every way into the cycle must lead through it
         * @return the branch, for further conditions, on which the number of passes can be limited
         */
        public WayBack backTo(AnyStep<?> step) {
            leads(Edges.Way.on(condition).goingBack(), step);
            return new WayBack(Branch.this);
        }

        private void leads(Edges.Way way, AnyStep<?> step, AnyStep<?>... more) {
            draft.requireOpen();
            draft.completed(this);
            asked.add(condition);
            connect(way, step, more);
        }
    }
}
