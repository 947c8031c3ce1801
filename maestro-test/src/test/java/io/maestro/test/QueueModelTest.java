package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.StartRequest;
import io.maestro.Stores;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.RunStrategy.Rule;
import io.maestro.definition.WorkflowId;
import io.maestro.error.MaestroException;
import io.maestro.queue.StrategyRefusedException;
import io.maestro.run.FailureKind;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.WorkflowRun;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random starts, ends, stops, unblockings, changes of strategy and crashes, after each of which an engine must stand as a small model
 * of a queue does. To run one sequence again: {@code -Dmaestro.seed=...}.
 */
@Timeout(300)
class QueueModelTest {

    private static final int SEQUENCES = Integer.getInteger("maestro.sequences", 10_000);
    private static final int MOST_OPERATIONS = 12;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final List<RunStrategy> STRATEGIES = List.of(
            RunStrategy.of(Rule.SEQUENTIAL),
            RunStrategy.of(Rule.STRICT_SEQUENTIAL),
            RunStrategy.of(Rule.FIRST_ONLY),
            RunStrategy.of(Rule.LAST_ONLY),
            RunStrategy.of(Rule.SERIAL_LATEST_ONLY),
            RunStrategy.parallel(2),
            RunStrategy.unlimited());

    @Test
    void an_engine_stands_as_its_model_does_whatever_happens() {
        var given = Long.getLong("maestro.seed");
        long first = given != null ? given : new Random().nextLong();
        System.out.println("the first seed of the queue's model is " + first);
        LongStream.range(first, first + (given != null ? 1 : SEQUENCES))
                .parallel()
                .forEach(QueueModelTest::play);
    }

    private static void play(long seed) {
        try (var life = new Life(seed)) {
            for (int i = life.length(); i > 0; i--) {
                life.step();
            }
            life.end();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    /** A run in the model. */
    private static final class Member {
        final long instance;
        final int priority;
        RunStatus status;
        boolean unblocked;

        Member(long instance, int priority, RunStatus status) {
            this.instance = instance;
            this.priority = priority;
            this.status = status;
        }

        boolean isOver() {
            return status.isTerminal();
        }

        @Override
        public String toString() {
            return instance + " " + status;
        }
    }

    /** What the run strategies say, told once more and in another way: everything queues, and then is sorted out. */
    private static final class Model {
        final List<Member> members = new ArrayList<>();
        RunStrategy strategy = RunStrategy.unlimited();

        List<Member> in(RunStatus status) {
            return members.stream().filter(member -> member.status == status).toList();
        }

        void start(List<Integer> priorities) {
            int count = priorities.size();
            boolean any = members.stream().anyMatch(member -> !member.isOver());
            boolean onlyLast = strategy.rule() == Rule.LAST_ONLY || strategy.rule() == Rule.SERIAL_LATEST_ONLY;
            if (onlyLast) {
                in(RunStatus.CREATED).forEach(member -> member.status = RunStatus.STOPPED);
            }
            for (int i = 0; i < count; i++) {
                boolean loses = (strategy.rule() == Rule.FIRST_ONLY && (any || i > 0)) || (onlyLast && i < count - 1);
                members.add(new Member(
                        members.size() + 1, priorities.get(i), loses ? RunStatus.STOPPED : RunStatus.CREATED));
            }
            sortOut();
        }

        void sortOut() {
            if (strategy.rule() == Rule.LAST_ONLY && !in(RunStatus.CREATED).isEmpty()) {
                in(RunStatus.IN_PROGRESS).forEach(member -> member.status = RunStatus.STOPPED);
            }
            while (in(RunStatus.IN_PROGRESS).size() < limit() && !isBlocked()) {
                var next = in(RunStatus.CREATED).stream()
                        .min(Comparator.<Member>comparingInt(member -> -member.priority)
                                .thenComparingLong(member -> member.instance));
                if (next.isEmpty()) {
                    return;
                }
                next.get().status = RunStatus.IN_PROGRESS;
            }
        }

        int limit() {
            return switch (strategy.rule()) {
                case UNLIMITED -> Integer.MAX_VALUE;
                case PARALLEL -> strategy.workflowConcurrency();
                default -> 1;
            };
        }

        boolean isBlocked() {
            return strategy.rule() == Rule.STRICT_SEQUENTIAL
                    && failed().findAny().isPresent();
        }

        Stream<Member> failed() {
            return members.stream().filter(member -> member.status == RunStatus.FAILED && !member.unblocked);
        }

        boolean allows(RunStrategy next) {
            return next.equals(strategy)
                    || switch (next.rule()) {
                        case FIRST_ONLY, LAST_ONLY ->
                            members.stream().filter(member -> !member.isOver()).count() < 2;
                        case STRICT_SEQUENTIAL -> failed().findAny().isEmpty();
                        default -> true;
                    };
        }

        /** Takes over what is recorded, after a crash of which nobody knows what it came before. */
        void takeOver(List<WorkflowRun> rows) {
            members.clear();
            for (var row : rows) {
                var member = new Member(row.runId().instance(), row.priority(), row.status());
                member.unblocked = row.unblocking().isPresent();
                members.add(member);
            }
        }
    }

    /** Jobs that end when they are told to. */
    private static final class Jobs implements StepRuntime {
        final Map<RunId, Boolean> verdicts = new ConcurrentHashMap<>();

        @Override
        public StepResult start(StepContext context) {
            return new StepResult.Pending("job", POLL);
        }

        @Override
        public StepResult poll(StepContext context, String jobId) {
            var verdict = verdicts.get(context.runId());
            return verdict == null
                    ? new StepResult.Pending("job", POLL)
                    : verdict ? StepResult.done() : StepResult.failed(FailureKind.FATAL, "no");
        }

        @Override
        public void stop(StepContext context, String jobId) {}
    }

    /** An engine and its model side by side. */
    private static final class Life implements AutoCloseable {
        private final Random random;
        private final VirtualClock clock = VirtualClock.create();
        private final Store rows = Stores.inMemory(1_000);
        private final Jobs jobs = new Jobs();
        private final Model model = new Model();
        private final List<String> told = new ArrayList<>();
        private FusedStore store;
        private Maestro maestro;

        Life(long seed) {
            this.random = new Random(seed);
            this.store = new FusedStore(rows);
            this.maestro = open(store);
            register(oneOf(STRATEGIES));
        }

        private Maestro open(Store over) {
            return Maestro.builder()
                    .time(clock)
                    .store(over)
                    .stepType("Job", jobs)
                    .drainLimit(Duration.ZERO)
                    .build();
        }

        private <T> T oneOf(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }

        /** Short ones are as many as long ones, since most of what goes wrong does so soon. */
        int length() {
            return 4 + random.nextInt(MOST_OPERATIONS - 4);
        }

        private int priority() {
            return random.nextInt(4) == 0 ? random.nextInt(3) - 1 : 0;
        }

        void step() {
            boolean crashes = random.nextInt(6) == 0;
            if (crashes) {
                store.crashAt(random.nextInt(4), random.nextBoolean());
            }
            try {
                operate();
                clock.advance(POLL);
                clock.settle();
            } catch (MaestroException | IllegalStateException e) {
                if (!store.isDead()) {
                    throw e;
                }
            }
            if (crashes) {
                recover();
            }
            assertThat(real()).as("%s", told).isEqualTo(model.members.toString());
        }

        private String real() {
            return recorded().stream()
                    .map(row -> row.runId().instance() + " " + row.status())
                    .toList()
                    .toString();
        }

        private List<WorkflowRun> recorded() {
            return rows.runs(RunQuery.of("w").limit(RunQuery.MAX_LIMIT)).reversed();
        }

        private void operate() {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> start(1);
                case 4 -> start(2 + random.nextInt(2));
                case 5, 6, 7 -> finish();
                case 8 -> stop();
                case 9 -> unblock();
                case 10 -> register(oneOf(STRATEGIES));
                default -> stopAll();
            }
        }

        private void start(int count) {
            var priorities = IntStream.range(0, count).mapToObj(i -> priority()).toList();
            told.add("start " + priorities);
            model.start(priorities);
            maestro.startAll(
                    "w",
                    priorities.stream()
                            .map(priority -> StartRequest.plain().priority(priority))
                            .toList());
        }

        private void finish() {
            var running = model.in(RunStatus.IN_PROGRESS);
            if (!running.isEmpty()) {
                var member = oneOf(running);
                boolean well = random.nextInt(3) > 0;
                told.add("finish " + member + " " + well);
                member.status = well ? RunStatus.SUCCEEDED : RunStatus.FAILED;
                model.sortOut();
                jobs.verdicts.put(id(member), well);
            }
        }

        private static RunId id(Member member) {
            return new RunId(new WorkflowId("w"), member.instance, 1);
        }

        private RunHandle handle(Member member) {
            return maestro.find(id(member)).orElseThrow();
        }

        private void stop() {
            if (!model.members.isEmpty()) {
                var member = oneOf(model.members);
                told.add("stop " + member);
                boolean open = !member.isOver();
                if (open) {
                    member.status = RunStatus.STOPPED;
                    model.sortOut();
                }
                assertThat(handle(member).stop("enough") || store.isDead()).isEqualTo(open || store.isDead());
            }
        }

        private void unblock() {
            var failed = model.failed().toList();
            if (!failed.isEmpty() && random.nextBoolean()) {
                var member = oneOf(failed);
                told.add("unblock " + member);
                member.unblocked = true;
                model.sortOut();
                handle(member).unblock("ann", "seen");
            } else {
                told.add("unblock all");
                failed.forEach(member -> member.unblocked = true);
                model.sortOut();
                maestro.control("w").unblock("ann", "seen");
            }
        }

        private void stopAll() {
            told.add("stop all");
            model.members.stream()
                    .filter(member -> !member.isOver())
                    .forEach(member -> member.status = RunStatus.STOPPED);
            maestro.control("w").stopAll("ann", "enough");
        }

        private void register(RunStrategy strategy) {
            told.add("register " + strategy.rule());
            boolean allowed = model.allows(strategy);
            if (allowed) {
                model.strategy = strategy;
                model.sortOut();
            }
            try {
                maestro.register(flow(strategy));
                assertThat(allowed).as("%s", told).isTrue();
            } catch (StrategyRefusedException e) {
                assertThat(allowed).as("%s", told).isFalse();
            }
        }

        private static Flow flow(RunStrategy strategy) {
            return Flow.of("w").strategy(strategy).typed("job", "Job");
        }

        /** Goes on with what is recorded, by when what was under way has happened or not. */
        private void recover() {
            told.add("crash");
            store.die();
            clock.settle();
            maestro.close();
            store = new FusedStore(rows);
            maestro = open(store);
            model.strategy = rows.latest(new WorkflowId("w"))
                    .orElseThrow()
                    .definition()
                    .properties()
                    .strategyInForce();
            model.takeOver(recorded());
            jobs.verdicts.forEach((run, well) -> model.members.stream()
                    .filter(member -> member.instance == run.instance() && member.status == RunStatus.IN_PROGRESS)
                    .forEach(member -> member.status = well ? RunStatus.SUCCEEDED : RunStatus.FAILED));
            model.members.stream()
                    .filter(member -> member.status == RunStatus.IN_PROGRESS && isStopped(member))
                    .forEach(member -> member.status = RunStatus.STOPPED);
            model.sortOut();
            maestro.register(flow(model.strategy));
            clock.advance(POLL);
            clock.settle();
        }

        private boolean isStopped(Member member) {
            return rows.run(id(member)).orElseThrow().ending().isPresent();
        }

        /** Whatever waits has its turn in the end. */
        void end() {
            maestro.control("w").unblock("ann", "at last");
            for (int i = 0; i < 100 && !isOver(); i++) {
                recorded().stream()
                        .filter(row -> row.status() == RunStatus.IN_PROGRESS)
                        .forEach(row -> jobs.verdicts.put(row.runId(), true));
                clock.advance(POLL);
                clock.settle();
            }
            assertThat(isOver()).as("%s: %s", told, real()).isTrue();
        }

        private boolean isOver() {
            return recorded().stream().allMatch(row -> row.status().isTerminal());
        }

        @Override
        public void close() {
            maestro.close();
        }
    }
}
