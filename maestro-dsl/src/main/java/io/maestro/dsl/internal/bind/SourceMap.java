package io.maestro.dsl.internal.bind;

import io.maestro.dsl.internal.syntax.Node;
import io.maestro.dsl.internal.syntax.Node.ArrayNode;
import io.maestro.dsl.internal.syntax.Node.Member;
import io.maestro.dsl.internal.syntax.Node.ObjectNode;
import io.maestro.error.JsonPointer;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.error.TextPosition;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells where in the text a problem is that was found in the definition. The pointer of such a problem counts only the steps
 * that could be bound and spells names as the format does, where the text may have other ones and other letters.
 */
final class SourceMap {

    private static final List<String> STEPS = List.of("workflow", "steps");

    private static final Pattern INDEX = Pattern.compile("\\d{1,9}");

    private final Node root;
    private final StepList steps;

    SourceMap(Node root, StepList steps) {
        this.root = root;
        this.steps = steps;
    }

    /** Returns the problem with its path and position in the text; if the very element is not there, the nearest around it counts. */
    Problem locate(Problem problem) {
        var segments = JsonPointer.segments(problem.path());
        var path = JsonPointer.ROOT;
        var here = Optional.of(new Member(root.position(), root));
        var nearest = here.get();
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            if (i == STEPS.size() && segments.subList(0, i).equals(STEPS)) {
                segment = String.valueOf(steps.indexInInput(Integer.parseInt(segment)));
            }
            var name = here.isPresent() ? spelling(here.get().value(), segment) : segment;
            path = JsonPointer.member(path, name);
            here = here.flatMap(member -> child(member.value(), name));
            nearest = here.orElse(nearest);
        }
        return new Problem(
                problem.code(), path, problem.message(), problem.suggestion(), Optional.of(position(problem, nearest)));
    }

    /** What is wrong with a reference to a step is its name, not the condition that it leads to. */
    private static TextPosition position(Problem problem, Member member) {
        return problem.code() == ProblemCode.UNKNOWN_STEP
                ? member.namePosition()
                : member.value().position();
    }

    private static String spelling(Node node, String name) {
        if (!(node instanceof ObjectNode object) || object.members().containsKey(name)) {
            return name;
        }
        return object.members().keySet().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElse(name);
    }

    private static Optional<Member> child(Node node, String name) {
        if (node instanceof ObjectNode object) {
            return Optional.ofNullable(object.members().get(name));
        }
        return node instanceof ArrayNode array && INDEX.matcher(name).matches()
                ? element(array, Integer.parseInt(name))
                : Optional.empty();
    }

    private static Optional<Member> element(ArrayNode array, int index) {
        return array.elements().stream()
                .skip(index)
                .findFirst()
                .map(element -> new Member(element.position(), element));
    }
}
