package io.maestro.internal.kernel;

import io.maestro.run.Children;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The iterations of a foreach: some run, those before them have begun, those after have not. One that has ended can be restarted while
 * others go on; it runs beside them, whatever their concurrency and order.
 */
final class Window implements Offspring {

    private final long total;
    private final int concurrency;
    private final boolean strict;
    private final TreeSet<Long> running = new TreeSet<>();

    /** Those before the last that were passed over when the process died, and still have their place among those that run. */
    private final TreeSet<Long> missing = new TreeSet<>();

    /** Those of earlier attempts that do not stand. They run again as if they had never begun. */
    private final TreeSet<Long> again = new TreeSet<>();

    /** Those that somebody has restarted and that run, each with the number of its run. */
    private final TreeMap<Long, Long> aside = new TreeMap<>();

    /** The numbers of the newest runs of those that somebody has restarted, as far as this process has seen it. */
    private final Map<Long, Long> newest = new HashMap<>();

    private final Map<RunStatus, Long> ended = new EnumMap<>(RunStatus.class);
    private final Map<RunStatus, Long> kept = new EnumMap<>(RunStatus.class);
    private final Leaves leaves = new Leaves();
    private Pending pending = Pending.NONE;
    private long last;

    /**
     * What is not recorded yet of a restart.
     *
     * @param number the iteration, 0 if there is none
     * @param asked whether it was told to begin
     */
    private record Pending(long number, boolean asked) {
        static final Pending NONE = new Pending(0, false);
    }

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
        if (isToBegin()) {
            long number = pending.number();
            pending = new Pending(number, true);
            aside.put(number, newest.getOrDefault(number, 0L));
            moves.add(new Begin(number, Map.of()));
        }
        while (!missing.isEmpty()) {
            moves.add(begin(missing.removeFirst()));
        }
        while (hasMore() && occupied() < concurrency) {
            moves.add(begin(next()));
        }
        return moves;
    }

    private boolean isToBegin() {
        return pending.number() > 0 && !pending.asked();
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
        return strict && !running.isEmpty() ? newestInOrder() - running.first() + 1 : running.size();
    }

    /** What comes after those that run again has ended before. */
    private long newestInOrder() {
        return again.isEmpty() ? last : Math.min(last, again.first() - 1);
    }

    /**
     * Returns why an iteration cannot be restarted now, or empty if it can.
     *
     * @param child its newest run, which has ended
     * @param runs what the iterations are
     */
    Optional<String> refusal(Child child, Children.Iterations runs) {
        long number = child.number();
        if (pending.number() > 0) {
            return Optional.of(
                    "iteration " + pending.number() + " is being restarted and has not begun yet; ask again");
        }
        if (number < 1 || number > last || missing.contains(number)) {
            return Optional.of("iteration " + number + " has not begun");
        }
        if (again.contains(number)) {
            return Optional.of("iteration " + number + " is about to run again");
        }
        long known = newest.getOrDefault(number, running.contains(number) ? runs.run() : child.run());
        return known == child.run()
                ? Optional.empty()
                : Optional.of("iteration " + number + " goes on as run " + known);
    }

    /**
     * Has an iteration run again that has ended.
     *
     * @param child its newest run; that this has ended may not have been told before
     * @param runs what the iterations are, with the one that is restarted
     */
    void restart(Child child, Children.Iterations runs) {
        long number = child.number();
        ended(child);
        (child.run() < runs.run() ? kept : ended)
                .computeIfPresent(child.status(), (status, count) -> count > 1 ? Long.valueOf(count - 1) : null);
        leaves.remove(child.rollup());
        newest.put(number, runs.again().orElseThrow().run());
        pending = new Pending(number, false);
    }

    /** Takes in that an iteration has begun that somebody has restarted. */
    void began(long number) {
        if (pending.number() == number) {
            pending = Pending.NONE;
        }
    }

    @Override
    public void ended(Child child) {
        boolean isAside = aside.containsKey(child.number());
        if (isAside ? aside.remove(child.number(), child.run()) : running.remove(child.number())) {
            began(child.number());
            ended.merge(child.status(), 1L, Long::sum);
            leaves.add(child.rollup());
        }
    }

    @Override
    public void found(Children runs, Found found) {
        last = found.last();
        ended.putAll(found.ended());
        kept.putAll(found.kept());
        again.addAll(found.again());
        leaves.add(found.rollup());
        missing.addAll(found.missing());
        for (var run : found.unfinished()) {
            if (runs.run(run.instance()).equals(Optional.of(run))) {
                running.add(run.instance());
            } else {
                aside.put(run.instance(), run.run());
                newest.put(run.instance(), run.run());
            }
        }
        if (runs instanceof Children.Iterations iterations) {
            found.restarted().ifPresent(child -> restart(child, iterations));
        }
    }

    @Override
    public List<RunId> running(Children runs) {
        return Stream.concat(
                        running.stream().flatMap(number -> runs.run(number).stream()),
                        aside.entrySet().stream().map(one -> new RunId(runs.workflow(), one.getKey(), one.getValue())))
                .toList();
    }

    @Override
    public boolean isQuiet() {
        return running.isEmpty() && aside.isEmpty();
    }

    @Override
    public Optional<RunStatus> outcome() {
        if (!isQuiet() || isToBegin() || !missing.isEmpty() || hasMore()) {
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
