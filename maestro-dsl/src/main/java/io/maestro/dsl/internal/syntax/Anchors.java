package io.maestro.dsl.internal.syntax;

import io.maestro.error.JsonPointer;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.error.Quote;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * The anchors and aliases of a YAML text, and the weight of all that was read. An alias costs nothing in memory, as it shares
 * the node of its anchor, but weighs as much as the node does: a text that multiplies itself by aliases of aliases comes to
 * the limit as fast as one that is long.
 */
final class Anchors {

    private final JsonParser parser;
    private final long maxWeight;
    private final Map<String, Anchored> nodes = new HashMap<>();
    private long weight;

    Anchors(JsonParser parser, long maxWeight) {
        this.parser = parser;
        this.maxWeight = maxWeight;
    }

    private record Anchored(Node node, long weight) {}

    long weight() {
        return weight;
    }

    void weigh(long more) {
        weight += more;
        if (weight > maxWeight) {
            throw new SyntaxException(Problem.of(
                            ProblemCode.TOO_LONG,
                            JsonPointer.ROOT,
                            "it must have at most " + maxWeight + " characters, aliases counted as what they stand for")
                    .at(SyntaxProblems.position(parser.currentTokenLocation())));
        }
    }

    /** Returns what the current token stands for if it is an alias. */
    Optional<Node> resolved() {
        if (!(parser instanceof YAMLParser yaml) || !yaml.isCurrentAlias()) {
            return Optional.empty();
        }
        var name = yaml.getString();
        var anchored = nodes.get(name);
        if (anchored == null) {
            throw failure("the alias " + Quote.of(name) + " stands for nothing that was anchored before it");
        }
        weigh(anchored.weight());
        return Optional.of(anchored.node());
    }

    /** Returns the anchor of the current token. */
    Optional<String> atToken() {
        return parser instanceof YAMLParser yaml ? Optional.ofNullable(yaml.getObjectId()) : Optional.empty();
    }

    void define(String anchor, Node node, long nodeWeight) {
        nodes.put(anchor, new Anchored(node, nodeWeight));
    }

    private SyntaxException failure(String message) {
        return new SyntaxException(
                SyntaxProblems.problem(message, SyntaxProblems.position(parser.currentTokenLocation())));
    }
}
