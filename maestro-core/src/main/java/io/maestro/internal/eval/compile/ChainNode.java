package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.value.Kind;
import java.util.List;

/** Many operands joined by operators of one precedence, evaluated in a loop: however long, it needs no depth. */
final class ChainNode extends Node {

    private final Node first;
    private final BinaryNode[] links;

    /** Creates the chain. Of the links' left operands only that of the first is evaluated, before them. */
    ChainNode(Node first, List<BinaryNode> links) {
        this.first = first;
        this.links = links.toArray(new BinaryNode[0]);
    }

    @Override
    Kind eval(Frame frame) {
        var kind = first.eval(frame);
        for (var link : links) {
            kind = link.apply(frame, kind);
        }
        return kind;
    }
}
