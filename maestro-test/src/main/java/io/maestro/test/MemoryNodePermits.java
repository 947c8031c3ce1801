package io.maestro.test;

import io.maestro.permit.HostLimit;
import io.maestro.permit.Limit;
import io.maestro.run.PermitHolder;
import io.maestro.run.PermitStanding;
import io.maestro.run.RunId;
import io.maestro.store.Message;
import io.maestro.store.Permits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The permits of a shared memory as one of its nodes has them: attempts of other nodes are told by a message.
 *
 * @param memory the memory
 * @param real all permits
 * @param self the number of the node
 */
record MemoryNodePermits(SharedMemory memory, Permits real, long self) implements Permits {

    @Override
    public Granted grant(Collection<Limit> limits, Instant at) {
        var own = new ArrayList<Grant>();
        var granted = memory.fenced(self, () -> {
            var all = real.grant(limits, at);
            for (var grant : all.granted()) {
                if (isOwn(grant)) {
                    own.add(grant);
                } else {
                    var holder = grant.holder();
                    memory.post(
                            new Message.PermitsGranted(holder.runId(), holder.step(), holder.attempt(), grant.turn()));
                }
            }
            return all;
        });
        if (own.size() < granted.granted().size()) {
            memory.callAll();
        }
        return new Granted(own, granted.again());
    }

    private boolean isOwn(Grant grant) {
        return memory.isOf(self, grant.holder().runId());
    }

    @Override
    public Set<Grant> held(Collection<Limit> limits) {
        return real.held(limits).stream().filter(this::isOwn).collect(Collectors.toSet());
    }

    @Override
    public Set<Limit> awaited() {
        return real.awaited();
    }

    @Override
    public List<PermitStanding> standings(PermitHolder waiting) {
        return real.standings(waiting);
    }

    @Override
    public void recall(RunId run) {
        real.recall(run);
    }

    @Override
    public void recallAll() {
        real.recallAll();
    }

    @Override
    public void set(HostLimit limit) {
        real.set(limit);
    }

    @Override
    public boolean remove(Limit limit) {
        return real.remove(limit);
    }

    @Override
    public List<HostLimit> list() {
        return real.list();
    }
}
