package io.maestro.dsl.internal.print;

import io.maestro.definition.JobTemplate;
import io.maestro.dsl.UnwritableDefinitionException;
import io.maestro.dsl.internal.bind.StepTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes job templates as requests to create one (spec: definitions, section 1.6.4). */
public final class JobTemplateTree {

    private static final List<String> KNOWN =
            List.of("owner", "status", "support", "test_workflows", "git_info", "definition");

    private JobTemplateTree() {}

    /**
     * Returns a job template as a tree of maps, lists, texts, numbers and booleans.
     *
     * @param template the job template
     * @return the tree
     * @throws UnwritableDefinitionException if the template holds what the format cannot say
     */
    public static Map<String, Object> of(JobTemplate template) {
        var tree = new Tree("job template '" + template.definition().jobType() + "'", Optional.empty());
        return tree.put("owner", DefinitionTree.owner(template.owner(), tree))
                .put("status", template.status())
                .put("support", template.support())
                .putUnlessEmpty("test_workflows", template.testWorkflows())
                .put("git_info", template.gitInfo(), info -> DefinitionTree.gitInfo(info, tree.inner()))
                .put("definition", definition(template.definition(), tree.inner()))
                .putFree(template.extraInfo(), KNOWN)
                .members();
    }

    private static Map<String, Object> definition(JobTemplate.Definition definition, Tree tree) {
        return tree.put("job_type", definition.jobType())
                .put("step_type", StepTypes.canonical(definition.stepType()).name())
                .put("version", definition.version())
                .put("description", definition.description())
                .putTags(definition.tags())
                .putUnlessEmpty("inherit_from", definition.inheritFrom())
                .putUnlessEmpty("params", ParamTree.of(definition.params(), tree))
                .members();
    }
}
