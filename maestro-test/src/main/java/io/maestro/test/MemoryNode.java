package io.maestro.test;

import io.maestro.definition.WorkflowId;
import io.maestro.run.DefinitionRef;
import io.maestro.run.RunId;
import io.maestro.run.Unblocking;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.ForwardingStore;
import io.maestro.store.Message;
import io.maestro.store.NewRun;
import io.maestro.store.Node;
import io.maestro.store.Nodes;
import io.maestro.store.Permits;
import io.maestro.store.Queues;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** A store in memory as one of the nodes has it that share it. Thread-safe. */
final class MemoryNode extends ForwardingStore {

    private final SharedMemory memory;
    private final String name;
    private volatile LongSupplier inHand = () -> 0;
    private volatile Runnable called = () -> {};
    private volatile long number;

    MemoryNode(SharedMemory memory, String name) {
        super(memory.rows());
        this.memory = memory;
        this.name = name;
        this.number = memory.join(name);
    }

    @Override
    public List<Begun> commit(Commit commit) {
        return memory.commit(number, commit);
    }

    @Override
    public Optional<Nodes> nodes() {
        return Optional.of(new Membership());
    }

    @Override
    public Permits permits() {
        return new MemoryNodePermits(memory, memory.rows().permits(), number);
    }

    @Override
    public Queues queues() {
        return new Queue(memory.rows().queues(), number);
    }

    /** Hands the runs of this node to the others. The memory stays. */
    @Override
    public void close() {
        memory.bury(number);
    }

    /** The queues, as this node has them. */
    private final class Queue implements Queues {
        private final Queues real;
        private final long self;

        Queue(Queues real, long self) {
            this.real = real;
            this.self = self;
        }

        @Override
        public Released release(WorkflowId workflow, NewRun.Place place, Instant at, int limit) {
            var released = memory.fenced(self, () -> {
                var some = real.release(workflow, place, at, limit);
                memory.released(self, some.begun(), place);
                return some;
            });
            if (place == NewRun.Place.ANYWHERE && !released.begun().isEmpty()) {
                memory.callAll();
            }
            return released;
        }

        @Override
        public List<WorkflowRun> end(Range range, EarlyEnd end, int limit) {
            var ended = memory.fenced(self, () -> {
                var some = real.end(range, end, limit);
                memory.tellParents(self, some);
                return some;
            });
            if (!ended.isEmpty()) {
                memory.callAll();
            }
            return ended;
        }

        @Override
        public List<WorkflowRun> unblock(
                WorkflowId workflow, Optional<Long> instance, Unblocking unblocking, int limit) {
            return memory.fenced(self, () -> real.unblock(workflow, instance, unblocking, limit));
        }

        @Override
        public Set<WorkflowId> waiting(Collection<WorkflowId> workflows) {
            return real.waiting(workflows);
        }

        @Override
        public Optional<Long> ahead(RunId run) {
            return real.ahead(run);
        }
    }

    /** That this is one of the nodes. */
    private final class Membership implements Nodes {
        @Override
        public long self() {
            return number;
        }

        @Override
        public List<Node> list() {
            return memory.nodes();
        }

        @Override
        public void attend(LongSupplier runs, Runnable news) {
            inHand = runs;
            called = news;
            memory.attend(number, runs, news);
        }

        @Override
        public void ensure() {
            memory.require(number);
        }

        @Override
        public void rejoin() {
            number = memory.join(name);
            memory.attend(number, inHand, called);
        }

        @Override
        public List<Claimed> claim(Set<WorkflowId> workflows, Set<DefinitionRef> except, int limit) {
            return memory.claim(number, workflows, except, limit);
        }

        @Override
        public List<Held> held(long after, Instant awakeAt, int limit) {
            return memory.held(number, after, awakeAt, limit);
        }

        @Override
        public Optional<WorkflowRun> own(RunId runId) {
            return memory.own(number, runId);
        }

        @Override
        public void release(RunId runId) {
            memory.release(number, runId);
        }

        @Override
        public List<Message.Received> received(Collection<Long> except, int limit) {
            return memory.received(number, except, limit);
        }

        @Override
        public Set<String> waiting(Collection<String> requests) {
            return memory.waiting(requests);
        }

        @Override
        public void settled(Collection<Long> messages) {
            memory.settled(messages);
        }
    }
}
