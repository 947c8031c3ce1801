package io.maestro.dsl.internal.bind;

import io.maestro.Definitions;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.dsl.internal.syntax.Format;
import io.maestro.dsl.internal.syntax.Node;
import io.maestro.dsl.internal.syntax.Node.Member;
import io.maestro.dsl.internal.syntax.Node.ObjectNode;
import io.maestro.dsl.internal.syntax.Node.TextNode;
import io.maestro.dsl.internal.syntax.NodeReader;
import io.maestro.dsl.internal.syntax.TreeText;
import io.maestro.error.JsonPointer;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.error.Quote;
import io.maestro.error.TextPosition;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads definitions from texts, or says all that is wrong with them: with the text, with its single elements, and with how they
 * fit together.
 */
public final class DefinitionReader {

    private static final int MAX_BYTES = 262_144;

    private DefinitionReader() {}

    private static final Comparator<Problem> IN_SOURCE_ORDER = Comparator.comparing(
            problem -> problem.position().orElseThrow(),
            Comparator.comparingInt(TextPosition::line).thenComparingInt(TextPosition::column));

    /**
     * Reads a definition.
     *
     * @param text the text
     * @param format its notation
     * @param source what to call the text if it is refused, or empty to call it by the id of its workflow
     * @return the definition
     * @throws InvalidDefinitionException if anything is wrong with it
     */
    public static WorkflowDefinition read(String text, Format format, Optional<String> source) {
        var document = NodeReader.read(text, format, MAX_BYTES);
        var problems = new Problems();
        document.problems().forEach(problems::add);
        var definition = document.root().flatMap(root -> bind(root, problems));
        if (problems.count() > 0) {
            var subject = source.or(() -> document.root().flatMap(DefinitionReader::name));
            throw new InvalidDefinitionException(
                    subject.orElse("workflow definition"),
                    problems.all().stream().sorted(IN_SOURCE_ORDER).toList());
        }
        return definition.orElseThrow();
    }

    private static Optional<WorkflowDefinition> bind(Node root, Problems problems) {
        size(root).ifPresent(problems::add);
        var spot = Spot.root(root, problems);
        var source = new SourceMap(spot);
        var definition = RequestBinder.bind(spot, StepList.ofWorkflow(source));
        definition.ifPresent(bound -> checked(bound, source, problems.all()).forEach(problems::add));
        return definition;
    }

    private static Optional<String> name(Node root) {
        return member(root, "workflow")
                .flatMap(workflow -> member(workflow, "id"))
                .flatMap(id -> id instanceof TextNode text
                        ? Optional.of("workflow " + Quote.of(text.value()))
                        : Optional.empty());
    }

    private static Optional<Node> member(Node node, String name) {
        return node instanceof ObjectNode object
                ? Optional.ofNullable(object.members().get(name)).map(Member::value)
                : Optional.empty();
    }

    /** Returns what is wrong with the whole, but for what follows from problems that are known already. */
    private static List<Problem> checked(WorkflowDefinition definition, SourceMap source, List<Problem> known) {
        return Definitions.check(definition).stream()
                .filter(problem -> !followsFromLostSteps(problem, source))
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

    private static boolean followsFromLostSteps(Problem problem, SourceMap source) {
        return source.stepsAround(problem.path())
                .filter(steps -> switch (problem.code()) {
                    case UNKNOWN_STEP -> steps.mayHaveLost(lastName(problem));
                    case CYCLE -> !steps.isComplete();
                    default -> false;
                })
                .isPresent();
    }

    /** The limit is on what is said, however it is laid out, so the text is measured without its white space. */
    private static Optional<Problem> size(Node root) {
        if (!(root instanceof ObjectNode object)) {
            return Optional.empty();
        }
        int bytes = TreeText.compact(FreeValues.members(object)).getBytes(StandardCharsets.UTF_8).length;
        return bytes <= MAX_BYTES
                ? Optional.empty()
                : Optional.of(Problem.of(
                                ProblemCode.TOO_LONG,
                                JsonPointer.ROOT,
                                "must have at most " + MAX_BYTES + " bytes without white space but has " + bytes)
                        .at(root.position()));
    }
}
