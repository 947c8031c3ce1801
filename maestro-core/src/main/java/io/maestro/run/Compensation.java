package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run undoes before it ends, because it did not succeed: the steps that had succeeded in its instance and say which step undoes
 * them, the last one first. If one of these fails, the others are left as they are.
 *
 * @param undos what is undone, in this order; not empty
 * @param done how many of them are undone by now
 * @param since when it began
 */
public record Compensation(List<Undo> undos, int done, Instant since) {

    /** Copies the list, and checks that no more is undone than was to be. */
    public Compensation {
        undos = List.copyOf(undos);
        requireNonNull(since, "since");
        if (undos.isEmpty() || done < 0 || done > undos.size()) {
            throw new IllegalArgumentException("of " + undos.size() + " steps " + done + " cannot be undone");
        }
    }

    /**
     * A step that is undone.
     *
     * @param step the step
     * @param run the number of the run in which it succeeded, which may be an earlier one of the instance
     * @param visit which time a cycle had come to it, from 1
     * @param by the step that undoes it
     */
    public record Undo(StepId step, long run, int visit, StepId by) {
        /** Checks that nothing is null. */
        public Undo {
            requireNonNull(step, "step");
            requireNonNull(by, "by");
        }

        /** Returns the step in words. */
        @Override
        public String toString() {
            return "'" + step + "'" + (visit > 1 ? ", visit " + visit : "");
        }
    }

    /**
     * Tells whether all is undone.
     *
     * @return false if something is left, be it that it is not its turn yet, or that what came before could not be undone
     */
    public boolean isDone() {
        return done == undos.size();
    }

    /**
     * Returns what is undone next, or is being undone.
     *
     * @return the step; empty if all is undone
     */
    public Optional<Undo> next() {
        return isDone() ? Optional.empty() : Optional.of(undos.get(done));
    }

    /**
     * Returns what is undone by now.
     *
     * @return the steps, in the order in which they were undone
     */
    public List<Undo> undone() {
        return undos.subList(0, done);
    }

    /**
     * Tells whether something that a step has done is undone.
     *
     * @param step the step
     * @return true if it is, for the newest visit of the step at least
     */
    public boolean hasUndone(StepId step) {
        return undone().stream().anyMatch(undo -> undo.step().equals(step));
    }

    /**
     * Returns this when what is next is undone.
     *
     * @return the same, one step further
     */
    public Compensation further() {
        return new Compensation(undos, done + 1, since);
    }

    /**
     * Returns which visit of the step that undoes what is next it is: one for each time that it undoes something in the run.
     *
     * @return the number of the visit, from 1; 1 if all is undone
     */
    public int visit() {
        return 1
                + (int) next().stream()
                        .flatMap(next ->
                                undone().stream().filter(undo -> undo.by().equals(next.by())))
                        .count();
    }

    /** Returns what is undone, and where it stopped, in words. */
    @Override
    public String toString() {
        var texts = new ArrayList<String>();
        undos.forEach(undo -> texts.add(undo.toString()));
        return done + " of " + undos.size() + " undone: " + String.join(", ", texts);
    }
}
