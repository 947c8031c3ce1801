package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.definition.JobTemplate;
import io.maestro.definition.JobTemplateId;
import io.maestro.error.MaestroException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A workflow with job templates whose process dies at every commit there is, and that a host with newer templates of the same
 * names goes on with: every step must have the params that the templates gave when its run began.
 */
class JobTemplateCrashTest {

    private static final int MORE_THAN_ANY_COMMITS = 60;

    private static final Map<String, String> END = Map.of(
            "first", "old of first",
            "job", "old of job",
            "last", "old of last");

    /** A job elsewhere, which is asked once. */
    private static final StepRuntime JOB = new StepRuntime() {
        @Override
        public StepResult start(StepContext context) {
            return new StepResult.Pending("job", Duration.ofSeconds(10));
        }

        @Override
        public StepResult poll(StepContext context, String jobId) {
            return StepResult.done();
        }
    };

    private static Flow flow() {
        var body = Flow.of("body").template("inner", JobTemplateId.of("plain"));
        return Flow.of("w")
                .typed("first", "NoOp", JobTemplateId.of("plain"))
                .template("job", JobTemplateId.of("job", "v1"))
                .after("first")
                .foreach("each", 2, Map.of("i", new ParamValue.LongArray(List.of(1L, 2L))), body)
                .after("job")
                .template("last", JobTemplateId.of("plain"))
                .after("each")
                .param(
                        "inner",
                        ParamDefinition.expression(
                                ParamType.STRING_ARRAY, "params.getFromForeach('each', 'inner', 'script')"));
    }

    /** One life of the process, with templates of its own. */
    private static final class Life implements AutoCloseable {
        final FaultyStore store;
        final Maestro maestro;

        Life(VirtualClock clock, Store rows, String age) {
            this.store = new FaultyStore(rows);
            var script = ParamDefinition.literal(ParamValue.of(age + " of ${step_id}"));
            this.maestro = Maestro.builder()
                    .time(clock)
                    .store(store)
                    .stepType("Job", JOB)
                    .jobTemplate(JobTemplate.Definition.builder("base", "Job")
                            .param("script", script)
                            .build())
                    .jobTemplate(JobTemplate.Definition.builder("job", "Job")
                            .version("v1")
                            .inheritFrom("base", "default")
                            .build())
                    .jobTemplate(JobTemplate.Definition.builder("plain", "NoOp")
                            .inheritFrom("base", "default")
                            .build())
                    .drainLimit(Duration.ZERO)
                    .build();
        }

        /** Lives on with the run that is there, or a new one if there is none, to its end or that of the process. */
        @Nullable
        RunHandle live(VirtualClock clock) {
            try {
                var workflow = maestro.register(flow());
                var known = maestro.runs(RunQuery.of("w"));
                var run = known.isEmpty()
                        ? workflow.start()
                        : maestro.find(known.getFirst().runId()).orElseThrow();
                clock.runUntil(() -> store.isCrashed() || run.ended().isDone());
                return run;
            } catch (MaestroException e) {
                if (!store.isCrashed()) {
                    throw e;
                }
                return null;
            }
        }

        @Override
        public void close() {
            maestro.close();
        }
    }

    private static Map<String, String> scripts(RunHandle run) {
        var scripts = new LinkedHashMap<String, String>();
        for (var step : run.steps()) {
            Optional.ofNullable(step.params().get("script"))
                    .map(script -> String.valueOf(script.value().toJava()))
                    .ifPresent(script -> scripts.put(step.step().value(), script));
        }
        return scripts;
    }

    @Test
    void without_a_crash_every_step_has_the_params_of_its_template() {
        var clock = VirtualClock.create();
        try (var life = new Life(clock, Stores.inMemory(), "old")) {
            var run = Optional.ofNullable(life.live(clock)).orElseThrow();

            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(scripts(run)).isEqualTo(END);
            assertThat(inner(run)).isEqualTo(List.of("old of inner", "old of inner"));
        }
    }

    private static Object inner(RunHandle run) {
        return run.steps().getLast().params().entrySet().stream()
                .filter(param -> param.getKey().equals("inner"))
                .map(param -> param.getValue().value().toJava())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_crash_right_before_any_commit_leaves_the_run_with_its_templates() {
        crashAtEveryCommit((store, commit) -> store.crashBefore(commit));
    }

    @Test
    void a_crash_right_after_any_commit_leaves_the_run_with_its_templates() {
        crashAtEveryCommit((store, commit) -> store.crashAfter(commit));
    }

    private static void crashAtEveryCommit(java.util.function.ObjIntConsumer<FaultyStore> crash) {
        boolean crashed = true;
        for (int commit = 1; crashed; commit++) {
            int number = commit;
            crashed = crashOnce(commit, store -> crash.accept(store, number));
            assertThat(commit).isLessThan(MORE_THAN_ANY_COMMITS);
        }
    }

    private static boolean crashOnce(int commit, Consumer<FaultyStore> crash) {
        var clock = VirtualClock.create();
        var rows = Stores.inMemory();
        try (var first = new Life(clock, rows, "old")) {
            crash.accept(first.store);
            first.live(clock);
            if (!first.store.isCrashed()) {
                return false;
            }
        }
        clock.settle();
        boolean begun = !rows.runs(RunQuery.of("w")).isEmpty();
        try (var second = new Life(clock, rows, "new")) {
            var run = Optional.ofNullable(second.live(clock)).orElseThrow();
            var age = begun ? "old" : "new";

            assertThat(run.steps()).as("crash at %s", commit).allMatch(step -> step.status() == StepStatus.SUCCEEDED);
            assertThat(scripts(run)).as("crash at %s", commit).isEqualTo(at(age));
            assertThat(inner(run)).as("crash at %s", commit).isEqualTo(List.of(age + " of inner", age + " of inner"));
        }
        return true;
    }

    private static Map<String, String> at(String age) {
        return END.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().replace("old", age)));
    }
}
