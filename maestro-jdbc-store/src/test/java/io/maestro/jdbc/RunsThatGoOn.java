package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.dsl.Workflow;
import io.maestro.param.ParamValue;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import io.maestro.store.Store;
import io.maestro.test.VirtualClock;
import io.maestro.value.ValueType;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Workflows of each kind that are cut off in the middle, and go on when the store is opened again. */
abstract class RunsThatGoOn {

    /** A value of a class of the host's own. */
    record Order(String customer, LocalDate day, Optional<String> note, List<Long> amounts) {}

    private static final Order ORDER =
            new Order("Ada", LocalDate.of(2026, 11, 25), Optional.of("by hand"), List.of(5_000_000_000L, 7L));

    private final Break at = new Break();

    /** Returns the store, in which is what was in it before. */
    abstract Store open();

    /** Holds the first engine up in the step that calls it, and lets the next one through. */
    private static final class Break {
        private final CountDownLatch reached = new CountDownLatch(1);
        private volatile boolean over;

        void pass() throws InterruptedException {
            if (!over) {
                reached.countDown();
                new CountDownLatch(1).await();
            }
        }

        void awaitArrival() throws InterruptedException {
            reached.await();
        }
    }

    private Maestro maestro(StepRuntime job, Workflow... workflows) {
        var maestro = Maestro.builder()
                .store(open())
                .stepType("Job", job)
                .drainLimit(Duration.ZERO)
                .stopGrace(Duration.ofMillis(100))
                .napLimit(Duration.ZERO)
                .build();
        for (var workflow : workflows) {
            maestro.register(workflow);
        }
        return maestro;
    }

    /** Runs the last workflow to the break, and has it go on in another engine. */
    private void cutOff(StepRuntime job, Map<String, ?> params, Consumer<RunHandle> look, Workflow... workflows)
            throws InterruptedException {
        RunId id;
        try (var first = maestro(job, workflows)) {
            id = first.start(workflows[workflows.length - 1].id().value(), params)
                    .id();
            at.awaitArrival();
        }
        at.over = true;
        try (var second = maestro(job, workflows)) {
            var run = second.find(id).orElseThrow();
            run.await();
            assertThat(run.attempts())
                    .allSatisfy(attempt -> assertThat(attempt.error()).isEmpty());
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            look.accept(run);
        }
        try (var third = maestro(job, workflows)) {
            look.accept(third.find(id).orElseThrow());
        }
    }

    private static final StepRuntime NO_JOB = context -> StepResult.done();

    @Test
    void a_graph() throws InterruptedException {
        var workflow = Workflow.define("graph", w -> {
            var day = w.param("day", LocalDate.class);
            var order = w.step("order", day, from -> new Order("Ada", from, Optional.of("by hand"), ORDER.amounts()))
                    .returns(Order.class);
            var left = w.step("left", order, found -> found.amounts().getFirst());
            var right = w.step("right", order, found -> {
                at.pass();
                return found.note().orElseThrow();
            });
            w.step("both", left, right, (amount, note) -> note + " " + amount);
            w.run("never", ctx -> {}).after(left, ctx -> ctx.get(left) < 0);
        });

        cutOff(
                NO_JOB,
                Map.of("day", ORDER.day()),
                run -> {
                    assertThat(run.output("order", Order.class)).contains(ORDER);
                    assertThat(run.output("left", Long.class)).contains(5_000_000_000L);
                    assertThat(run.output("both", String.class)).contains("by hand 5000000000");
                    assertThat(run.run().params())
                            .hasEntrySatisfying(
                                    "day", day -> assertThat(day.value()).isEqualTo(ParamValue.of("2026-11-25")));
                },
                workflow);
    }

    @Test
    void a_cycle() throws InterruptedException {
        var rounds = new AtomicInteger();
        var workflow = Workflow.define("cycle", w -> {
            var train = w.step("train", ctx -> {
                int round = rounds.incrementAndGet();
                if (round == 3) {
                    at.pass();
                }
                return round;
            });
            var publish = w.step("publish", train, round -> "round " + round);
            w.from(train).when(ctx -> ctx.get(train) < 5).backTo(train).otherwise(publish);
        });

        cutOff(
                NO_JOB,
                Map.of(),
                run -> {
                    assertThat(run.output("publish", String.class)).contains("round 5");
                    assertThat(run.attempts().stream().map(StepAttempt::visit)).contains(1, 2, 3, 4);
                },
                workflow);
    }

    @Test
    void a_foreach() throws InterruptedException {
        var workflow = Workflow.define("foreach", w -> {
            var orders = w.step(
                            "orders",
                            ctx -> List.of(ORDER, new Order("Bob", ORDER.day(), Optional.empty(), List.of(1L))))
                    .returns(ValueType.listOf(Order.class));
            var totals = w.foreach(
                            "each",
                            orders,
                            (order, body) -> body.step("total", order, found -> {
                                if (found.customer().equals("Bob")) {
                                    at.pass();
                                }
                                return found.amounts().stream()
                                        .mapToLong(amount -> amount)
                                        .sum();
                            }))
                    .concurrency(1);
            w.step("sum", totals, all -> all.stream().mapToLong(total -> total).sum());
        });

        cutOff(
                NO_JOB,
                Map.of(),
                run -> assertThat(run.output("sum", Long.class)).contains(5_000_000_008L),
                workflow);
    }

    @Test
    void a_while() throws InterruptedException {
        var workflow = Workflow.define("while", w -> {
            var loop = w.whileLoop("poll", body -> {
                var tries = body.param("tries", 0L);
                body.asLongAs(ctx -> ctx.get(tries) < 4);
                var ask = body.step("ask", tries, n -> {
                    if (n == 2) {
                        at.pass();
                    }
                    return "try " + n;
                });
                body.run("count", ctx -> {}).next(tries, p -> p.get(tries) + 1).after(ask);
            });
            w.step("end", ctx -> "done").after(loop);
        });

        cutOff(
                NO_JOB,
                Map.of(),
                run -> {
                    assertThat(run.output("end", String.class)).contains("done");
                    assertThat(run.steps()
                                    .getFirst()
                                    .children()
                                    .orElseThrow()
                                    .rollup()
                                    .total())
                            .isEqualTo(8);
                },
                workflow);
    }

    @Test
    void a_subworkflow() throws InterruptedException {
        var child = Workflow.define("child", w -> {
            var region = w.param("region", String.class);
            w.step("load", region, name -> {
                at.pass();
                return name.length();
            });
        });
        var workflow = Workflow.define("parent", w -> {
            var eu = w.subworkflow("eu", child).param("region", "europe");
            w.step("end", ctx -> ORDER.note())
                    .returns(new ValueType<>(Optional.class, List.of(ValueType.of(String.class))))
                    .after(eu);
        });

        cutOff(
                NO_JOB,
                Map.of(),
                run -> {
                    var below = run.steps()
                            .getFirst()
                            .children()
                            .flatMap(children -> children.run(1))
                            .orElseThrow();
                    assertThat(below.toString()).isEqualTo("child:1:1");
                    assertThat(run.attempts().getLast().returned().orElseThrow().text())
                            .contains("\"by hand\"");
                },
                child,
                workflow);
    }

    @Test
    void an_external_job() throws InterruptedException {
        var starts = new AtomicInteger();
        var job = new StepRuntime() {
            @Override
            public StepResult start(StepContext context) {
                starts.incrementAndGet();
                return new StepResult.Pending("job 7", Duration.ofMillis(10));
            }

            @Override
            public StepResult poll(StepContext context, String jobId) throws InterruptedException {
                at.pass();
                return StepResult.done(jobId);
            }
        };
        var workflow = Workflow.define("job", w -> {
            var type = w.type("call", "Job");
            w.run("end", ctx -> {}).after(type);
        });

        cutOff(
                job,
                Map.of(),
                run -> {
                    assertThat(run.output("call", String.class)).contains("job 7");
                    assertThat(starts).hasValue(1);
                },
                workflow);
    }

    @Test
    void runs_that_sleep() {
        var clock = VirtualClock.create();
        var workflow = Workflow.define("sleepy", w -> {
            var night = w.type("night", "Sleep").param("sleep_seconds", 3_600);
            w.step("morning", ctx -> "awake").after(night);
        });
        List<RunId> ids;
        try (var first = sleepy(clock, workflow)) {
            ids = Stream.generate(() -> first.start("sleepy").id()).limit(30).toList();
            clock.settle();
            assertThat(first.health().sleepingRuns()).isEqualTo(30);
            assertThat(first.health().liveRuns()).isZero();
            assertThat(first.find(ids.getLast()).orElseThrow().stop("enough")).isTrue();
        }
        try (var second = sleepy(clock, workflow)) {
            clock.settle();
            assertThat(second.health().sleepingRuns()).isEqualTo(29);
            assertThat(second.health().liveRuns()).isZero();

            clock.advance(Duration.ofHours(2));
            clock.settle();

            assertThat(ids)
                    .allSatisfy(id -> assertThat(second.find(id).orElseThrow().status())
                            .isEqualTo(id.equals(ids.getLast()) ? RunStatus.STOPPED : RunStatus.SUCCEEDED));
            assertThat(second.health().sleepingRuns()).isZero();
        }
    }

    private Maestro sleepy(VirtualClock clock, Workflow workflow) {
        var maestro = Maestro.builder().store(open()).time(clock).build();
        maestro.register(workflow);
        return maestro;
    }
}
