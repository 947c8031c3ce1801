package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.Stores;
import io.maestro.definition.WorkflowId;
import io.maestro.param.ParamValue;
import io.maestro.run.RunId;
import io.maestro.run.RunNotFoundException;
import io.maestro.run.RunNotHereException;
import io.maestro.run.RunStatus;
import io.maestro.run.StepExplanation;
import io.maestro.run.WorkflowRun;
import io.maestro.store.RunQuery;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Finding and listing runs. */
class ListingTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private static List<String> ids(List<WorkflowRun> runs) {
        return runs.stream().map(run -> run.runId().toString()).toList();
    }

    private void runTimes(String workflow, int count) {
        for (int i = 0; i < count; i++) {
            bench.run(Flow.of(workflow).step("a"));
        }
    }

    @Test
    void the_newest_come_first() {
        runTimes("a", 2);
        runTimes("b", 3);
        runTimes("c", 1);

        assertThat(ids(bench.maestro.runs(RunQuery.all())))
                .containsExactly("c:1:1", "b:3:1", "b:2:1", "b:1:1", "a:2:1", "a:1:1");
        assertThat(ids(bench.maestro.runs(RunQuery.of("b")))).containsExactly("b:3:1", "b:2:1", "b:1:1");
        assertThat(bench.maestro.runs(RunQuery.of("d"))).isEmpty();
    }

    @Test
    void pages_follow_each_other_without_gaps_while_runs_are_added() {
        runTimes("a", 12);
        runTimes("b", 11);
        var all = ids(bench.maestro.runs(RunQuery.all()));
        var seen = new ArrayList<String>();
        var query = RunQuery.all().limit(5);
        for (var page = bench.maestro.runs(query);
                !page.isEmpty();
                page = bench.maestro.runs(query.after(page.getLast().runId()))) {
            assertThat(page.size()).isLessThanOrEqualTo(5);
            seen.addAll(ids(page));
            runTimes("b", 1);
        }

        assertThat(seen).isEqualTo(all);
    }

    @Test
    void numbers_are_ordered_as_numbers() {
        runTimes("a", 11);

        assertThat(ids(bench.maestro.runs(RunQuery.of("a").limit(3)))).containsExactly("a:11:1", "a:10:1", "a:9:1");
    }

    @Test
    void only_some_statuses_may_be_asked_for() {
        bench.run(Flow.of("good").step("a"));
        bench.run(Flow.of("bad").step("a", context -> {
            throw new IllegalStateException("no");
        }));
        bench.start(Flow.of("live").typed("a", "Sleep").param("sleep_seconds", ParamValue.of(60)));
        bench.clock.settle();

        assertThat(ids(bench.maestro.runs(RunQuery.all().in(RunStatus.FAILED)))).containsExactly("bad:1:1");
        assertThat(ids(bench.maestro.runs(RunQuery.all().in(RunStatus.SUCCEEDED, RunStatus.IN_PROGRESS))))
                .containsExactly("live:1:1", "good:1:1");
    }

    @Test
    void a_page_has_one_to_a_thousand_runs() {
        assertThatIllegalArgumentException().isThrownBy(() -> RunQuery.all().limit(0));
        assertThatIllegalArgumentException().isThrownBy(() -> RunQuery.all().limit(1001));
    }

    @Test
    void a_run_that_does_not_exist_is_not_found() {
        assertThat(bench.maestro.find(new RunId(new WorkflowId("w"), 1, 1))).isEmpty();
    }

    @Test
    void a_run_that_was_purged_is_not_found_any_more() {
        try (var small = new Bench(builder -> builder.store(Stores.inMemory(2)))) {
            var flow = Flow.of("w").step("a");
            var first = small.run(flow);
            var stale = small.maestro.find(first.id()).orElseThrow();
            small.run(flow);
            small.run(flow);

            assertThat(small.maestro.find(first.id())).isEmpty();
            assertThatThrownBy(stale::status).isInstanceOf(RunNotFoundException.class);
            assertThatThrownBy(stale::await).isInstanceOf(RunNotFoundException.class);
            assertThat(first.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(small.run(flow).id().instance()).isEqualTo(4);
        }
    }

    @Test
    void a_run_whose_workflow_is_not_registered_here_is_found_but_not_advanced() {
        var rows = Stores.inMemory();
        RunId id;
        try (var first = new Bench(builder -> builder.store(new FaultyStore(rows)))) {
            id = first.start(Flow.of("w").typed("a", "Sleep").param("sleep_seconds", ParamValue.of(60)))
                    .id();
            first.clock.settle();
        }
        try (var second = new Bench(builder -> builder.store(new FaultyStore(rows)))) {
            var run = second.maestro.find(id).orElseThrow();

            assertThat(run.status()).isEqualTo(RunStatus.IN_PROGRESS);
            assertThat(run.attempts()).hasSize(1);
            assertThatThrownBy(run::await).isInstanceOf(RunNotHereException.class);
            assertThatThrownBy(() -> run.stop("enough")).isInstanceOf(RunNotHereException.class);
            assertThat(run.explain())
                    .isNotEmpty()
                    .allSatisfy(step -> assertThat(step.reason()).isInstanceOf(StepExplanation.MissingCode.class))
                    .allSatisfy(step -> assertThat(step.toString()).endsWith("register the workflow to resume it"));
        }
    }
}
