package io.maestro.internal.kernel;

import io.maestro.permit.PermitRequest;
import io.maestro.run.ActionTaken;
import io.maestro.run.FailureKind;
import io.maestro.run.Retries;
import io.maestro.run.StepRestart;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which try of a step something belongs to.
 *
 * @param attempt the number of the try in its run, from 1
 * @param visit which time a cycle comes to the step, from 1
 * @param pass which pass through the innermost cycle around the step it belongs to, from 1
 * @param retries the retries made so far in this visit, this one included
 * @param recoveries how often its work was begun again because the process had died
 * @param settled what somebody said became of it when nobody knew; or empty
 * @param actions what was asked of it and done, the oldest first
 * @param permits what it asked for before its work could begin; or empty
 */
public record Try(
        int attempt,
        int visit,
        int pass,
        Retries retries,
        int recoveries,
        Optional<Settled> settled,
        List<ActionTaken> actions,
        Optional<PermitRequest> permits) {

    /**
     * Creates a try of which nobody has said or asked anything.
     *
     * @param attempt the number of the try in its run, from 1
     * @param visit which time a cycle comes to the step, from 1
     * @param pass which pass through the innermost cycle around the step it belongs to, from 1
     * @param retries the retries made so far in this visit, this one included
     * @param recoveries how often its work was begun again because the process had died
     */
    public Try(int attempt, int visit, int pass, Retries retries, int recoveries) {
        this(attempt, visit, pass, retries, recoveries, Optional.empty(), List.of(), Optional.empty());
    }

    /** Returns the first try of the next visit. */
    static Try after(StepState.NotReached before) {
        return new Try(before.attempts() + 1, before.visits() + 1, before.pass(), Retries.NONE, 0);
    }

    /** Returns the next try of this visit, after a failure of some kind. What a restart gave to this one, it is given too. */
    Try again(FailureKind kind) {
        return new Try(
                attempt + 1,
                visit,
                pass,
                retries.plusOne(kind),
                0,
                Optional.empty(),
                actions.isEmpty() ? List.of() : ofStep().toList(),
                Optional.empty());
    }

    /** Returns this try when an iteration of it runs again. Only the newest is known with what. */
    Try restartedIteration(ActionTaken taken) {
        var before = actions.stream()
                .map(known -> known.request()
                                .restart()
                                .filter(StepRestart::ofIteration)
                                .isPresent()
                        ? new ActionTaken(known.request().bare(), known.at())
                        : known)
                .toList();
        var again = new ActionTaken(taken.request().ofIteration(), taken.at());
        return new Try(attempt, visit, pass, retries, recoveries, settled, ActionTaken.append(before, again), permits);
    }

    /** Returns the next try of this visit, after somebody has asked for it. */
    Try restarted() {
        return new Try(attempt + 1, visit, pass, retries, 0);
    }

    /** Returns this try when its work is begun again. */
    Try recovered() {
        return new Try(attempt, visit, pass, retries, recoveries + 1, Optional.empty(), actions, permits);
    }

    /** Returns this try when somebody has said what became of it. */
    Try settled(Settled said) {
        return new Try(attempt, visit, pass, retries, recoveries, Optional.of(said), actions, permits);
    }

    /** Returns this try after something was asked of it. */
    Try acted(ActionTaken taken) {
        return new Try(attempt, visit, pass, retries, recoveries, settled, ActionTaken.append(actions, taken), permits);
    }

    /** Returns this try when it asks for permits, or for none. */
    Try asking(Optional<PermitRequest> request) {
        return new Try(attempt, visit, pass, retries, recoveries, settled, actions, request);
    }

    /** Returns what was asked that brings it to an end, or empty if nothing was. */
    Optional<ActionTaken> order() {
        return actions.isEmpty()
                ? Optional.empty()
                : Optional.of(actions.getLast()).filter(taken -> taken.action().endsSteps());
    }

    /** Returns with what somebody has restarted the step in this visit; empty if nobody has. */
    public Optional<StepRestart> restart() {
        return ofStep().flatMap(taken -> taken.request().restart().stream()).findFirst();
    }

    private Stream<ActionTaken> ofStep() {
        return actions.stream()
                .filter(taken -> taken.request()
                        .restart()
                        .filter(restart -> !restart.ofIteration())
                        .isPresent());
    }

    /** Returns with what somebody has restarted an iteration last while the step goes on; empty if nobody has. */
    public Optional<StepRestart> restartOfIteration() {
        return actions.stream()
                .flatMap(taken -> taken.request().restart().stream())
                .filter(StepRestart::ofIteration)
                .findFirst();
    }

    /** Tells whether something was asked for already, which comes again when nobody knew whether it had come. */
    boolean knows(ActionTaken taken) {
        return actions.stream()
                .anyMatch(known -> known.request().id().equals(taken.request().id()));
    }
}
