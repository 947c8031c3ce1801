package io.maestro.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.definition.FailureMode;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.definition.WorkflowProperties;
import io.maestro.jdbc.JdbcStore;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import io.maestro.run.RunStatus;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A program that has runs sleep, prints what that takes, and ends without closing anything, as if it had been killed. */
final class SleepProgram {

    private static final int STARTERS = 1_000;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration NIGHT = Duration.ofMinutes(2);
    private static final Duration NAP = Duration.ofSeconds(2);

    private final Maestro maestro;
    private final int count;
    private final long start = System.nanoTime();

    private SleepProgram(Maestro maestro, int count) {
        this.maestro = maestro;
        this.count = count;
    }

    /**
     * Does one thing.
     *
     * @param args the store, what to do, and with how many runs
     */
    public static void main(String[] args) throws Exception {
        var builder = Maestro.builder().store(store(args[0]));
        var maestro = (args[1].equals("held") ? builder.napLimit(DAY.multipliedBy(2)) : builder).build();
        var program = new SleepProgram(maestro, Integer.parseInt(args[2]));
        switch (args[1]) {
            case "day", "held" -> program.day();
            case "again" -> program.again();
            case "dusk" -> program.dusk();
            case "dawn" -> program.dawn();
            case "nap" -> program.nap();
            default -> throw new IllegalArgumentException("there is nothing called '" + args[1] + "' to do");
        }
        Runtime.getRuntime().halt(0);
    }

    private static Store store(String name) {
        int colon = name.indexOf(':');
        return switch (colon < 0 ? name : name.substring(0, colon)) {
            case "memory" -> Stores.inMemory();
            case "h2" -> JdbcStore.h2(Path.of(name.substring(colon + 1)));
            case "postgres" -> {
                var config = new HikariConfig();
                config.setJdbcUrl(name.substring(colon + 1));
                config.setMaximumPoolSize(16);
                yield JdbcStore.postgres(new HikariDataSource(config));
            }
            default -> throw new IllegalArgumentException("there is no store '" + name + "'");
        };
    }

    private static WorkflowDefinition sleeping(String id, Duration time) {
        var seconds = ParamDefinition.literal(ParamValue.of(time.toSeconds()));
        var basics = new StepBasics(
                new StepId("sleep"),
                Optional.empty(),
                Optional.empty(),
                Transition.none(),
                FailureMode.FAIL_AFTER_RUNNING,
                List.of(),
                Optional.empty(),
                Map.of("sleep_seconds", seconds));
        return WorkflowDefinition.builder(new WorkflowId(id))
                .properties(WorkflowProperties.none().withRunStrategy(RunStrategy.unlimited()))
                .step(new TypedStep(basics, new StepType("Sleep"), Optional.empty(), RetryPolicy.none()))
                .build();
    }

    private void day() throws Exception {
        maestro.register(sleeping("day", DAY));
        startAll("day");
        print(String.format(Locale.ROOT, "started, and recorded, %,.0f a second", count / seconds()));
        awaitSleeping();
        print(String.format(Locale.ROOT, "asleep after %,.1f s", seconds()));
        printHeap();
    }

    private void again() throws Exception {
        maestro.register(sleeping("day", DAY));
        print(String.format(Locale.ROOT, "registered after %,.3f s", seconds()));
        maestro.register(Chain.of("chain", 1));
        Load.run(maestro, "chain");
        print(String.format(
                Locale.ROOT, "another workflow registered, and its first run ended, after %,.3f s", seconds()));
        awaitSleeping();
        print(String.format(Locale.ROOT, "all sleepers known after %,.1f s", seconds()));
        printHeap();
    }

    private void dusk() throws Exception {
        maestro.register(sleeping("dawn", NIGHT));
        startAll("dawn");
    }

    /** All are overdue. */
    private void dawn() throws Exception {
        maestro.register(sleeping("dawn", NIGHT));
        long most = 0;
        long left = count;
        while (left > 0) {
            var health = maestro.health();
            most = Math.max(most, health.liveRuns());
            left = health.liveRuns() + health.sleepingRuns();
            if (left == 0) {
                left = maestro.runs(
                                RunQuery.of("dawn").in(RunStatus.IN_PROGRESS).limit(1))
                        .size();
            }
            Thread.sleep(5);
        }
        print(String.format(
                Locale.ROOT,
                "all ended after %,.1f s, %,.0f a second; at most %,d in memory at once",
                seconds(),
                count / seconds(),
                most));
    }

    private void nap() throws Exception {
        maestro.register(sleeping("nap", NAP));
        startAll("nap");
        startAll("nap");
        long again = System.nanoTime();
        var runs = startAll("nap");
        print(String.format(
                Locale.ROOT, "the third ten thousand started in %,.1f s", (System.nanoTime() - again) / 1e9));
        var late = runs.stream()
                .map(RunHandle::await)
                .mapToLong(run -> Duration.between(
                                run.createdAt().plus(NAP), run.endedAt().orElseThrow())
                        .toMillis())
                .sorted()
                .toArray();
        print(String.format(Locale.ROOT, "all ended after %,.1f s", (System.nanoTime() - again) / 1e9));
        print(String.format(
                Locale.ROOT,
                "ended later than 2 s after its start by: p50 %,d ms, p99 %,d ms, at most %,d ms",
                late[late.length / 2],
                late[late.length * 99 / 100],
                Arrays.stream(late).max().orElseThrow()));
    }

    private List<RunHandle> startAll(String workflow) throws Exception {
        boolean isKept = workflow.equals("nap");
        var left = new AtomicInteger(count);
        var starters = new ArrayList<Future<List<RunHandle>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < STARTERS; i++) {
                starters.add(threads.submit(() -> {
                    var runs = new ArrayList<RunHandle>();
                    while (left.getAndDecrement() > 0) {
                        var run = maestro.start(workflow);
                        if (isKept) {
                            runs.add(run);
                        }
                    }
                    return runs;
                }));
            }
        }
        var runs = new ArrayList<RunHandle>();
        for (var starter : starters) {
            runs.addAll(starter.get());
        }
        return runs;
    }

    private void awaitSleeping() throws InterruptedException {
        while (recorded() < count) {
            Thread.sleep(5);
        }
    }

    /** A run that sleeps is counted when that is recorded, one that is held already when it begins. */
    private long recorded() {
        var health = maestro.health();
        return health.sleepingRuns() + health.liveRuns();
    }

    private void printHeap() {
        System.gc();
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        var health = maestro.health();
        print(String.format(
                Locale.ROOT,
                "%,.1f MB of heap in use, %,d bytes a run; %,d runs in memory, %,d asleep, %,d threads",
                used / 1e6,
                used / count,
                health.liveRuns(),
                health.sleepingRuns(),
                ManagementFactory.getThreadMXBean().getThreadCount()));
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void print(String line) {
        System.out.println("  " + line);
    }
}
