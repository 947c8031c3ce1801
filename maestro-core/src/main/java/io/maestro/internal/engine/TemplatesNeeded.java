package io.maestro.internal.engine;

import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.Problem;
import io.maestro.internal.template.JobTemplates;
import io.maestro.internal.template.VersionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The job templates that a definition needs of its host: each step must find one for its type. */
final class TemplatesNeeded {

    private final JobTemplates templates;
    private final StepTypes types;
    private final List<Problem> problems = new ArrayList<>();

    private TemplatesNeeded(JobTemplates templates, StepTypes types) {
        this.templates = templates;
        this.types = types;
    }

    /** Returns a problem for each step that finds none, in bodies too. */
    static List<Problem> problemsOf(WorkflowDefinition definition, JobTemplates templates, StepTypes types) {
        var needed = new TemplatesNeeded(templates, types);
        needed.steps("/workflow/steps", definition.steps(), VersionRule.of(definition.params()));
        return List.copyOf(needed.problems);
    }

    private void steps(String at, List<Step> steps, VersionRule versions) {
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            var path = at + '/' + i + '/' + step.kind();
            TemplateChoice.of(step, templates, types)
                    .flatMap(choice -> problemOf(choice, path, versions))
                    .ifPresent(problems::add);
            if (step instanceof LoopStep loop) {
                steps(path + "/steps", loop.steps(), versions.inBodyOf(loop));
            }
        }
    }

    /** Where only a run knows the version, one that fits is enough. */
    private Optional<Problem> problemOf(TemplateChoice choice, String path, VersionRule versions) {
        var id = choice.id();
        var subType = path + "/sub_type";
        if (choice.versions().isEmpty()) {
            return choice.problemWith("", subType);
        }
        var version = versions.versionOf(id);
        if (version.isPresent()) {
            return choice.problemWith(version.get(), id.version().isPresent() ? path + "/sub_type_version" : subType);
        }
        return choice.versions().stream().anyMatch(known -> choice.find(known).isPresent())
                ? Optional.empty()
                : choice.problemWith(choice.versions().getFirst(), subType);
    }
}
