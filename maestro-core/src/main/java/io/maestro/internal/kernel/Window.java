package io.maestro.internal.kernel;

import io.maestro.run.Rollup;
import io.maestro.run.RunStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The iterations of a foreach: some run, those before them have begun, those after have not. */
final class Window implements Offspring {

    private final long total;
    private final int concurrency;
    private final boolean strict;
    private final TreeSet<Long> running = new TreeSet<>();

    /** Those before the last that were passed over when the process died, and still have their place among those that run. */
    private final TreeSet<Long> missing = new TreeSet<>();

    /** Those of earlier attempts that do not stand. They run again as if they had never begun. */
    private final TreeSet<Long> again = new TreeSet<>();

    private final Map<RunStatus, Long> ended = new EnumMap<>(RunStatus.class);
    private final Map<RunStatus, Long> kept = new EnumMap<>(RunStatus.class);
    private final Leaves leaves = new Leaves();
    private long last;

    /**
     * Creates a window in which nothing has begun.
     *
     * @param total how many iterations there will be
     * @param concurrency how many may run at once
     * @param strict whether those between the oldest that runs and the newest count as running
     */
    Window(long total, int concurrency, boolean strict) {
        this.total = total;
        this.concurrency = concurrency;
        this.strict = strict;
    }

    @Override
    public List<Move> advance() {
        var moves = new ArrayList<Move>(1);
        while (!missing.isEmpty()) {
            moves.add(begin(missing.removeFirst()));
        }
        while (hasMore() && occupied() < concurrency) {
            moves.add(begin(next()));
        }
        return moves;
    }

    /** After a failure no new one begins; those that were passed over had begun, too, and may have done work. */
    private boolean hasMore() {
        return !hasFailed() && (!again.isEmpty() || (last < total && !kept.containsKey(RunStatus.FAILED)));
    }

    private long next() {
        long next = again.isEmpty() ? last + 1 : again.removeFirst();
        last = Math.max(last, next);
        return next;
    }

    private Move begin(long number) {
        running.add(number);
        return new Begin(number, Map.of());
    }

    private long occupied() {
        return strict && !running.isEmpty() ? newest() - running.first() + 1 : running.size();
    }

    /** What comes after those that run again has ended before. */
    private long newest() {
        return again.isEmpty() ? last : Math.min(last, again.first() - 1);
    }

    @Override
    public void ended(Child child) {
        if (running.remove(child.number())) {
            ended.merge(child.status(), 1L, Long::sum);
            leaves.add(child.rollup());
        }
    }

    @Override
    public void found(Found found) {
        last = found.last();
        ended.putAll(found.ended());
        kept.putAll(found.kept());
        again.addAll(found.again());
        leaves.add(found.rollup());
        running.addAll(found.unfinished());
        missing.addAll(found.missing());
    }

    @Override
    public List<Long> running() {
        return List.copyOf(running);
    }

    @Override
    public boolean isQuiet() {
        return running.isEmpty();
    }

    @Override
    public Optional<RunStatus> outcome() {
        if (!running.isEmpty() || !missing.isEmpty() || hasMore()) {
            return Optional.empty();
        }
        return Optional.of(
                hasAny(RunStatus.FAILED)
                        ? RunStatus.FAILED
                        : hasAny(RunStatus.TIMED_OUT)
                                ? RunStatus.TIMED_OUT
                                : hasAny(RunStatus.STOPPED) ? RunStatus.STOPPED : RunStatus.SUCCEEDED);
    }

    private boolean hasAny(RunStatus status) {
        return ended.containsKey(status) || kept.containsKey(status);
    }

    @Override
    public boolean hasFailed() {
        return ended.containsKey(RunStatus.FAILED);
    }

    @Override
    public Rollup rollup() {
        return leaves.rollup();
    }
}
