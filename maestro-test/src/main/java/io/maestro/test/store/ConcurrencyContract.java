package io.maestro.test.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maestro.run.Fact;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.RunQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What several threads do at once. */
abstract class ConcurrencyContract extends RestartContract {

    /** How many threads commit at once. */
    private static final int THREADS = 8;

    /** How often each does it. */
    private static final int ROUNDS = 25;

    @Test
    void commits_at_once_number_runs_without_gaps_and_lose_no_row() throws Exception {
        var perThread = atOnce(thread -> work());

        var runs = perThread.stream().flatMap(List::stream).toList();
        for (var workflow : List.of("even", "odd")) {
            assertEquals(
                    LongStream.rangeClosed(1, (long) THREADS * ROUNDS).boxed().toList(),
                    runs.stream()
                            .filter(run -> run.workflow().value().equals(workflow))
                            .map(RunId::instance)
                            .sorted()
                            .toList());
        }
        for (var run : runs) {
            assertEquals(List.of("a 1 SUCCEEDED", "b 1 SUCCEEDED"), attempts(run), run.toString());
            assertEquals(RunStatus.SUCCEEDED, store().run(run).orElseThrow().status(), run.toString());
        }
        assertEquals(
                2 * THREADS * ROUNDS,
                store().runs(RunQuery.all().limit(RunQuery.MAX_LIMIT)).size());
    }

    /** Begins runs in an order of workflows that is not everybody's, and ends them with the next commit. */
    private List<RunId> work() {
        var mine = new ArrayList<RunId>();
        for (int round = 0; round < ROUNDS; round++) {
            var newRuns = Stream.of("even", "odd").map(Samples::next).toList();
            var begun = store().commit(new Commit(round % 2 == 0 ? newRuns : newRuns.reversed(), List.of()));
            store().commit(new Commit(
                    List.of(),
                    begun.stream()
                            .map(Begun::run)
                            .flatMap(run -> Stream.<Fact>of(
                                    Samples.attempt(run.runId(), "a", 1, StepStatus.SUCCEEDED),
                                    run.ended(RunStatus.SUCCEEDED, Rollup.none(), Samples.NOW),
                                    Samples.attempt(run.runId(), "b", 1, StepStatus.SUCCEEDED)))
                            .toList()));
            begun.forEach(each -> mine.add(each.run().runId()));
        }
        return mine;
    }

    @Test
    void a_request_that_is_made_by_several_at_once_begins_one_run() throws Exception {
        var perThread = atOnce(thread -> IntStream.range(0, ROUNDS)
                .mapToObj(round -> begin(Samples.next("w"), Samples.requested("w", "request " + round))
                        .get(1))
                .toList());

        for (int round = 0; round < ROUNDS; round++) {
            int number = round;
            var answers =
                    perThread.stream().map(answered -> answered.get(number)).toList();
            assertEquals(1, answers.stream().filter(Begun::fresh).count(), "round " + round);
            assertEquals(
                    1,
                    answers.stream()
                            .map(answer -> answer.run().runId())
                            .distinct()
                            .count(),
                    "round " + round);
        }
        assertEquals(
                LongStream.rangeClosed(1, (long) (THREADS + 1) * ROUNDS)
                        .boxed()
                        .toList()
                        .reversed(),
                store().runs(RunQuery.of("w").limit(RunQuery.MAX_LIMIT)).stream()
                        .map(run -> run.runId().instance())
                        .toList());
    }

    @Test
    void definitions_that_are_registered_at_once_get_different_versions() throws Exception {
        var perThread = atOnce(thread -> List.of(store().register(Samples.definition("w", "step" + thread), List.of())
                .version()));

        assertEquals(
                LongStream.rangeClosed(1, THREADS).boxed().toList(),
                perThread.stream().flatMap(List::stream).sorted().toList());
    }

    /** What a thread does. */
    interface Job<T> {
        /** Does it. */
        T run(int thread);
    }

    static <T> List<T> atOnce(Job<T> job) throws Exception {
        var start = new CyclicBarrier(THREADS);
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var jobs = IntStream.range(0, THREADS)
                    .<Callable<T>>mapToObj(thread -> () -> {
                        start.await(1, TimeUnit.MINUTES);
                        return job.run(thread);
                    })
                    .toList();
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(jobs)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
