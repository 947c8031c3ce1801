package io.maestro.jdbc.internal.table;

import io.maestro.permit.HostLimit;
import io.maestro.permit.Limit;
import io.maestro.permit.PermitBook;
import io.maestro.permit.PermitNeed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Who has permits and who waits, in a transaction in which some limits are locked. Who needs a permit of another limit is left for another
 * transaction.
 */
final class PermitLedger implements PermitBook<PermitRows.Line> {

    private final Handle handle;
    private final PermitRows rows;
    private final HostLimits limits;
    private final Set<Limit> locked;
    private final Map<Limit, HostLimit> set;
    private final List<PermitRows.Line> granted = new ArrayList<>();
    private final Set<Limit> missing = new HashSet<>();

    PermitLedger(Handle handle, PermitRows rows, HostLimits limits, Set<Limit> locked) {
        this.handle = handle;
        this.rows = rows;
        this.limits = limits;
        this.locked = locked;
        this.set = limits.all(handle).stream().collect(Collectors.toMap(HostLimit::limit, Function.identity()));
    }

    /** Returns who got permits. */
    List<PermitRows.Line> granted() {
        return granted;
    }

    /** Returns of which limits somebody needs a permit who was left out, as they are not locked. */
    Set<Limit> missing() {
        return missing;
    }

    @Override
    public Optional<HostLimit> set(Limit limit) {
        return Optional.ofNullable(set.get(limit));
    }

    @Override
    public Set<Limit> closed() {
        return set.values().stream()
                .filter(HostLimit::isClosed)
                .map(HostLimit::limit)
                .collect(Collectors.toSet());
    }

    @Override
    public long held(Limit limit) {
        return rows.held(handle, limit);
    }

    @Override
    public List<Waiting<PermitRows.Line>> waiting(Limit limit, Set<Limit> without, int count) {
        var waiting = new ArrayList<Waiting<PermitRows.Line>>();
        for (var line : rows.waiting(handle, limit, without, count)) {
            var unlocked = line.needs().stream()
                    .map(PermitNeed::limit)
                    .filter(need -> !locked.contains(need))
                    .toList();
            if (!unlocked.isEmpty()) {
                // Nobody may pass him before it is known whether he could go first.
                missing.addAll(unlocked);
                break;
            }
            waiting.add(new Waiting<>(line, line.needs()));
        }
        return waiting;
    }

    @Override
    public Optional<Instant> granted(Limit limit, int nth) {
        return limits.granted(handle, limit, nth);
    }

    @Override
    public void grant(Waiting<PermitRows.Line> waiting, Instant at) {
        if (!rows.grant(handle, waiting.who().key())) {
            return;
        }
        granted.add(waiting.who());
        for (var need : waiting.needs()) {
            set(need.limit()).flatMap(HostLimit::rate).ifPresent(rate -> limits.note(handle, need.limit(), rate, at));
        }
    }
}
