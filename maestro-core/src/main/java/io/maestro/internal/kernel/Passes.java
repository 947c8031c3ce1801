package io.maestro.internal.kernel;

import io.maestro.param.ParamValue;
import io.maestro.run.Children;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The iterations of a while: one after the other, and before each its condition is asked. */
final class Passes implements Offspring {

    private final Leaves leaves = new Leaves();
    private Map<String, ParamValue> values;
    private long last;
    private Phase phase = Phase.TO_ASK;
    private RunStatus outcome = RunStatus.SUCCEEDED;

    private enum Phase {
        TO_ASK,
        ASKING,
        TO_BEGIN,
        RUNNING,
        OVER
    }

    /**
     * Creates a while of which nothing has begun.
     *
     * @param values the loop params at first
     */
    Passes(Map<String, ParamValue> values) {
        this.values = values;
    }

    @Override
    public List<Move> advance() {
        return switch (phase) {
            case TO_ASK -> {
                phase = Phase.ASKING;
                yield List.of(new Ask(last + 1, values));
            }
            case TO_BEGIN -> {
                phase = Phase.RUNNING;
                yield List.of(new Begin(++last, values));
            }
            case ASKING, RUNNING, OVER -> List.of();
        };
    }

    /** Takes in whether the condition held before an iteration, and the loop params that this one is given then. */
    void answered(long number, Map<String, ParamValue> given, boolean holds) {
        if (phase == Phase.ASKING && number == last + 1) {
            values = given;
            phase = holds ? Phase.TO_BEGIN : Phase.OVER;
        }
    }

    @Override
    public void ended(Child child) {
        if (phase == Phase.RUNNING && child.number() == last) {
            leaves.add(child.rollup());
            settle(child.status(), child.values());
        }
    }

    private void settle(RunStatus status, Map<String, ParamValue> after) {
        outcome = status;
        phase = status == RunStatus.SUCCEEDED ? Phase.TO_ASK : Phase.OVER;
        values = after;
    }

    @Override
    public void found(Children runs, Found found) {
        last = found.last();
        leaves.add(found.rollup());
        if (!found.unfinished().isEmpty()) {
            phase = Phase.RUNNING;
        } else if (last > 0) {
            settle(worst(found.ended()), found.values());
        } else {
            phase = Phase.TO_ASK;
        }
    }

    /** Only the last can have ended otherwise than well. */
    private static RunStatus worst(Map<RunStatus, Long> ended) {
        return ended.keySet().stream()
                .filter(status -> status != RunStatus.SUCCEEDED)
                .findAny()
                .orElse(RunStatus.SUCCEEDED);
    }

    @Override
    public List<RunId> running(Children runs) {
        return phase == Phase.RUNNING ? runs.run(last).stream().toList() : List.of();
    }

    @Override
    public boolean isQuiet() {
        return phase != Phase.RUNNING;
    }

    @Override
    public Optional<RunStatus> outcome() {
        return phase == Phase.OVER ? Optional.of(outcome) : Optional.empty();
    }

    @Override
    public boolean hasFailed() {
        return outcome == RunStatus.FAILED;
    }

    @Override
    public Rollup rollup() {
        return leaves.rollup();
    }
}
