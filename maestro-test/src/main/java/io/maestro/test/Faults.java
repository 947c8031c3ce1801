package io.maestro.test;

import static java.util.Objects.requireNonNull;

import io.maestro.RestartRequest;
import io.maestro.StartRequest;
import io.maestro.definition.StepId;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.store.Commit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong in a test, where and when the test says. Thread-safe.
 *
 * {@snippet :
 * kit.faults().crashAfter(CrashPoint.outcomeOf("charge"));
 *
 * assertThat(kit.run(payment)).succeeded();
 * }
 *
 * <p>When an engine dies, it is dropped as with its process: bodies that work are interrupted, nothing that it does from then on is
 * recorded, and a new engine is built over the same store, with which everything is registered that was registered with the one before.
 * No virtual time passes meanwhile. What the test holds of a kit, such as its {@link io.maestro.Maestro} and handles to runs, goes on with the
 * new engine. What it was just asking for is asked for again: a start or a restart by the same request, so that it is done
 * once; an action of a person may be recorded a second time. The clock, the mocks and the effects are outside of the
 * process, and stay as they are.
 */
public final class Faults {

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger deaths = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Crash> crashes = new ArrayList<>();
    private final List<CommitFailure> failures = new ArrayList<>();
    private final Map<CrashPoint, Integer> seen = new ConcurrentHashMap<>();
    private final Set<StepId> duplicated = ConcurrentHashMap.newKeySet();
    private final List<String> ranAgain = new CopyOnWriteArrayList<>();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean used;
    private int commits;
    private @Nullable Lives lives;

    /** Whether a process dies, and when. */
    enum Moment {
        NEVER,
        BEFORE,
        AFTER
    }

    private record Crash(CrashPoint point, Moment moment) {}

    /**
     * What befalls a commit.
     *
     * @param crash whether the process dies
     * @param failure how it fails, if it does
     */
    record Fate(Moment crash, Optional<CommitFailure> failure) {}

    Faults() {}

    /** Sets what dies. */
    void belongTo(Lives engines) {
        lives = engines;
    }

    private Lives lives() {
        return requireNonNull(lives, "lives");
    }

    /**
     * Has the process die right before something happens, once.
     *
     * @param point what
     * @return these faults
     */
    public Faults crashBefore(CrashPoint point) {
        return add(new Crash(requireNonNull(point, "point"), Moment.BEFORE));
    }

    /**
     * Has the process die right after something has happened, once, and before the engine takes notice.
     *
     * @param point what
     * @return these faults
     */
    public Faults crashAfter(CrashPoint point) {
        return add(new Crash(requireNonNull(point, "point"), Moment.AFTER));
    }

    private Faults add(Crash crash) {
        used = true;
        lock.lock();
        try {
            crashes.add(crash);
        } finally {
            lock.unlock();
        }
        return this;
    }

    /** Has the process die now. */
    public void crash() {
        die(Death.CRASH);
    }

    /**
     * Has the engine be taken for dead now, although it goes on: another takes its runs over, bodies go on and may do their work twice,
     * and what the first one wants to record is refused.
     */
    public void loseHeartbeat() {
        die(Death.LOST_HEARTBEAT);
    }

    /**
     * Has the engine stand still now, and be taken for dead: another takes its runs over. What the first one was about to record when it stood
     * still is refused when it goes on.
     *
     * @see #resumeNode
     */
    public void pauseNode() {
        die(Death.PAUSE);
    }

    private void die(Death how) {
        used = true;
        lives().die(how);
    }

    /** Has engines go on that stand still. At the latest they do when the kit is closed. */
    public void resumeNode() {
        lives().resume();
    }

    /**
     * Has the next commits fail. Where one that was refused is of several runs, the engine tries their parts one by one, and each counts.
     *
     * @param failure how
     * @param times how many, positive
     * @return these faults
     */
    public Faults failCommits(CommitFailure failure, int times) {
        requireNonNull(failure, "failure");
        if (times < 1) {
            throw new IllegalArgumentException("one commit fails at least but it was to be " + times);
        }
        used = true;
        lock.lock();
        try {
            for (int time = 0; time < times; time++) {
                failures.add(failure);
            }
        } finally {
            lock.unlock();
        }
        return this;
    }

    /**
     * Has commits that record outcomes of steps take some virtual time from now on. An action that is asked for meanwhile waits for them; the
     * thread that asks must not be the one that moves the clock.
     *
     * @param time how long, not negative
     * @return these faults
     */
    public Faults slowCommits(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a commit takes no negative time but was to take " + time);
        }
        delay = time;
        return this;
    }

    /**
     * Has each attempt of a step do its work twice, as if what told it to was delivered twice. What it does the second time counts.
     *
     * @param step the id of the step, in whichever workflow
     * @return these faults
     */
    public Faults runTwice(String step) {
        duplicated.add(new StepId(step));
        return this;
    }

    /** Has nothing go wrong any more: no crash that is still to come, no failing, slow or doubled work. */
    public void heal() {
        lock.lock();
        try {
            crashes.clear();
            failures.clear();
        } finally {
            lock.unlock();
        }
        duplicated.clear();
        delay = Duration.ZERO;
    }

    /**
     * Returns how many commits were begun so far, those that failed included.
     *
     * @return how many
     */
    public int commits() {
        lock.lock();
        try {
            return commits;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns how many engines have died.
     *
     * @return how many
     */
    public int deaths() {
        return deaths.get();
    }

    void died() {
        deaths.incrementAndGet();
    }

    /** Takes notice that a step was done again although its outcome was recorded. */
    void ranAgain(String attempt) {
        ranAgain.add(attempt);
    }

    /** Returns the attempts that were done again although their outcomes were recorded. */
    List<String> ranAgain() {
        return List.copyOf(ranAgain);
    }

    boolean isDuplicated(StepId step) {
        return duplicated.contains(step);
    }

    /** Names requests that have no id, so that they can be made again. */
    Object named(Object argument) {
        if (!used) {
            return argument;
        }
        return switch (argument) {
            case StartRequest request when request.requestId().isEmpty() -> request.requestId(nextRequest());
            case RestartRequest request when request.requestId().isEmpty() -> request.requestId(nextRequest());
            case List<?> list -> list.stream().map(this::named).toList();
            default -> argument;
        };
    }

    private String nextRequest() {
        return "test-kit-" + requests.incrementAndGet();
    }

    /** Tells how long a commit takes. */
    Duration delayOf(Commit commit) {
        return !delay.isZero() && outcomes(commit).findAny().isPresent() ? delay : Duration.ZERO;
    }

    private static Stream<StepAttempt> outcomes(Commit commit) {
        return commit.facts().stream()
                .filter(fact -> fact instanceof StepAttempt attempt && isOutcome(attempt.status()))
                .map(StepAttempt.class::cast);
    }

    /** That a step is passed over is no outcome of its own. */
    private static boolean isOutcome(StepStatus status) {
        return status.isTerminal()
                && status != StepStatus.DISABLED
                && status != StepStatus.UNSATISFIED
                && status != StepStatus.SKIPPED;
    }

    /** Counts a commit, and tells what befalls it. */
    Fate befalls(Commit commit) {
        lock.lock();
        try {
            commits++;
            var moment = next(new CrashPoint.Commit(commits));
            for (var outcome : outcomes(commit).toList()) {
                var crash = happens(new CrashPoint.Outcome(outcome.step(), 1));
                moment = moment == Moment.NEVER ? crash : moment;
            }
            return new Fate(moment, failures.isEmpty() ? Optional.empty() : Optional.of(failures.removeFirst()));
        } finally {
            lock.unlock();
        }
    }

    /** Counts a body, and tells what befalls it. */
    Moment befalls(StepId step) {
        lock.lock();
        try {
            return happens(new CrashPoint.Body(step, 1));
        } finally {
            lock.unlock();
        }
    }

    /** Counts what may happen more than once; tells whether the process dies of it this time. */
    private Moment happens(CrashPoint first) {
        int occurrence = seen.merge(first, 1, Integer::sum);
        return next(
                switch (first) {
                    case CrashPoint.Commit commit -> commit;
                    case CrashPoint.Outcome outcome -> new CrashPoint.Outcome(outcome.step(), occurrence);
                    case CrashPoint.Body body -> new CrashPoint.Body(body.step(), occurrence);
                });
    }

    private Moment next(CrashPoint point) {
        for (var crash : crashes) {
            if (crash.point().equals(point)) {
                crashes.remove(crash);
                return crash.moment();
            }
        }
        return Moment.NEVER;
    }
}
