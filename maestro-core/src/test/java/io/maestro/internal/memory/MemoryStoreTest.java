package io.maestro.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import io.maestro.run.Children;
import io.maestro.run.DefinitionRef;
import io.maestro.run.DroppedVisits;
import io.maestro.run.Fact;
import io.maestro.run.Initiator;
import io.maestro.run.Retries;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Commit;
import io.maestro.store.NewRun;
import io.maestro.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryStoreTest {

    private static final Instant NOW = Instant.EPOCH;

    private MemoryStore store = new MemoryStore(100);

    private static NewRun newRun(String workflow) {
        var id = new WorkflowId(workflow);
        return new NewRun(
                new NewRun.NextInstance(id, Optional.empty()),
                DefinitionRef.whole(id, 1),
                Initiator.unknown(),
                Map.of(),
                NOW);
    }

    private WorkflowRun begin(String workflow) {
        return store.commit(new Commit(List.of(newRun(workflow)), List.of()))
                .getFirst()
                .run();
    }

    private void record(Fact... facts) {
        assertThat(store.commit(new Commit(List.of(), List.of(facts)))).isEmpty();
    }

    private static StepAttempt attempt(RunId run, String step, int attempt, StepStatus status) {
        return attempt(run, step, attempt, 1, status, Optional.empty());
    }

    private static StepAttempt attempt(
            RunId run, String step, int attempt, int visit, StepStatus status, Optional<Children> children) {
        return new StepAttempt(
                run,
                new StepId(step),
                attempt,
                visit,
                visit,
                status,
                Optional.of(NOW),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Retries.NONE,
                0,
                children);
    }

    private void visit(RunId run, String step, int visit) {
        record(attempt(run, step, visit, visit, StepStatus.SUCCEEDED, Optional.empty()));
    }

    private void drop(RunId run, String step, int through) {
        store.commit(new Commit(List.of(), List.of(), List.of(new DroppedVisits(run, new StepId(step), through))));
    }

    private List<String> visits(RunId run) {
        return store.attempts(run).stream()
                .map(row -> row.step() + " " + row.visit())
                .toList();
    }

    /** Has a visit of step 'each' run an iteration, which runs a step of that name in turn. */
    private RunId iterate(RunId parent, RunId root, int visit) {
        var body = new WorkflowId("maestro_foreach_" + parent.workflow());
        var children = new Children.Iterations(body, visit, 1, List.of(), Rollup.none());
        record(attempt(parent, "each", visit, visit, StepStatus.RUNNING, Optional.of(children)));
        var child = new RunId(body, 1, visit);
        var depth = parent.equals(root) ? 1 : 2;
        var iteration = new NewRun(
                new NewRun.Numbered(child),
                DefinitionRef.whole(body, 1),
                new Initiator.ByStep(
                        Initiator.Kind.FOREACH, parent, new StepId("each"), visit, true, depth, root, Optional.empty()),
                Map.of(),
                NOW);
        store.commit(new Commit(List.of(iteration), List.of()));
        return child;
    }

    private void end(RunId run) {
        record(store.run(run).orElseThrow().ended(RunStatus.SUCCEEDED, Rollup.none(), NOW));
    }

    private void endVisit(RunId run, int visit) {
        var open = store.attempts(run).stream()
                .filter(row -> row.visit() == visit)
                .findFirst()
                .orElseThrow();
        record(attempt(run, "each", visit, visit, StepStatus.SUCCEEDED, open.children()));
    }

    private static WorkflowDefinition definition(String step) {
        return WorkflowDefinition.builder(new WorkflowId("w"))
                .step(TypedStep.of(new StepId(step), StepType.NO_OP))
                .build();
    }

    @Test
    void new_runs_of_a_commit_are_numbered_in_its_order_for_each_workflow() {
        var begun = store.commit(new Commit(List.of(newRun("a"), newRun("b"), newRun("a")), List.of()));

        assertThat(begun)
                .extracting(fresh -> fresh.run().runId().toString())
                .containsExactly("a:1:1", "b:1:1", "a:2:1");
        assertThat(begin("a").runId().instance()).isEqualTo(3);
    }

    @Test
    void a_commit_with_a_fact_of_a_run_that_does_not_exist_does_nothing_at_all() {
        var run = begin("w").runId();
        var stray = new RunId(new WorkflowId("w"), 9, 1);

        assertThatThrownBy(() -> store.commit(new Commit(
                        List.of(newRun("w")),
                        List.of(
                                attempt(run, "a", 1, StepStatus.SUCCEEDED),
                                attempt(stray, "a", 1, StepStatus.SUCCEEDED)))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("w:9:1");

        assertThat(store.attempts(run)).isEmpty();
        assertThat(begin("w").runId().instance()).isEqualTo(2);
    }

    @Test
    void of_two_rows_with_one_key_the_later_counts_and_the_place_is_the_first() {
        var run = begin("w").runId();
        record(attempt(run, "a", 1, StepStatus.RUNNING), attempt(run, "b", 1, StepStatus.SUCCEEDED));
        record(attempt(run, "a", 1, StepStatus.USER_FAILED), attempt(run, "a", 2, StepStatus.SUCCEEDED));

        assertThat(store.attempts(run))
                .extracting(row -> row.step() + " " + row.attempt() + " " + row.status())
                .containsExactly("a 1 USER_FAILED", "b 1 SUCCEEDED", "a 2 SUCCEEDED");
    }

    @Test
    void a_row_that_is_recorded_again_and_again_takes_no_more_room() {
        var run = begin("w");
        var rows = new RunRows(run, null);
        IntStream.range(0, 1_000).forEach(i -> {
            rows.add(attempt(run.runId(), "a", 1, StepStatus.RUNNING));
            rows.add(attempt(run.runId(), "b", 1, StepStatus.RUNNING));
        });
        rows.add(attempt(run.runId(), "a", 1, StepStatus.SUCCEEDED));

        assertThat(rows.size()).isEqualTo(2);
        assertThat(rows.attempts())
                .extracting(StepAttempt::status)
                .containsExactly(StepStatus.SUCCEEDED, StepStatus.RUNNING);
    }

    @Test
    void the_oldest_ended_runs_are_purged_and_live_ones_never() {
        var small = new MemoryStore(2);
        var live = small.commit(new Commit(List.of(newRun("w")), List.of()))
                .getFirst()
                .run();
        for (int i = 0; i < 5; i++) {
            var run = small.commit(new Commit(List.of(newRun("w")), List.of()))
                    .getFirst()
                    .run();
            small.commit(new Commit(List.of(), List.of(run.ended(RunStatus.SUCCEEDED, Rollup.none(), NOW))));
        }

        assertThat(small.runs(io.maestro.store.RunQuery.of("w")))
                .extracting(run -> run.runId().instance())
                .containsExactly(6L, 5L, 1L);
        assertThat(small.run(live.runId())).isPresent();
        assertThat(small.attempts(new RunId(new WorkflowId("w"), 2, 1))).isEmpty();
    }

    @Test
    void visits_that_are_dropped_are_gone_and_the_others_stay_in_their_order() {
        var run = begin("w").runId();
        visit(run, "once", 1);
        for (int visit = 1; visit <= 4; visit++) {
            visit(run, "a", visit);
            visit(run, "b", visit);
        }

        drop(run, "a", 2);
        assertThat(visits(run)).containsExactly("once 1", "b 1", "b 2", "a 3", "b 3", "a 4", "b 4");

        drop(run, "b", 4);
        visit(run, "a", 5);
        visit(run, "b", 5);
        drop(run, "a", 3);
        assertThat(visits(run)).containsExactly("once 1", "a 4", "a 5", "b 5");
    }

    @Test
    void all_attempts_of_a_dropped_visit_are_gone() {
        var run = begin("w").runId();
        record(
                attempt(run, "a", 1, 1, StepStatus.USER_FAILED, Optional.empty()),
                attempt(run, "a", 2, 1, StepStatus.SUCCEEDED, Optional.empty()),
                attempt(run, "a", 3, 2, StepStatus.SUCCEEDED, Optional.empty()));

        drop(run, "a", 1);

        assertThat(visits(run)).containsExactly("a 2");
    }

    @Test
    void visits_that_are_not_there_are_dropped_without_complaint() {
        var run = begin("w").runId();
        visit(run, "a", 1);

        drop(run, "other", 7);
        drop(new RunId(new WorkflowId("w"), 9, 1), "a", 7);

        assertThat(visits(run)).containsExactly("a 1");
    }

    @Test
    void what_a_commit_records_and_drops_at_once_is_not_kept() {
        var run = begin("w").runId();
        store.commit(new Commit(
                List.of(),
                List.of(attempt(run, "a", 1, StepStatus.SUCCEEDED)),
                List.of(new DroppedVisits(run, new StepId("a"), 1))));

        assertThat(store.attempts(run)).isEmpty();
    }

    @Test
    void the_ended_runs_that_a_dropped_visit_started_are_gone_on_all_levels() {
        var run = begin("w").runId();
        var first = iterate(run, run, 1);
        var inner = iterate(first, run, 1);
        end(inner);
        endVisit(first, 1);
        end(first);
        endVisit(run, 1);
        var second = iterate(run, run, 2);

        drop(run, "each", 1);

        assertThat(store.run(first)).isEmpty();
        assertThat(store.run(inner)).isEmpty();
        assertThat(store.run(second)).isPresent();
        assertThat(store.lastRun(second.workflow())).isEqualTo(2);
        assertThat(visits(run)).containsExactly("each 2");
    }

    @Test
    void a_run_takes_with_it_what_its_steps_started_when_it_is_purged() {
        store = new MemoryStore(0);
        var run = begin("w").runId();
        var child = iterate(run, run, 1);
        end(child);
        endVisit(run, 1);
        end(run);

        assertThat(store.run(run)).isEmpty();
        assertThat(store.run(child)).isEmpty();
        assertThat(store.lastRun(child.workflow())).isZero();
    }

    @Test
    void unfinished_runs_of_a_workflow_come_in_pages_in_ascending_order() {
        begin("v");
        var runs = IntStream.range(0, 12).mapToObj(i -> begin("w")).toList();
        begin("x");
        record(runs.get(3).ended(RunStatus.FAILED, Rollup.none(), NOW));

        var first = store.unfinished(new WorkflowId("w"), Optional.empty(), 5);
        var second = store.unfinished(
                new WorkflowId("w"), Optional.of(first.getLast().runId()), 50);

        assertThat(first).extracting(run -> run.runId().instance()).containsExactly(1L, 2L, 3L, 5L, 6L);
        assertThat(second).extracting(run -> run.runId().instance()).containsExactly(7L, 8L, 9L, 10L, 11L, 12L);
    }

    @Test
    void versions_are_numbered_from_1_and_the_newest_is_the_latest() {
        assertThat(store.latest(new WorkflowId("w"))).isEmpty();
        assertThat(store.register(definition("a"), List.of()).version()).isEqualTo(1);
        assertThat(store.register(definition("a"), List.of()).version()).isEqualTo(1);
        assertThat(store.register(definition("b"), List.of()).version()).isEqualTo(2);

        assertThat(store.latest(new WorkflowId("w")).orElseThrow().definition()).isEqualTo(definition("b"));
        assertThat(store.definition(new WorkflowId("w"), 1).orElseThrow().definition())
                .isEqualTo(definition("a"));
        assertThat(store.definition(new WorkflowId("w"), Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void other_job_templates_make_another_version_of_the_same_definition() {
        var plain = JobTemplate.Definition.builder("shell", "NoOp").build();
        var changed = JobTemplate.Definition.builder("shell", "NoOp")
                .param("script", ParamDefinition.literal(ParamValue.of("ls")))
                .build();

        assertThat(store.register(definition("a"), List.of(plain)).version()).isEqualTo(1);
        assertThat(store.register(definition("a"), List.of(plain)).version()).isEqualTo(1);
        assertThat(store.register(definition("a"), List.of(changed)).version()).isEqualTo(2);
        assertThat(store.definition(new WorkflowId("w"), 1).orElseThrow().templates())
                .containsExactly(plain);
        assertThat(store.latest(new WorkflowId("w")).orElseThrow().templates()).containsExactly(changed);
    }

    @Test
    void a_negative_number_of_runs_cannot_be_kept() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MemoryStore(-1));
    }
}
