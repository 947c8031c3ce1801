package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.value.Kind;
import java.util.List;

/** Expressions one after the other; only the value of the last can be asked for. */
final class EffectsNode extends Node {

    private final Node[] before;
    private final Node last;

    EffectsNode(List<Node> expressions) {
        this.before = expressions.subList(0, expressions.size() - 1).toArray(new Node[0]);
        this.last = expressions.getLast();
    }

    @Override
    Kind eval(Frame frame) {
        executeBefore(frame);
        return last.eval(frame);
    }

    @Override
    void execute(Frame frame) {
        executeBefore(frame);
        last.execute(frame);
    }

    private void executeBefore(Frame frame) {
        for (var expression : before) {
            expression.execute(frame);
        }
    }
}
