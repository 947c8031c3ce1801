package io.maestro.permit;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides who gets permits. Whoever waits gets all that he needs or nothing. Of those who wait for a limit, who has waited longest comes
 * first; if he cannot have one of the others, those behind him may pass, but a permit of each of his limits is left for him. So nobody
 * waits for ever for several, and one who waits does not hold up more than one permit.
 */
public final class PermitRules {

    private static final int PAGE = 50;

    private PermitRules() {}

    /**
     * What was decided.
     *
     * @param granted who has permits now, in the order in which they got them
     * @param again when more may be decided although nobody returns anything, because a rate allows it; or empty
     * @param <T> what tells those who ask apart
     */
    public record Granted<T>(List<T> granted, Optional<Instant> again) {

        /** Copies the list. */
        public Granted {
            granted = List.copyOf(granted);
        }
    }

    /**
     * Gives away what there is.
     *
     * @param book who has permits and who waits; changes
     * @param limits the limits of which there may be some
     * @param at when
     * @param <T> what tells those who ask apart
     * @return what was decided
     */
    public static <T> Granted<T> grant(PermitBook<T> book, Collection<Limit> limits, Instant at) {
        var round = new Round<>(book, at);
        new TreeSet<>(limits).forEach(round::grant);
        return new Granted<>(List.copyOf(round.granted), round.again);
    }

    /**
     * Tells how many permits a limit has.
     *
     * @param need who needs one
     * @param set what the host allows, or empty if nothing
     * @return how many, or empty if there are as many as anybody needs
     */
    public static Optional<Integer> permits(PermitNeed need, Optional<HostLimit> set) {
        return need.permits().or(() -> set.flatMap(HostLimit::permits));
    }

    private static final class Round<T> {
        private final PermitBook<T> book;
        private final Instant at;
        private final Set<Limit> closed;
        private final Set<Limit> lookedAt = new HashSet<>();
        private final Set<T> granted = new LinkedHashSet<>();
        private Optional<Instant> again = Optional.empty();

        Round(PermitBook<T> book, Instant at) {
            this.book = book;
            this.at = at;
            this.closed = book.closed();
        }

        /** Each page has at least one get permits, or tells of a limit that has none, so that those who need it are passed over. */
        void grant(Limit limit) {
            if (closed.contains(limit) || !lookedAt.add(limit)) {
                return;
            }
            var without = new HashSet<>(closed);
            var page = book.waiting(limit, without, PAGE);
            while (!page.isEmpty()) {
                for (var next : page) {
                    if (!next.needsAnyOf(without)) {
                        consider(next).ifPresent(without::add);
                    }
                    if (without.contains(limit)) {
                        return;
                    }
                }
                page = page.size() < PAGE ? List.of() : book.waiting(limit, without, PAGE);
            }
        }

        /** Whoever has waited longer for one of the others comes first there. Returns the limit that stands in the way, if one does. */
        private Optional<Limit> consider(PermitBook.Waiting<T> next) {
            next.needs().forEach(need -> grant(need.limit()));
            if (granted.contains(next.who())) {
                return Optional.empty();
            }
            var obstacle = obstacle(next);
            if (obstacle.isEmpty()) {
                book.grant(next, at);
                granted.add(next.who());
            }
            return obstacle;
        }

        /** Returns a limit that has no permit for somebody. */
        private Optional<Limit> obstacle(PermitBook.Waiting<T> next) {
            for (var need : next.needs()) {
                var set = need.limit().isOfHost() ? book.set(need.limit()) : Optional.<HostLimit>empty();
                if (isTaken(need, set, next) || isTooSoon(need.limit(), set)) {
                    return Optional.of(need.limit());
                }
            }
            return Optional.empty();
        }

        private boolean isTaken(PermitNeed need, Optional<HostLimit> set, PermitBook.Waiting<T> next) {
            var permits = permits(need, set);
            if (permits.isEmpty()) {
                return false;
            }
            long free = permits.get() - book.held(need.limit());
            return free <= 0 || (free == 1 && !isFirst(need.limit(), next));
        }

        private boolean isFirst(Limit limit, PermitBook.Waiting<T> next) {
            return book.waiting(limit, closed, 1).stream()
                    .allMatch(first -> first.who().equals(next.who()));
        }

        private boolean isTooSoon(Limit limit, Optional<HostLimit> set) {
            var next = set.flatMap(HostLimit::rate)
                    .flatMap(rate -> book.granted(limit, rate.times()).map(before -> before.plus(rate.per())))
                    .filter(at::isBefore);
            next.filter(time -> again.isEmpty() || time.isBefore(again.get())).ifPresent(time -> again = next);
            return next.isPresent();
        }
    }
}
