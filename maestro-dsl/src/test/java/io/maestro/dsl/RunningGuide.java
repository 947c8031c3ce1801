package io.maestro.dsl;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.StartRequest;
import io.maestro.WorkflowHandle;
import io.maestro.definition.JobTemplate;
import io.maestro.event.MaestroEvent;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.RunStatus;
import io.maestro.run.WorkflowRun;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import io.maestro.store.Retention;
import io.maestro.store.RunQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The code of the guide to running workflows. What stands between the marks is quoted there; a test compares them. */
final class RunningGuide {

    /** Counts events. */
    static final class Metrics {
        final List<MaestroEvent> seen = new CopyOnWriteArrayList<>();

        void count(MaestroEvent event) {
            seen.add(event);
        }
    }

    private RunningGuide() {}

    static Maestro build(Metrics metrics) {
        // region: build
        Maestro maestro = Maestro.builder()
                .listener(event -> metrics.count(event))
                .stepType("Greet", context -> StepResult.done("hello"))
                .build();
        // end
        return maestro;
    }

    static Maestro retention() {
        // region: retention
        Maestro tidy = Maestro.builder()
                .retention(Retention.everything().noLongerThan(Duration.ofDays(90)))
                .retention("poll-inbox", Retention.everything().noMoreThan(1_000))
                .build();
        // end
        return tidy;
    }

    static Maestro templates(StepRuntime shell, Path file) {
        // region: templates
        Maestro host = Maestro.builder()
                .stepType("Shell", shell)
                .jobTemplate(JobTemplate.Definition.builder("backup", "Shell")
                        .param("target", ParamDefinition.literal(ParamValue.of("s3://backups")))
                        .param("script", ParamDefinition.literal(ParamValue.of("pg_dump ${database} > ${target}")))
                        .param("database", ParamDefinition.unset(ParamType.STRING)) // each step must give it
                        .reserved("user", ParamDefinition.literal(ParamValue.of("backup"))) // no step can change it
                        .build())
                .jobTemplate(JobTemplateYaml.read(file))
                .build();
        // end
        return host;
    }

    static WorkflowRun run(Maestro maestro, Workflow workflow) {
        // region: run
        WorkflowHandle etl = maestro.register(workflow);
        RunHandle run = etl.start(Map.of("day", LocalDate.of(2026, 11, 22)));
        WorkflowRun ended = run.await();
        // end
        return ended;
    }

    static RunHandle once(WorkflowHandle etl) {
        // region: once
        RunHandle once = etl.start(StartRequest.of(Map.of("day", LocalDate.of(2026, 11, 22)))
                .requestId("day-2026-11-22")
                .by("scheduler"));
        // end
        return once;
    }

    static List<WorkflowRun> failed(Maestro maestro) {
        // region: list
        RunQuery query = RunQuery.of("daily-etl").in(RunStatus.FAILED).limit(50);
        List<WorkflowRun> page = maestro.runs(query);
        List<WorkflowRun> next =
                page.isEmpty() ? page : maestro.runs(query.after(page.getLast().runId()));
        // end
        return next;
    }
}
