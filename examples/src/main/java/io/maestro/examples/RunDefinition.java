package io.maestro.examples;

import io.maestro.Maestro;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.JobTemplate;
import io.maestro.definition.Step;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.dsl.JobTemplateJson;
import io.maestro.dsl.JobTemplateYaml;
import io.maestro.dsl.WorkflowJson;
import io.maestro.dsl.WorkflowYaml;
import io.maestro.param.ParamValue;
import io.maestro.run.FailureKind;
import io.maestro.run.RunStatus;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a definition from a JSON or YAML file, with job templates from others, shows its progress, and sums up at the end. On a terminal the progress is a table
 * that is drawn anew; elsewhere it is a line for each change.
 *
 * <p>Besides the built-in step types, definitions may use {@code Print}, which prints its param {@code text}.
 */
public final class RunDefinition {

    private RunDefinition() {}

    /**
     * Runs the definition.
     *
     * @param args the file, and those of job templates
     * @throws InterruptedException if the program is interrupted while it waits
     */
    public static void main(String[] args) throws InterruptedException {
        if (args.length == 0) {
            System.err.println(
                    "usage: RunDefinition FILE [TEMPLATE...], where FILE is a definition in JSON or YAML, and each"
                            + " TEMPLATE a job template");
            System.exit(2);
        }
        try {
            var templates = Arrays.stream(args).skip(1).map(Path::of).toList();
            var status = run(Path.of(args[0]), templates, System.out, Progress.isTerminal());
            System.exit(status == RunStatus.SUCCEEDED ? 0 : 1);
        } catch (InvalidDefinitionException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    static RunStatus run(Path file, List<Path> templates, PrintStream out, boolean terminal)
            throws InterruptedException {
        var definition = read(file);
        var steps = definition.steps().stream().map(Step::id).toList();
        var progress = new Progress(steps, out, terminal);
        var builder = Maestro.builder()
                .stepType("Print", context -> print(context, progress))
                .listener(progress);
        templates.forEach(template -> builder.jobTemplate(readTemplate(template)));
        try (var maestro = builder.build()) {
            maestro.register(definition);
            var run = maestro.start(definition.id().value());
            var ended = run.await();
            progress.awaitEnd();
            Summary.of(ended, run.attempts(), steps).print(out);
            return ended.status();
        }
    }

    private static WorkflowDefinition read(Path file) {
        return isYaml(file) ? WorkflowYaml.read(file) : WorkflowJson.read(file);
    }

    private static JobTemplate readTemplate(Path file) {
        return isYaml(file) ? JobTemplateYaml.read(file) : JobTemplateJson.read(file);
    }

    private static boolean isYaml(Path file) {
        var name = file.toString();
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static StepResult print(StepContext context, Progress progress) {
        return switch (context.stepParams().get("text")) {
            case ParamValue.StringValue text -> {
                progress.say(context.stepId() + " says: " + text.value());
                yield StepResult.done();
            }
            case null, default -> StepResult.failed(FailureKind.FATAL, "param 'text' must be a STRING");
        };
    }
}
