package io.maestro.dsl.internal.bind;

import io.maestro.Definitions;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.JobTemplate;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.dsl.internal.syntax.Format;
import io.maestro.error.JsonPointer;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Reads definitions from texts, or says all that is wrong with them: with the text, with its single elements, and with how they
 * fit together.
 */
public final class DefinitionReader {

    private static final String PARAMS = "/workflow/params";

    private DefinitionReader() {}

    /**
     * Reads a definition from JSON.
     *
     * @param text the text
     * @param source what to call the text if it is refused, or empty to call it by the id of its workflow
     * @return the definition, and where its elements stand
     * @throws InvalidDefinitionException if anything is wrong with it
     */
    public static Located readJson(String text, Optional<String> source) {
        return read(text, Format.JSON, source, (root, steps, map) -> RequestBinder.bind(root, steps));
    }

    /**
     * Reads a definition from YAML, in the form of a request or in the short form.
     *
     * @param text the text
     * @param source what to call the text if it is refused, or empty to call it by the id of its workflow
     * @param templates the job templates that jobs of the short form can name
     * @return the definition, and where its elements stand
     * @throws InvalidDefinitionException if anything is wrong with it
     */
    public static Located readYaml(String text, Optional<String> source, Collection<JobTemplate> templates) {
        var types = new JobTypes(templates);
        return read(
                text,
                Format.YAML,
                source,
                (root, steps, map) -> ShortFormBinder.isShort(root.node())
                        ? ShortFormBinder.bind(root, steps, map, types)
                        : RequestBinder.bind(root, steps));
    }

    private static Located read(String text, Format format, Optional<String> source, Binder binder) {
        return Reading.read(text, format, source, "workflow", List.of("workflow", "id"), root -> bind(root, binder));
    }

    /** Makes a definition of a tree. */
    private interface Binder {
        Optional<WorkflowDefinition> bind(Spot root, StepList steps, SourceMap source);
    }

    private static Optional<Located> bind(Spot root, Binder binder) {
        var source = new SourceMap(root);
        var definition = binder.bind(root, StepList.ofWorkflow(source), source);
        definition.ifPresent(
                bound -> checked(bound, source, root.problems().all()).forEach(root.problems()::add));
        return definition.map(bound -> new Located(bound, source::locate));
    }

    /** Returns what is wrong with the whole, but for what follows from problems that are known already. */
    private static List<Problem> checked(WorkflowDefinition definition, SourceMap source, List<Problem> known) {
        return Definitions.check(definition).stream()
                .filter(problem ->
                        !followsFromLostSteps(problem, source) && !followsFromLostParams(problem, source, known))
                .map(problem -> withSuggestion(problem, source))
                .map(source::locate)
                .filter(problem -> known.stream().noneMatch(other -> JsonPointer.related(other.path(), problem.path())))
                .toList();
    }

    /** The one that was meant may be among the lost steps, of which the check knows nothing. */
    private static Problem withSuggestion(Problem problem, SourceMap source) {
        return problem.code() == ProblemCode.UNKNOWN_STEP
                        && problem.suggestion().isEmpty()
                ? problem.suggesting(
                        source.stepsAround(problem.path()).flatMap(steps -> steps.nearestLost(lastName(problem))))
                : problem;
    }

    private static String lastName(Problem problem) {
        return JsonPointer.segments(problem.path()).getLast();
    }

    private static boolean followsFromLostParams(Problem problem, SourceMap source, List<Problem> known) {
        return problem.code() == ProblemCode.UNKNOWN_PARAM
                && known.stream()
                        .anyMatch(other -> JsonPointer.related(other.path(), PARAMS)
                                || source.isSaidElsewhere(PARAMS, other.path()));
    }

    private static boolean followsFromLostSteps(Problem problem, SourceMap source) {
        return source.stepsAround(problem.path())
                .filter(steps -> switch (problem.code()) {
                    case UNKNOWN_STEP -> steps.mayHaveLost(lastName(problem));
                    case CYCLE -> !steps.isComplete();
                    default -> false;
                })
                .isPresent();
    }
}
