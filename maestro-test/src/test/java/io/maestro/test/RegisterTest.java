package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.InvalidIdException;
import io.maestro.definition.JobTemplate;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.UnknownWorkflowException;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.error.Severity;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import io.maestro.run.RunStatus;
import io.maestro.step.WorkflowCode;
import io.maestro.store.ForwardingStore;
import io.maestro.store.VersionedDefinition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Registering workflows, and the versions that come of it. */
class RegisterTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void the_same_content_stays_the_same_version() {
        assertThat(bench.maestro.register(Flow.of("w").step("a")).version()).isEqualTo(1);
        assertThat(bench.maestro.register(Flow.of("w").step("a")).version()).isEqualTo(1);
    }

    @Test
    void changed_content_becomes_the_next_version_and_so_does_a_change_back() {
        bench.maestro.register(Flow.of("w").step("a"));

        assertThat(bench.maestro.register(Flow.of("w").step("b")).version()).isEqualTo(2);
        assertThat(bench.maestro.register(Flow.of("w").step("a")).version()).isEqualTo(3);
        assertThat(bench.maestro.workflows()).containsExactly(new WorkflowId("w"));
        assertThat(bench.maestro.definition("w", 2))
                .contains(Flow.of("w").step("b").definition());
        assertThat(bench.maestro.definition("w", 4)).isEmpty();
        assertThat(bench.maestro.definition("w", 0)).isEmpty();
        assertThat(bench.maestro.definition("v", 1)).isEmpty();
    }

    @Test
    void the_newest_code_of_a_version_is_taken() {
        bench.maestro.register(Flow.of("w").step("a", context -> "old"));
        bench.maestro.register(Flow.of("w").step("a", context -> "new"));
        var run = bench.maestro.start("w");

        assertThat(bench.awaitEnd(run).version()).isEqualTo(1);
        assertThat(run.output("a", String.class)).contains("new");
    }

    @Test
    void a_run_keeps_the_version_that_it_began_with() {
        var gate = new Gate();
        var old = bench.start(Flow.of("w")
                .step("a", context -> {
                    gate.pass();
                    return 1;
                })
                .step("old", context -> "old")
                .after("a"));
        gate.awaitArrival();
        var handle = bench.maestro.register(Flow.of("w")
                .step("a", context -> 2)
                .step("new", context -> "new")
                .after("a"));
        gate.open();

        assertThat(bench.awaitEnd(old).version()).isEqualTo(1);
        assertThat(old.definition().steps()).extracting(Step::id).containsExactly(new StepId("a"), new StepId("old"));
        assertThat(old.output("old", String.class)).contains("old");
        assertThat(bench.awaitEnd(handle.start()).version()).isEqualTo(2);
    }

    @Test
    void everything_that_is_wrong_is_told_at_once_and_nothing_is_registered() {
        var broken = Flow.of("w")
                .step("a")
                .timeout(Duration.ZERO)
                .typed("b", "Slep")
                .after("a")
                .typed("b", "NoOp")
                .step("c")
                .after("x")
                .step("maestro_d");

        var e = catchThrowableOfType(InvalidDefinitionException.class, () -> bench.maestro.register(broken));

        assertThat(e.problems())
                .extracting(problem -> problem.code())
                .containsExactlyInAnyOrder(
                        ProblemCode.OUT_OF_RANGE,
                        ProblemCode.DUPLICATE,
                        ProblemCode.RESERVED_ID,
                        ProblemCode.UNKNOWN_STEP_TYPE);
        assertThat(bench.maestro.workflows()).isEmpty();
        assertThatThrownBy(() -> bench.maestro.start("w")).isInstanceOf(UnknownWorkflowException.class);
    }

    @Test
    void an_unknown_step_type_comes_with_the_one_that_was_probably_meant() {
        assertThatThrownBy(() -> bench.maestro.register(Flow.of("w").typed("a", "Slep")))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("/workflow/steps/0/step/type")
                .hasMessageContaining("did you mean 'Sleep'?");
    }

    @Test
    void a_step_in_java_without_its_code_is_refused_and_so_is_a_condition() {
        var flow = Flow.of("w").step("a", context -> 1).step("b").after("a", context -> true);

        var e = catchThrowableOfType(
                InvalidDefinitionException.class, () -> bench.maestro.register(flow.definition(), WorkflowCode.none()));

        assertThat(e.problems())
                .extracting(problem -> problem.code())
                .containsOnly(ProblemCode.NO_CODE)
                .hasSize(2);
    }

    @Test
    void what_is_probably_not_meant_is_told_and_taken() {
        var flow = Flow.of("w").step("a").step("b").when("a", "1 > 2");

        assertThat(bench.maestro.register(flow).warnings())
                .extracting(Problem::code, Problem::severity)
                .containsExactly(
                        tuple(ProblemCode.CONSTANT_CONDITION, Severity.WARNING),
                        tuple(ProblemCode.UNREACHABLE, Severity.WARNING));
        assertThat(bench.maestro.register(flow).warnings()).hasSize(2);
        assertThat(bench.awaitEnd(bench.maestro.start("w")).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bench.maestro.register(Flow.of("v").step("a")).warnings()).isEmpty();
    }

    @Test
    void params_that_do_not_go_together_with_those_of_the_engine_are_told() {
        var id = ParamDefinition.literal(ParamValue.of("x"));
        var flow = Flow.of("w")
                .runParam("workflow_id", id)
                .step("a")
                .param("step_id", id)
                .param("step_attempt_id", id)
                .param("p", id);

        var e = catchThrowableOfType(InvalidDefinitionException.class, () -> bench.maestro.register(flow));

        assertThat(e.problems())
                .extracting(Problem::code, Problem::path)
                .containsExactlyInAnyOrder(
                        tuple(ProblemCode.CONFLICT, "/workflow/params/workflow_id"),
                        tuple(ProblemCode.CONFLICT, "/workflow/steps/0/step/params/step_id"),
                        tuple(ProblemCode.WRONG_TYPE, "/workflow/steps/0/step/params/step_attempt_id"));
    }

    @Test
    void a_hosts_step_type_takes_the_place_of_a_built_in_one() {
        try (var other =
                new Bench(builder -> builder.stepType("noop", context -> io.maestro.step.StepResult.done("mine")))) {
            var run = other.run(Flow.of("w").typed("a", StepType.NO_OP.name()));

            assertThat(run.output("a", String.class)).contains("mine");
        }
    }

    @Test
    void an_unknown_workflow_comes_with_the_one_that_was_probably_meant() {
        bench.maestro.register(Flow.of("daily-etl").step("a"));

        assertThatThrownBy(() -> bench.maestro.start("daly-etl"))
                .isInstanceOf(UnknownWorkflowException.class)
                .hasMessage("workflow 'daly-etl' is not registered; did you mean 'daily-etl'?");
        assertThatThrownBy(() -> bench.maestro.start("no such id")).isInstanceOf(InvalidIdException.class);
    }

    @Test
    void of_two_that_register_at_once_the_newer_version_is_started() throws InterruptedException {
        var gate = new Gate();
        var store = new ForwardingStore(io.maestro.Stores.inMemory()) {
            @Override
            public VersionedDefinition register(WorkflowDefinition definition, List<JobTemplate.Definition> templates) {
                var version = super.register(definition, templates);
                if (version.version() == 1) {
                    gate.passStubbornly();
                }
                return version;
            }
        };
        try (var other = new Bench(builder -> builder.store(store))) {
            var slow = Thread.startVirtualThread(
                    () -> other.maestro.register(Flow.of("w").step("a")));
            gate.awaitArrival();
            other.maestro.register(Flow.of("w").step("b"));
            gate.open();
            slow.join();

            assertThat(other.maestro.start("w").run().version()).isEqualTo(2);
        }
    }

    @Test
    void one_run_that_cannot_be_resumed_does_not_keep_the_others_from_it() {
        var rows = io.maestro.Stores.inMemory();
        var stuck = Flow.of("w").typed("a", "Sleep");
        List<io.maestro.run.RunId> ids;
        try (var first = new Bench(builder -> builder.store(new FaultyStore(rows)))) {
            ids = List.of(first.start(stuck).id(), first.start(stuck).id());
            first.clock.settle();
        }
        var store = new ForwardingStore(rows) {
            @Override
            public List<io.maestro.run.StepAttempt> attempts(io.maestro.run.RunId runId) {
                if (runId.equals(ids.getFirst())) {
                    throw new io.maestro.store.StoreException("unreadable");
                }
                return super.attempts(runId);
            }
        };
        try (var second = new Bench(builder -> builder.store(store))) {
            second.maestro.register(stuck);

            assertThat(second.awaitEnd(second.maestro.find(ids.getLast()).orElseThrow())
                            .status())
                    .isEqualTo(RunStatus.SUCCEEDED);
        }
    }
}
