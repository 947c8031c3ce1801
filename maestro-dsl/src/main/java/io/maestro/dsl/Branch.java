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
public final class Branch {

    private final Draft draft;
    private final AnyStep<?> from;
    private final List<Condition> asked = new ArrayList<>();

    Branch(Draft draft, AnyStep<?> from) {
        this.draft = draft;
        this.from = from;
        draft.begun(this, from);
    }

    /**
     * Begins a way that is taken if a condition holds. {@link Way#to} says where it leads.
     *
     * @param condition the condition; the output of the step that has ended is there for it to read
     * @return the way
     */
    public Way when(StepPredicate condition) {
        return when(new Condition.InJava(new AnsweredOnce(requireNonNull(condition, "condition"))));
    }

    /**
     * Begins a way that is taken if a condition holds. {@link Way#to} says where it leads.
     *
     * @param condition an expression; params of the step that has ended are there for it to use, outputs among them: {@link
     *     Step#outputParam(String, Class)}
     * @return the way
     */
    public Way when(String condition) {
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
    public void otherwise(AnyStep<?> step, AnyStep<?>... more) {
        draft.requireOpen();
        draft.completed(this);
        Otherwise.problemWith(asked)
                .ifPresentOrElse(
                        problem -> draft.add(
                                ProblemCode.CONFLICT, from.path() + "/transition", "after '" + from + "' " + problem),
                        () -> connect(Otherwise.than(asked), step, more));
    }

    private void connect(Optional<Condition> condition, AnyStep<?> step, AnyStep<?>... more) {
        draft.connect(from, requireNonNull(step, "step"), condition);
        for (var another : more) {
            draft.connect(from, requireNonNull(another, "more"), condition);
        }
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
            draft.requireOpen();
            draft.completed(this);
            asked.add(condition);
            connect(Optional.of(condition), step, more);
            return Branch.this;
        }
    }
}
