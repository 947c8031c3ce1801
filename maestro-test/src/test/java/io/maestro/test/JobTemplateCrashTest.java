package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.MaestroBuilder;
import io.maestro.RunHandle;
import io.maestro.definition.JobTemplate;
import io.maestro.definition.JobTemplateId;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.StepStatus;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A workflow with job templates whose process dies at every commit there is, and that a host with newer templates of the same
 * names goes on with: every step must have the params that the templates gave when its run began.
 */
class JobTemplateCrashTest {

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

    private static void templates(MaestroBuilder engine, String age) {
        var script = ParamDefinition.literal(ParamValue.of(age + " of ${step_id}"));
        engine.stepType("Job", JOB)
                .jobTemplate(JobTemplate.Definition.builder("base", "Job")
                        .param("script", script)
                        .build())
                .jobTemplate(JobTemplate.Definition.builder("job", "Job")
                        .version("v1")
                        .inheritFrom("base", "default")
                        .build())
                .jobTemplate(JobTemplate.Definition.builder("plain", "NoOp")
                        .inheritFrom("base", "default")
                        .build());
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

    private static Object inner(RunHandle run) {
        return run.steps().getLast().params().entrySet().stream()
                .filter(param -> param.getKey().equals("inner"))
                .map(param -> param.getValue().value().toJava())
                .findFirst()
                .orElseThrow();
    }

    /** A run that begins before the crash is one of the first version, one that begins after it of the version with the new templates. */
    @Test
    void a_crash_around_any_commit_leaves_the_run_with_its_templates() {
        var age = new AtomicReference<>("old");
        var ages = new ArrayList<String>();
        MaestroTestKit.builder()
                .with(engine -> templates(engine, age.getAndSet("new")))
                .crashAtEveryCommit(kit -> {
                    var run = kit.run(flow());
                    var ofRun = run.run().version() == 1 ? "old" : "new";

                    assertThat(run.steps()).allMatch(step -> step.status() == StepStatus.SUCCEEDED);
                    assertThat(scripts(run)).isEqualTo(at(ofRun));
                    assertThat(inner(run)).isEqualTo(List.of(ofRun + " of inner", ofRun + " of inner"));
                    ages.add(ofRun);
                    age.set("old");
                });

        assertThat(ages.getFirst()).isEqualTo("old");
        assertThat(ages).contains("new");
    }

    private static Map<String, String> at(String age) {
        return END.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().replace("old", age)));
    }
}
