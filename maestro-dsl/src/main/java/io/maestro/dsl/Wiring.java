package io.maestro.dsl;

import io.maestro.error.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes transitions of inputs, level by level, and checks that what is read is there.
 *
 * <p>An input must be upstream of the step that takes it, and usually becomes a transition. Joins make that delicate: a step
 * runs if <em>any</em> transition to it was taken. So no transition is added where the input is upstream already, since it
 * would let the step run although a branch between the two was not taken; and none where the step is reached on a condition,
 * since the condition would then decide nothing. What a step in the body of a loop takes from outside is an input of the loop.
 */
final class Wiring {

    private final Draft draft;

    Wiring(Draft draft) {
        this.draft = draft;
    }

    /** Does so for a level and those inside of it. */
    void connect(Scope scope) {
        scope.steps().forEach(this::noteAside);
        scope.steps().forEach(this::connectInputs);
        scope.steps().forEach(this::checkReads);
        scope.steps().forEach(this::checkWaysBack);
        new ForwardCycle(scope)
                .find()
                .ifPresent(cycle -> draft.add(
                        ProblemCode.CYCLE,
                        scope.path() + "/steps",
                        "the steps "
                                + cycle.stream().map(step -> "'" + step + "'").collect(Collectors.joining(" -> "))
                                + " form a cycle; a way that is to lead back is said by backTo"));
        for (var step : scope.steps()) {
            if (step instanceof AnyLoop<?> loop) {
                connect(loop.body());
            }
        }
    }

    private void noteAside(AnyStep<?> step) {
        step.compensation()
                .filter(by -> draft.owns(by, step.path() + "/compensation"))
                .ifPresent(by -> step.scope().edges().undoes(by, step));
        step.onFailure()
                .filter(by -> draft.owns(by, step.path() + "/on_failure"))
                .ifPresent(by -> step.scope().edges().handles(by));
    }

    /** What undoes a step, or handles failures, takes what there is without being led to. */
    private void connectInputs(AnyStep<?> step) {
        var edges = step.scope().edges();
        if (edges.isReachedOnCondition(step) || edges.isAside(step)) {
            return;
        }
        var needed = needs(step).stream()
                .filter(need -> isConnectable(need, step))
                .distinct()
                .toList();
        for (var input : needed) {
            boolean comesBefore = edges.isUpstream(input, step)
                    || needed.stream().anyMatch(other -> other != input && edges.isUpstream(input, other));
            if (!comesBefore) {
                draft.connect(input, step, Edges.Way.always());
            }
        }
    }

    /** A step of another workflow is connected all the same, to be told of. */
    private boolean isConnectable(AnyStep<?> need, AnyStep<?> step) {
        return need.scope() == step.scope()
                || (need.draft() != draft && step.inputs().contains(need));
    }

    /** Returns the steps whose outputs a step takes, or a step in its body. */
    private static List<AnyStep<?>> needs(AnyStep<?> step) {
        var needs = new ArrayList<>(step.inputs());
        if (step instanceof AnyLoop<?> loop) {
            loop.body().steps().forEach(inner -> needs.addAll(needs(inner)));
        }
        return needs;
    }

    private void checkReads(AnyStep<?> step) {
        step.inputs()
                .forEach(input -> checkRead(
                        step,
                        input,
                        "; the step is reached on a condition, so its inputs must run before the step that decides"));
        step.reads().forEach(read -> checkRead(step, read, ": no transition leads from it to the reader"));
    }

    private void checkRead(AnyStep<?> step, AnyStep<?> read, String why) {
        if (!draft.owns(read, step.path())) {
            return;
        }
        var holder = read.scope().holderOf(step);
        if (holder.isEmpty()) {
            add(step, read, "which is in the body of " + read.scope() + "; outside of it, read what the loop gathers");
        } else if (holder.get() != step && holder.get() == read) {
            add(step, read, "in whose body it is; what the loop gathers is there when it has ended");
        } else if (!read.scope().edges().isUpstream(read, holder.get())) {
            add(step, read, "which is not upstream" + why);
        }
    }

    private void add(AnyStep<?> step, AnyStep<?> read, String why) {
        draft.add(
                ProblemCode.NOT_UPSTREAM,
                step.path(),
                "step '" + step + "' reads the output of step '" + read + "', " + why);
    }

    private void checkWaysBack(AnyStep<?> step) {
        var edges = step.scope().edges();
        edges.from(step).forEach((to, way) -> {
            if (way.back() && to != step && !edges.isUpstream(to, step)) {
                draft.add(
                        ProblemCode.NOT_UPSTREAM,
                        step.path() + "/transition/successors/" + to,
                        "step '" + step + "' is to lead back to step '" + to
                                + "', which is not before it; a way that leads on is said by to");
            }
        });
    }
}
