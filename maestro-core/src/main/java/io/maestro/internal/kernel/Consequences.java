package io.maestro.internal.kernel;

import io.maestro.run.ActionResult;
import io.maestro.run.DroppedVisits;
import io.maestro.run.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what follows from one event. */
final class Consequences {

    private final List<Fact> facts = new ArrayList<>(2);
    private final List<Command> commands = new ArrayList<>(2);
    private List<DroppedVisits> dropped = List.of();
    private Optional<ActionResult> answer = Optional.empty();

    void fact(Fact fact) {
        facts.add(fact);
    }

    void command(Command command) {
        commands.add(command);
    }

    void commands(List<Command> some) {
        commands.addAll(some);
    }

    void drop(DroppedVisits visits) {
        if (dropped.isEmpty()) {
            dropped = new ArrayList<>(1);
        }
        dropped.add(visits);
    }

    void answer(ActionResult result) {
        answer = Optional.of(result);
    }

    Decision decision() {
        return facts.isEmpty() && commands.isEmpty() && answer.isEmpty()
                ? Decision.NOTHING
                : new Decision(facts, dropped, commands, answer);
    }
}
