package io.maestro.internal.engine;

import io.maestro.internal.kernel.Decision;
import io.maestro.internal.kernel.RunMachine;
import io.maestro.run.Fact;
import io.maestro.run.RunId;
import io.maestro.run.WakeUp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Finds out when a run comes to rest: all that it waits for are times, and the next of them is far enough for it to leave memory until
 * then. That is recorded together with what has brought it to rest, so that after a crash nobody needs to fold the run to know that it
 * sleeps. While a job is being asked how it is, the time at which it was to be asked has passed, so that is no rest. Belongs to the
 * mailbox of the run.
 *
 * <p>What is recorded must not outlast its truth. Whatever has the run go on before its time is recorded as well, and that commit
 * takes it back. What happens at the time needs no commit for that: a time that has come is no reason to let the run sleep.
 */
final class Rest {

    private final RunId runId;
    private final RunMachine machine;
    private final Duration napLimit;

    private int turn;
    private Optional<Instant> until = Optional.empty();
    private Recorded recorded;

    /** What the store has about when to wake the run. */
    private enum Recorded {
        NOTHING,
        UNTIL,
        UNKNOWN
    }

    private Rest(RunMachine machine, Duration napLimit, Recorded recorded) {
        this.runId = machine.run().runId();
        this.machine = machine;
        this.napLimit = napLimit;
        this.recorded = recorded;
    }

    /** Returns the rest of a run that has just begun. */
    static Rest ofFresh(RunMachine machine, Duration napLimit) {
        return new Rest(machine, napLimit, Recorded.NOTHING);
    }

    /** Returns the rest of a run that was folded from its facts. */
    static Rest ofFolded(RunMachine machine, Duration napLimit) {
        return new Rest(machine, napLimit, Recorded.UNKNOWN);
    }

    /**
     * Takes in a decision of the machine, and returns it with what is to be recorded about the rest.
     *
     * @param at when the event was that it follows from
     * @param mayLeave whether runs leave memory at all now
     */
    Decision after(Instant at, Decision decision, boolean mayLeave) {
        turn++;
        var before = until;
        until = mayLeave ? machine.idleUntil().filter(time -> isFar(time, at)) : Optional.empty();
        if (until.isPresent() && !(recorded == Recorded.UNTIL && until.equals(before))) {
            recorded = Recorded.UNTIL;
            return with(decision, new WakeUp(runId, until));
        }
        if (until.isEmpty() && recorded != Recorded.NOTHING && !decision.facts().isEmpty()) {
            recorded = Recorded.NOTHING;
            return with(decision, new WakeUp(runId, Optional.empty()));
        }
        return decision;
    }

    private boolean isFar(Instant time, Instant now) {
        return time.isAfter(now) && !time.isBefore(now.plus(napLimit));
    }

    private static Decision with(Decision decision, WakeUp wakeUp) {
        var facts = new ArrayList<Fact>(decision.facts().size() + 1);
        facts.add(wakeUp);
        facts.addAll(decision.facts());
        return new Decision(facts, decision.dropped(), decision.commands(), decision.answer());
    }

    /** Returns how the run is to leave once what was decided last is carried out, or empty if it does not rest. */
    Optional<RunMessage.Leave> leave() {
        return until.map(time -> new RunMessage.Leave(turn, time));
    }

    /** Returns the number of the last decision. */
    int turn() {
        return turn;
    }

    /** Tells whether nothing was decided since. */
    boolean isStill(RunMessage.Leave leave) {
        return leave.turn() == turn;
    }
}
