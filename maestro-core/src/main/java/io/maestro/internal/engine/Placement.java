package io.maestro.internal.engine;

import io.maestro.store.NewRun;
import io.maestro.store.Node;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Where runs go on: at the node that has the least in hand, by what it told last and what was left to it since. Thread-safe.
 */
final class Placement {

    private final LongSupplier here;
    private final ReentrantLock lock = new ReentrantLock();
    private List<Node> told = List.of();
    private long before;
    private long kept;
    private long given;

    Placement(LongSupplier here) {
        this.here = here;
    }

    /** Decides on a run that may go on anywhere. */
    NewRun.Place next(List<Node> nodes, long self) {
        lock.lock();
        try {
            if (!anotherIsFreer(nodes, self)) {
                kept++;
                return NewRun.Place.HERE;
            }
            given++;
            return NewRun.Place.ANYWHERE;
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether runs of nobody are better left to another. */
    boolean leavesToOthers(List<Node> nodes, long self) {
        lock.lock();
        try {
            return anotherIsFreer(nodes, self);
        } finally {
            lock.unlock();
        }
    }

    private boolean anotherIsFreer(List<Node> nodes, long self) {
        if (!nodes.equals(told)) {
            told = nodes;
            before = here.getAsLong();
            kept = 0;
            given = 0;
        }
        var others = nodes.stream()
                .filter(node -> node.id() != self)
                .mapToLong(Node::runs)
                .toArray();
        if (others.length == 0) {
            return false;
        }
        long fewest = Long.MAX_VALUE;
        for (long runs : others) {
            fewest = Math.min(fewest, runs);
        }
        return fewest + given / others.length < before + kept;
    }
}
