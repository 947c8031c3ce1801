package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maestro.MaestroBuilder;
import io.maestro.RunHandle;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.JobTemplate;
import io.maestro.definition.JobTemplateId;
import io.maestro.error.Problem;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamValue;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A host with a step type {@code Shell}, and short ways to run workflows that take its job templates. */
abstract class ShellHost {

    /** What the shell type was given, by step. */
    final Map<String, Map<String, ParamValue>> seen = new ConcurrentHashMap<>();

    final StepRuntime shell = new StepRuntime() {
        @Override
        public Map<String, ParamDefinition> params() {
            return Map.of("image", text("of the type"));
        }

        @Override
        public StepResult start(StepContext context) {
            seen.put(context.stepId().value(), context.stepParams());
            return StepResult.done();
        }
    };

    static ParamDefinition text(String text) {
        return ParamDefinition.literal(ParamValue.of(text));
    }

    static ParamDefinition text(String text, ParamMode mode) {
        var plain = text(text);
        return new ParamDefinition(
                plain.type(), plain.content(), Optional.of(mode), List.of(), Optional.empty(), Map.of());
    }

    static JobTemplate.Builder template(String name) {
        return JobTemplate.Definition.builder(name, "Shell");
    }

    Bench bench(JobTemplate.Builder... templates) {
        return new Bench(with(templates));
    }

    UnaryOperator<MaestroBuilder> with(JobTemplate.Builder... templates) {
        return builder -> {
            builder.stepType("Shell", shell);
            for (var template : templates) {
                builder.jobTemplate(template.build());
            }
            return builder;
        };
    }

    RunHandle run(Flow flow, JobTemplate.Builder... templates) {
        return run(flow, Map.of(), templates);
    }

    RunHandle run(Flow flow, Map<String, ?> given, JobTemplate.Builder... templates) {
        try (var bench = bench(templates)) {
            var run = bench.maestro.register(flow).start(given);
            bench.awaitEnd(run);
            return run;
        }
    }

    List<String> problems(Flow flow, JobTemplate.Builder... templates) {
        try (var bench = bench(templates)) {
            var e = catchThrowableOfType(InvalidDefinitionException.class, () -> bench.maestro.register(flow));
            assertThat(bench.maestro.workflows()).isEmpty();
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    static Map<String, ParamSource> sources(RunHandle run, String step) {
        var sources = new LinkedHashMap<String, ParamSource>();
        Bench.attempts(run, step).getLast().params().forEach((name, param) -> sources.put(name, param.source()));
        return sources;
    }

    static JobTemplateId shell() {
        return JobTemplateId.of("shell");
    }

    ParamValue seen(String step, String param) {
        return seen.getOrDefault(step, Map.of()).getOrDefault(param, ParamValue.of("nothing"));
    }
}
