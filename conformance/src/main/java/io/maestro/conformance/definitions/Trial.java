package io.maestro.conformance.definitions;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.conformance.definitions.DefinitionFile.Content;
import io.maestro.conformance.definitions.Finding.Result;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.JobTemplate;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.MaestroException;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.run.StepAttempt;
import io.maestro.test.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An engine in virtual time that knows all definitions of some files. */
final class Trial implements AutoCloseable {

    private final VirtualClock clock = VirtualClock.create();
    private final Maestro maestro;

    Trial(List<DefinitionFile> files) {
        var builder = Maestro.builder().time(clock);
        standIns(files).forEach(type -> builder.stepType(type, StandIn.INSTANCE));
        templates(files).forEach(builder::jobTemplate);
        maestro = builder.build();
        files.forEach(file -> workflow(file).ifPresent(this::register));
    }

    private static Set<String> standIns(List<DefinitionFile> files) {
        var types = new TreeSet<String>();
        files.forEach(file -> {
            workflow(file).ifPresent(found -> types.addAll(StandIn.typesOf(found.steps())));
            template(file).ifPresent(found -> types.addAll(StandIn.typesOf(found)));
        });
        return types;
    }

    /** Netflix Maestro passes over templates that nobody defines: empty ones stand in for them. */
    private static List<JobTemplate.Definition> templates(List<DefinitionFile> files) {
        var known = files.stream().flatMap(file -> template(file).stream()).toList();
        var all = new ArrayList<JobTemplate.Definition>();
        files.forEach(file -> workflow(file).ifPresent(found -> all.addAll(StandIn.templatesOf(found))));
        known.forEach(template -> all.addAll(StandIn.parentsOf(template)));
        all.addAll(known);
        return all;
    }

    private static Optional<JobTemplate.Definition> template(DefinitionFile file) {
        return file.content() instanceof Content.Template(var template)
                ? Optional.of(template.definition())
                : Optional.empty();
    }

    private static Optional<WorkflowDefinition> workflow(DefinitionFile file) {
        return file.content() instanceof Content.Workflow(var read) ? Optional.of(read.definition()) : Optional.empty();
    }

    /** Returns what is wrong with a definition, empty if nothing is. */
    private Optional<InvalidDefinitionException> register(WorkflowDefinition definition) {
        try {
            var unused = maestro.register(definition);
            return Optional.empty();
        } catch (InvalidDefinitionException e) {
            return Optional.of(e);
        }
    }

    /** Tries what a file holds. */
    Finding finding(DefinitionFile file) {
        return new Finding(
                file,
                switch (file.content()) {
                    case Content.Workflow(var read) ->
                        register(read.definition())
                                .map(e -> refused(read.locate(e.problems())))
                                .orElseGet(() -> run(read.definition()));
                    case Content.Template template -> new Result.Template();
                    case Content.Unreadable(var problems) -> new Result.Refused(problems);
                    case Content.Other other -> throw new IllegalArgumentException(file + " holds no definition");
                });
    }

    private static Result refused(List<Problem> problems) {
        boolean sound = problems.stream().allMatch(problem -> problem.code() == ProblemCode.UNSUPPORTED);
        return sound ? new Result.NotYet(problems) : new Result.Refused(problems);
    }

    /** Several files may hold versions of one workflow: the one that was registered last is run. */
    private Result run(WorkflowDefinition definition) {
        RunHandle run;
        try {
            run = maestro.start(definition.id().value());
        } catch (MaestroException e) {
            return new Result.NotStarted(String.valueOf(e.getMessage()).replace('\n', ' '));
        }
        var ended = clock.awaitEnd(run);
        var steps = run.steps().stream()
                .collect(Collectors.groupingBy(StepAttempt::status, TreeMap::new, Collectors.counting()));
        return new Result.Ran(ended.status(), steps, StandIn.typesOf(definition.steps()));
    }

    @Override
    public void close() {
        maestro.close();
    }
}
