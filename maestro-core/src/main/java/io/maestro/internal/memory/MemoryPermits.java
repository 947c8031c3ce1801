package io.maestro.internal.memory;

import io.maestro.permit.HostLimit;
import io.maestro.permit.Limit;
import io.maestro.permit.PermitBook;
import io.maestro.permit.PermitNeed;
import io.maestro.permit.PermitRequest;
import io.maestro.permit.PermitRules;
import io.maestro.run.PermitClaim;
import io.maestro.run.PermitHolder;
import io.maestro.run.PermitStanding;
import io.maestro.run.RunId;
import io.maestro.store.Permits;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The permits of a store in memory. */
final class MemoryPermits implements Permits {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<PermitHolder, Claim> claims = new HashMap<>();
    private final Map<Limit, Share> shares = new HashMap<>();
    private final TreeMap<Limit, HostLimit> set = new TreeMap<>();
    private final Map<Limit, ArrayDeque<Instant>> given = new HashMap<>();
    private final Predicate<PermitHolder> goesOnAlone;
    private final Book book = new Book();
    private long asked;

    /** Somebody who waits for permits or has them. */
    private record Claim(PermitHolder who, PermitRequest request, long number) implements Comparable<Claim> {
        private static final Comparator<Claim> ORDER =
                Comparator.comparing((Claim claim) -> claim.request().at()).thenComparingLong(Claim::number);

        @Override
        public int compareTo(Claim other) {
            return ORDER.compare(this, other);
        }

        PermitBook.Waiting<PermitHolder> waiting() {
            return new PermitBook.Waiting<>(who, request.needs());
        }
    }

    /** Who has a permit of a limit, and who waits for one. */
    private static final class Share {
        private final TreeSet<Claim> held = new TreeSet<>();
        private final TreeSet<Claim> waiting = new TreeSet<>();
    }

    /**
     * Creates permits that nobody has.
     *
     * @param goesOnAlone tells whether the work of an attempt goes on although nobody advances its run
     */
    MemoryPermits(Predicate<PermitHolder> goesOnAlone) {
        this.goesOnAlone = goesOnAlone;
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** Takes in that an attempt asks for permits, or gives them back. */
    void take(PermitClaim fact) {
        locked(() -> {
            var who = new PermitHolder(fact.runId(), fact.step(), fact.attempt());
            forget(who);
            fact.request().ifPresent(request -> {
                var claim = new Claim(who, request, asked++);
                claims.put(who, claim);
                request.limits().forEach(limit -> share(limit).waiting.add(claim));
            });
            return who;
        });
    }

    private void forget(PermitHolder who) {
        var claim = claims.remove(who);
        if (claim != null) {
            claim.request().limits().forEach(limit -> {
                var share = share(limit);
                share.held.remove(claim);
                share.waiting.remove(claim);
                if (share.held.isEmpty() && share.waiting.isEmpty()) {
                    shares.remove(limit);
                }
            });
        }
    }

    private Share share(Limit limit) {
        return shares.computeIfAbsent(limit, free -> new Share());
    }

    /** Without keeping what nobody asks for. */
    private Share known(Limit limit) {
        return shares.getOrDefault(limit, new Share());
    }

    private boolean has(Claim claim) {
        return known(claim.request().limits().getFirst()).held.contains(claim);
    }

    private final class Book implements PermitBook<PermitHolder> {

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
            return known(limit).held.size();
        }

        @Override
        public List<Waiting<PermitHolder>> waiting(Limit limit, Set<Limit> without, int count) {
            return known(limit).waiting.stream()
                    .filter(claim -> claim.request().limits().stream().noneMatch(without::contains))
                    .limit(count)
                    .map(Claim::waiting)
                    .toList();
        }

        @Override
        public Optional<Instant> granted(Limit limit, int nth) {
            return given.getOrDefault(limit, new ArrayDeque<>()).stream()
                    .skip(nth - 1L)
                    .findFirst();
        }

        @Override
        public void grant(Waiting<PermitHolder> waiting, Instant at) {
            var claim = Objects.requireNonNull(claims.get(waiting.who()));
            for (var limit : claim.request().limits()) {
                share(limit).waiting.remove(claim);
                share(limit).held.add(claim);
                set(limit).flatMap(HostLimit::rate).ifPresent(rate -> {
                    var times = given.computeIfAbsent(limit, none -> new ArrayDeque<>());
                    times.addFirst(at);
                    while (times.size() > rate.times()) {
                        times.removeLast();
                    }
                });
            }
        }
    }

    @Override
    public Granted grant(Collection<Limit> limits, Instant at) {
        return locked(() -> {
            var granted = PermitRules.grant(book, limits, at);
            return new Granted(granted.granted().stream().map(this::grantOf).toList(), granted.again());
        });
    }

    private Grant grantOf(PermitHolder who) {
        return new Grant(who, Objects.requireNonNull(claims.get(who)).request().turn());
    }

    @Override
    public Set<Grant> held(Collection<Limit> limits) {
        return locked(() -> limits.stream()
                .flatMap(limit -> known(limit).held.stream())
                .map(claim -> grantOf(claim.who()))
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    @Override
    public Set<Limit> awaited() {
        return locked(() -> shares.entrySet().stream()
                .filter(share -> !share.getValue().waiting.isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
    }

    @Override
    public List<PermitStanding> standings(PermitHolder waiting) {
        return locked(() -> Optional.ofNullable(claims.get(waiting)).filter(claim -> !has(claim)).stream()
                .flatMap(claim -> claim.request().needs().stream().map(need -> standing(claim, need)))
                .toList());
    }

    private PermitStanding standing(Claim claim, PermitNeed need) {
        var share = share(need.limit());
        var ofHost = book.set(need.limit());
        return new PermitStanding(
                need.limit(),
                PermitRules.permits(need, ofHost),
                ofHost.flatMap(HostLimit::rate),
                share.held.size(),
                share.held.stream().limit(PermitStanding.SHOWN).map(Claim::who).toList(),
                share.waiting.headSet(claim).size());
    }

    @Override
    public void recall(RunId run) {
        recall(who -> who.runId().equals(run));
    }

    @Override
    public void recallAll() {
        recall(who -> true);
    }

    private void recall(Predicate<PermitHolder> whose) {
        locked(() -> {
            claims.values().stream()
                    .filter(claim -> whose.test(claim.who()))
                    .filter(claim -> !has(claim) || !goesOnAlone.test(claim.who()))
                    .map(Claim::who)
                    .toList()
                    .forEach(this::forget);
            return claims;
        });
    }

    @Override
    public void set(HostLimit limit) {
        locked(() -> set.put(limit.limit(), limit));
    }

    @Override
    public boolean remove(Limit limit) {
        return locked(() -> {
            given.remove(limit);
            return set.remove(limit) != null;
        });
    }

    @Override
    public List<HostLimit> list() {
        return locked(() -> List.copyOf(set.values()));
    }
}
