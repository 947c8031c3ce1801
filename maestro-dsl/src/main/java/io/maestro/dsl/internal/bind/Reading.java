package io.maestro.dsl.internal.bind;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.dsl.internal.syntax.Format;
import io.maestro.dsl.internal.syntax.Node;
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
import java.util.function.Function;

/** Reads a text into what it stands for, or says all that is wrong with it, in the order of the text. */
final class Reading {

    private static final int MAX_BYTES = 262_144;

    private static final Comparator<Problem> IN_SOURCE_ORDER = Comparator.comparing(
            problem -> problem.position().orElseThrow(),
            Comparator.comparingInt(TextPosition::line).thenComparingInt(TextPosition::column));

    private Reading() {}

    /**
     * Reads a text.
     *
     * @param source what to call the text if it is refused, or empty to call it by its noun and name
     * @param noun what it holds
     * @param way the members that lead to its name
     * @param binder makes of the tree what it stands for
     */
    static <T> T read(
            String text,
            Format format,
            Optional<String> source,
            String noun,
            List<String> way,
            Function<Spot, Optional<T>> binder) {
        var document = NodeReader.read(text, format, MAX_BYTES);
        var problems = new Problems();
        document.problems().forEach(problems::add);
        document.root().flatMap(Reading::size).ifPresent(problems::add);
        var result = document.root().flatMap(root -> binder.apply(Spot.root(root, problems)));
        if (problems.count() > 0) {
            var named = document.root().flatMap(root -> name(root, way)).map(name -> noun + ' ' + Quote.of(name));
            throw new InvalidDefinitionException(
                    source.or(() -> named).orElse(noun + " definition"),
                    problems.all().stream().sorted(IN_SOURCE_ORDER).toList());
        }
        return result.orElseThrow();
    }

    private static Optional<String> name(Node root, List<String> way) {
        var here = Optional.of(root);
        for (var step : way) {
            here = here.flatMap(node -> member(node, step));
        }
        return here.flatMap(node -> node instanceof TextNode text ? Optional.of(text.value()) : Optional.empty());
    }

    private static Optional<Node> member(Node node, String name) {
        return node instanceof ObjectNode object
                ? object.members().entrySet().stream()
                        .filter(member -> member.getKey().equalsIgnoreCase(name))
                        .map(member -> member.getValue().value())
                        .findFirst()
                : Optional.empty();
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
