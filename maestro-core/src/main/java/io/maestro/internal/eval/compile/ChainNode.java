package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.value.Kind;
import java.util.List;

/** Many operands joined by operators of one precedence, evaluated in a loop: however long, it needs no depth. */
final class ChainNode extends Node {

    /** How many characters an operand usually takes. */
    private static final int ROOM = 8;

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
        for (int i = 0; i < links.length; i++) {
            if (kind == Kind.STRING && frame.ref instanceof String text && isJoined(i)) {
                return join(frame, text, i);
            }
            kind = links[i].apply(frame, kind);
        }
        return kind;
    }

    private boolean isJoined(int from) {
        for (int i = from; i < links.length; i++) {
            if (!links[i].adds()) {
                return false;
            }
        }
        return true;
    }

    /** Whatever follows a text with {@code +} becomes part of it; one builder then does for all. */
    private Kind join(Frame frame, String text, int from) {
        var joined = new StringBuilder(text.length() + ROOM * (links.length - from));
        joined.append(text);
        for (int i = from; i < links.length; i++) {
            links[i].appendTo(joined, frame);
        }
        return frame.setText(joined.toString());
    }
}
