package io.maestro.test;

import io.maestro.definition.WorkflowId;
import io.maestro.run.DefinitionRef;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Message;
import io.maestro.store.Node;
import io.maestro.store.Nodes;
import io.maestro.time.TimeSource;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a store as one engine has them: when its process is gone, it takes nothing more, and never comes back. Whatever an engine
 * is called for counts as its work until it has looked, so that no virtual time passes meanwhile. Thread-safe.
 */
final class LifeNodes implements Nodes {

    private final Nodes real;
    private final Life life;
    private final TimeSource clock;
    private final AtomicBoolean looksSoon = new AtomicBoolean();
    private volatile @Nullable Thread watch;

    /** Belongs to the watch, as what follows. */
    private boolean looks;

    private boolean looksForCall;

    private volatile Runnable news = () -> {};

    LifeNodes(Nodes real, Life life, TimeSource clock) {
        this.real = real;
        this.life = life;
        this.clock = clock;
    }

    /** Has the engine look. */
    void call() {
        if (!looksSoon.getAndSet(true)) {
            clock.began(TimeSource.Work.ENGINE);
        }
        news.run();
    }

    @Override
    public long self() {
        return real.self();
    }

    @Override
    public List<Node> list() {
        return real.list().stream().filter(node -> !life.isBuried(node.id())).toList();
    }

    @Override
    public void attend(LongSupplier runs, Runnable called) {
        news = called;
        real.attend(runs, this::call);
    }

    /** With this a look begins, which takes notice of all that it was called for before. */
    @Override
    public void ensure() {
        var watcher = watch;
        if ((watcher == null || watcher.equals(Thread.currentThread())) && !looks) {
            looks = true;
            looksForCall = looksSoon.getAndSet(false);
        }
        if (!life.isGone()) {
            real.ensure();
        }
    }

    @Override
    public void rejoin() {
        if (!life.isDead()) {
            real.rejoin();
        } else {
            life.awaitEnd();
        }
    }

    @Override
    public List<Claimed> claim(Set<WorkflowId> workflows, Set<DefinitionRef> except, int limit) {
        return life.isGone() ? List.of() : real.claim(workflows, except, limit);
    }

    @Override
    public Optional<WorkflowRun> own(RunId runId) {
        return life.isGone() ? Optional.empty() : real.own(runId);
    }

    @Override
    public List<Held> held(long after, Instant awakeAt, int limit) {
        return life.isGone() ? List.of() : real.held(after, awakeAt, limit);
    }

    @Override
    public void release(RunId runId) {
        if (!life.isGone()) {
            real.release(runId);
        }
    }

    @Override
    public List<Message.Received> received(Collection<Long> except, int limit) {
        List<Message.Received> messages = life.isGone() ? List.of() : real.received(except, limit);
        watch = Thread.currentThread();
        looks = false;
        if (looksForCall) {
            looksForCall = false;
            clock.ended(TimeSource.Work.ENGINE);
        }
        return messages;
    }

    @Override
    public Set<String> waiting(Collection<String> requests) {
        return real.waiting(requests);
    }

    @Override
    public void settled(Collection<Long> messages) {
        if (!life.isGone()) {
            real.settled(messages);
        }
    }
}
