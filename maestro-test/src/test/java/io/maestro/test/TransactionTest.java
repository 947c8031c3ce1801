package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.definition.EffectPolicy;
import io.maestro.definition.InDoubt;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.step.StepBody;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.TransactionalWork;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.ForwardingStore;
import io.maestro.store.StepTransaction;
import io.maestro.store.Store;
import io.maestro.test.Ledger.Page;
import io.maestro.test.Ledger.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a body does in a transaction of the store happens with its outcome, or not at all. */
class TransactionTest {

    private static final int ENOUGH = 100;

    private final VirtualClock clock = VirtualClock.create();
    private final Store rows = Stores.inMemory();
    private final Ledger.Book book = new Ledger.Book();
    private final AtomicInteger begun = new AtomicInteger();
    private final List<Maestro> opened = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Maestro::close);
        assertThat(book.open()).as("open transactions").isZero();
    }

    private Maestro open(Store store) {
        var maestro = Maestro.builder()
                .store(store)
                .time(clock)
                .drainLimit(Duration.ZERO)
                .recoveryLimit(2)
                .build();
        opened.add(maestro);
        return maestro;
    }

    private StepBody<String> writing(String entry) {
        return context -> {
            begun.incrementAndGet();
            return write(context, entry);
        };
    }

    private static String write(StepContext context, String entry) throws Exception {
        return context.transactionally(Page.class, page -> {
            page.add(entry);
            return "wrote " + entry;
        });
    }

    private Flow chain() {
        return Flow.of("w")
                .step("a", writing("a"))
                .step("b", writing("b"))
                .after("a")
                .step("c", context -> context.output(new StepId("b")))
                .after("b");
    }

    private RunHandle run(Ledger ledger, Flow flow) {
        var run = open(ledger).register(flow).start();
        clock.awaitEnd(run);
        return run;
    }

    @Test
    void what_a_body_wrote_is_there_when_its_outcome_is() {
        var run = run(new Ledger(rows, book), chain());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.output("c", String.class)).contains("wrote b");
        assertThat(book.entries()).containsExactly("a", "b");
        assertThat(Bench.attempts(run, "a")).hasSize(1);
    }

    @Test
    void wherever_the_process_dies_it_is_there_once() {
        for (int commit = 1; commit < ENOUGH; commit++) {
            boolean before = diesAt(commit, true);
            boolean after = diesAt(commit, false);
            if (!before && !after) {
                return;
            }
        }
        throw new AssertionError("the runs have no end");
    }

    /** Tells whether there was such a commit to die at. */
    private boolean diesAt(int commit, boolean before) {
        var outlived = Stores.inMemory();
        var written = new Ledger.Book();
        var store = new FaultyStore(outlived);
        if (before) {
            store.crashBefore(commit);
        } else {
            store.crashAfter(commit);
        }
        Optional<RunId> id = Optional.empty();
        try (var maestro = open(new Ledger(store, written))) {
            var run = maestro.register(chain()).start();
            id = Optional.of(run.id());
            run.await();
        } catch (RuntimeException e) {
            assertThat(store.isCrashed()).as("%s", e).isTrue();
        }
        try (var maestro = open(new Ledger(outlived, written))) {
            maestro.register(chain());
            var run = outlived.run(id.orElseGet(() -> new RunId(new WorkflowId("w"), 1, 1)))
                    .flatMap(row -> maestro.find(row.runId()));
            run.ifPresent(clock::awaitEnd);
            run.ifPresent(ended -> {
                assertThat(ended.status()).isEqualTo(RunStatus.SUCCEEDED);
                assertThat(written.entries()).as("death at commit %s", commit).containsExactly("a", "b");
            });
        }
        return store.isCrashed();
    }

    @Test
    void a_body_that_throws_has_written_nothing() {
        var run = run(
                new Ledger(rows, book),
                Flow.of("w")
                        .step("a", context -> {
                            write(context, "attempt " + context.attempt());
                            if (context.attempt() == 1) {
                                throw new IllegalStateException("no");
                            }
                            return 1;
                        })
                        .retry(RetryPolicy.fixed(1, Duration.ZERO)));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(book.entries()).containsExactly("attempt 2");
    }

    @Test
    void all_that_a_body_writes_is_one_transaction() {
        var run = run(
                new Ledger(rows, book),
                Flow.of("w").step("a", context -> write(context, "first") + ", " + write(context, "second")));

        assertThat(run.output("a", String.class)).contains("wrote first, wrote second");
        assertThat(book.entries()).containsExactly("first", "second");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST", "UNKNOWN_AND_NOT_DONE"})
    void a_body_whose_transaction_is_lost_works_again(Trouble trouble) {
        var ledger = new Ledger(rows, book);
        ledger.befall(trouble);
        var run = run(ledger, chain());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(book.entries()).containsExactly("a", "b");
        assertThat(begun).hasValue(3);
        assertThat(Bench.attempts(run, "a").getFirst().recoveries()).isEqualTo(1);
    }

    @Test
    void a_body_that_may_work_once_at_most_does_not_work_again_when_its_transaction_is_lost() {
        var ledger = new Ledger(rows, book);
        ledger.befall(Trouble.LOST);
        var flow = Flow.of("w").step("a", writing("a")).effects(EffectPolicy.AT_MOST_ONCE, InDoubt.FAIL);
        var run = run(ledger, flow);

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(begun).hasValue(1);
        assertThat(book.entries()).isEmpty();
    }

    @Test
    void a_commit_of_which_nobody_knew_and_that_happened_is_not_repeated() {
        var ledger = new Ledger(rows, book);
        ledger.befall(Trouble.UNKNOWN_AND_DONE);
        var run = run(ledger, chain());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(book.entries()).containsExactly("a", "b");
        assertThat(begun).hasValue(2);
    }

    @Test
    void a_transaction_that_the_database_refuses_is_a_failure_of_the_body() {
        var ledger = new Ledger(rows, book);
        ledger.befall(Trouble.REFUSED);
        var run = run(ledger, Flow.of("w").step("a", writing("a")).retry(RetryPolicy.fixed(1, Duration.ofSeconds(1))));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(book.entries()).containsExactly("a");
        assertThat(Bench.attempts(run, "a").getFirst()).satisfies(attempt -> {
            assertThat(attempt.status()).isEqualTo(StepStatus.USER_FAILED);
            assertThat(attempt.error().orElseThrow().message())
                    .contains("could not be committed", "a constraint is broken");
        });
    }

    @Test
    void nothing_goes_on_before_the_commit() {
        var store = new FaultyStore(rows);
        var hold = store.hold(commit -> FaultyStore.has(commit, "a", StepStatus.SUCCEEDED));
        var next = new AtomicInteger();
        var run = open(new Ledger(store, book))
                .register(Flow.of("w")
                        .step("a", writing("a"))
                        .step("b", context -> next.incrementAndGet())
                        .after("a"))
                .start();
        hold.awaitArrival();

        assertThat(Bench.status(run, "a")).isEqualTo(StepStatus.FINISHING);
        assertThat(next).hasValue(0);
        hold.release();
        clock.awaitEnd(run);
        assertThat(next).hasValue(1);
    }

    @Test
    void work_that_is_committed_is_done_whatever_was_asked_of_it_meanwhile() {
        var store = new FaultyStore(rows);
        var hold = store.hold(commit -> FaultyStore.has(commit, "a", StepStatus.SUCCEEDED));
        var run = open(new Ledger(store, book)).register(chain()).start();
        hold.awaitArrival();

        assertThat(run.stop("enough")).isTrue();
        hold.release();
        clock.awaitEnd(run);

        assertThat(Bench.statuses(run))
                .containsEntry("a", StepStatus.SUCCEEDED)
                .containsEntry("b", StepStatus.NOT_CREATED);
        assertThat(book.entries()).containsExactly("a");
    }

    @Test
    void a_body_that_takes_too_long_has_written_nothing() {
        var gate = new Gate();
        var flow = Flow.of("w")
                .step(
                        "a",
                        context -> context.transactionally(Page.class, page -> {
                            page.add("a");
                            gate.pass();
                            return 1;
                        }))
                .timeout(Duration.ofMinutes(1));
        var run = open(new Ledger(rows, book)).register(flow).start();
        gate.awaitArrival();
        clock.advance(Duration.ofMinutes(1));
        clock.awaitEnd(run);

        assertThat(Bench.status(run, "a")).isEqualTo(StepStatus.TIMED_OUT);
        assertThat(book.entries()).isEmpty();
    }

    @Test
    void a_transactional_step_must_work_in_a_transaction() {
        var run =
                run(new Ledger(rows, book), Flow.of("w").step("a", context -> 1).effects(EffectPolicy.TRANSACTIONAL));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(Bench.error(run, "a")).contains("TRANSACTIONAL", "not worked in a transaction");
    }

    @Test
    void a_transactional_step_that_does_is_fine() {
        var run =
                run(new Ledger(rows, book), Flow.of("w").step("a", writing("a")).effects(EffectPolicy.TRANSACTIONAL));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_step_that_goes_on_elsewhere_has_no_transaction() {
        var maestro = Maestro.builder()
                .store(new Ledger(rows, book))
                .time(clock)
                .stepType("Job", context -> {
                    write(context, "a");
                    return new StepResult.Pending("job", Duration.ZERO);
                })
                .build();
        opened.add(maestro);
        var run = maestro.register(Flow.of("w").typed("a", "Job")).start();
        clock.awaitEnd(run);

        assertThat(Bench.error(run, "a")).contains("cannot go on elsewhere");
        assertThat(book.entries()).isEmpty();
    }

    @Test
    void only_the_thread_of_the_body_has_a_transaction_and_one_at_a_time() {
        var run = run(
                new Ledger(rows, book),
                Flow.of("w")
                        .step(
                                "other",
                                context -> CompletableFuture.supplyAsync(() -> refusal(context))
                                        .join())
                        .step("nested", context -> context.transactionally(Page.class, page -> refusal(context))));

        assertThat(run.output("other", String.class).orElseThrow()).contains("only the thread of a body");
        assertThat(run.output("nested", String.class).orElseThrow()).contains("not while it does so already");
        assertThat(book.entries()).isEmpty();
    }

    private static String refusal(StepContext context) {
        try {
            return write(context, "never");
        } catch (Exception e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void a_store_without_a_database_says_so() {
        var run = open(rows).register(Flow.of("w").step("a", writing("a"))).start();
        clock.awaitEnd(run);

        assertThat(Bench.error(run, "a")).contains("has no database that a step could work in");
    }

    /** A store that keeps rows that do not tell an end until it is let go, and notes in which order things were recorded. */
    private static final class Slow extends ForwardingStore {
        private final List<String> log = new CopyOnWriteArrayList<>();
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);

        Slow(Store store) {
            super(store);
        }

        @Override
        public boolean commitsAtOnce() {
            return false;
        }

        @Override
        public List<Begun> commit(Commit commit) {
            boolean isOpen = commit.facts().stream()
                    .anyMatch(fact -> fact instanceof StepAttempt attempt
                            && attempt.endedAt().isEmpty());
            if (isOpen) {
                held.countDown();
                awaitOpen(letGo);
                log.add("it runs");
            }
            return super.commit(commit);
        }

        private static void awaitOpen(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public StepTransaction openTransaction() {
            var transaction = super.openTransaction();
            return new StepTransaction() {
                @Override
                public <C, T extends @Nullable Object> T work(Class<C> type, TransactionalWork<C, T> work)
                        throws Exception {
                    return transaction.work(type, work);
                }

                @Override
                public void commit(Commit commit) {
                    log.add("it is done");
                    transaction.commit(commit);
                }

                @Override
                public boolean isCommitted(Commit commit) {
                    return transaction.isCommitted(commit);
                }

                @Override
                public void rollBack() {
                    transaction.rollBack();
                }
            };
        }
    }

    @Test
    void a_pause_that_is_being_recorded_does_not_take_the_place_of_an_outcome() throws Exception {
        var slow = new Slow(new Ledger(rows, book));
        var body = new CompletableFuture<Thread>();
        var work = new CountDownLatch(1);
        var maestro = open(slow);
        var run = maestro.register(Flow.of("w")
                        .step("a", context -> {
                            body.complete(Thread.currentThread());
                            work.await();
                            return write(context, "a");
                        })
                        .step("b")
                        .after("a"))
                .start();
        var thread = body.get();
        var pause = CompletableFuture.runAsync(() -> run.pause("ann", "lunch").orThrow());
        slow.held.await();
        work.countDown();
        while (!slow.log.contains("it is done") && !(book.open() == 1 && thread.getState() == Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
        slow.letGo.countDown();
        pause.get();
        run.resume("ann", "back").orThrow();
        clock.awaitEnd(run);

        assertThat(slow.log).containsExactly("it runs", "it is done");
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(book.entries()).containsExactly("a");
    }
}
