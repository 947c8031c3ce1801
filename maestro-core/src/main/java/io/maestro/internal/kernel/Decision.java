package io.maestro.internal.kernel;

import io.maestro.run.ActionResult;
import io.maestro.run.DroppedVisits;
import io.maestro.run.Fact;
import io.maestro.run.StepAttempt;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What follows from an event.
 *
 * @param facts the rows to record, together
 * @param dropped what need not be kept any more once they are recorded; nothing without facts
 * @param commands what to carry out once they are recorded, in order
 * @param answer what whoever asked for an action is told once they are recorded; or empty
 */
public record Decision(
        List<Fact> facts, List<DroppedVisits> dropped, List<Command> commands, Optional<ActionResult> answer) {

    /** Nothing follows. */
    public static final Decision NOTHING = new Decision(List.of(), List.of(), List.of(), Optional.empty());

    /** Returns the row that is to be committed together with the work of its attempt, if there is one. */
    public Optional<StepAttempt> workToCommit() {
        return commands.stream()
                .flatMap(command ->
                        command instanceof Command.CommitWork work ? Stream.of(work.outcome()) : Stream.empty())
                .findFirst();
    }

    /** Tells whether there is nothing to record and nothing to carry out. */
    public boolean isEmpty() {
        return facts.isEmpty() && commands.isEmpty();
    }
}
