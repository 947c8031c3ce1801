package io.maestro.dsl.internal.syntax;

import io.maestro.dsl.internal.syntax.Node.ArrayNode;
import io.maestro.dsl.internal.syntax.Node.BooleanNode;
import io.maestro.dsl.internal.syntax.Node.DecimalNode;
import io.maestro.dsl.internal.syntax.Node.IntegerNode;
import io.maestro.dsl.internal.syntax.Node.Member;
import io.maestro.dsl.internal.syntax.Node.NullNode;
import io.maestro.dsl.internal.syntax.Node.ObjectNode;
import io.maestro.dsl.internal.syntax.Node.TextNode;
import io.maestro.error.JsonPointer;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.error.Quote;
import io.maestro.error.TextPosition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads a text into a tree. A name that an object has twice is a problem of which all are found; anything else that is wrong
 * ends the reading.
 */
public final class NodeReader {

    private static final int MAX_DEPTH = 200;

    private final JsonParser parser;
    private final List<Problem> problems = new ArrayList<>();
    private final Anchors anchors;

    private NodeReader(JsonParser parser, long maxWeight) {
        this.parser = parser;
        this.anchors = new Anchors(parser, maxWeight);
    }

    /**
     * Reads a text.
     *
     * @param text the text
     * @param format its notation
     * @param maxWeight how many characters the tree may hold, each value counted as one at least. What an alias of YAML stands
     *     for counts each time
     * @return the tree, or what is wrong
     */
    public static Document read(String text, Format format, long maxWeight) {
        try (var parser = format.parser(text)) {
            return new NodeReader(parser, maxWeight).document();
        } catch (SyntaxException e) {
            return new Document(Optional.empty(), List.of(e.problem()));
        } catch (JacksonException e) {
            return new Document(Optional.empty(), List.of(SyntaxProblems.of(e)));
        }
    }

    private Document document() {
        var first = parser.nextToken();
        if (first == null) {
            throw failure("there is nothing in it");
        }
        var root = node(first, JsonPointer.ROOT, 0);
        if (parser.nextToken() != null) {
            throw failure("there is something after the end of the first value");
        }
        return new Document(Optional.of(root), problems);
    }

    private Node node(@Nullable JsonToken token, String path, int depth) {
        if (depth > MAX_DEPTH) {
            throw failure("it is nested deeper than " + MAX_DEPTH + " levels");
        }
        if (token == null) {
            throw failure("it ends too early");
        }
        var alias = anchors.resolved();
        if (alias.isPresent()) {
            return alias.get();
        }
        var anchor = anchors.atToken();
        long weightBefore = anchors.weight();
        var node = switch (token) {
            case START_OBJECT -> object(path, depth);
            case START_ARRAY -> array(path, depth);
            default -> scalar(token);
        };
        anchor.ifPresent(name -> anchors.define(name, node, anchors.weight() - weightBefore));
        return node;
    }

    private Node object(String path, int depth) {
        var start = position();
        anchors.weigh(1);
        var members = new LinkedHashMap<String, Member>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            var namePosition = position();
            anchors.weigh(name.length());
            var memberPath = JsonPointer.member(path, name);
            var value = node(parser.nextToken(), memberPath, depth + 1);
            if (members.putIfAbsent(name, new Member(namePosition, value)) != null) {
                problems.add(Problem.of(
                                ProblemCode.DUPLICATE, memberPath, "the member " + Quote.of(name) + " is there already")
                        .at(namePosition));
            }
        }
        return new ObjectNode(start, members);
    }

    private Node array(String path, int depth) {
        var start = position();
        anchors.weigh(1);
        var elements = new ArrayList<Node>();
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(node(token, JsonPointer.element(path, elements.size()), depth + 1));
        }
        return new ArrayNode(start, elements);
    }

    private Node scalar(JsonToken token) {
        var start = position();
        var text = parser.getString();
        anchors.weigh(Math.max(1, text.length()));
        return switch (token) {
            case VALUE_STRING -> isNothing(text) ? new NullNode(start) : new TextNode(start, text);
            case VALUE_NUMBER_INT -> new IntegerNode(start, parser.getBigIntegerValue(), text);
            case VALUE_NUMBER_FLOAT -> decimal(start, text);
            case VALUE_TRUE -> new BooleanNode(start, true);
            case VALUE_FALSE -> new BooleanNode(start, false);
            case VALUE_NULL -> new NullNode(start);
            default -> throw failure("it holds a value of a kind that JSON does not have");
        };
    }

    /** YAML says null by a tilde or by nothing at all, where JSON has no text that is not in quotes. */
    private boolean isNothing(String text) {
        if (!text.isEmpty() && !text.equals("~")) {
            return false;
        }
        var start = parser.currentTokenLocation();
        var end = parser.currentLocation();
        return end.getLineNr() == start.getLineNr() && end.getColumnNr() - start.getColumnNr() == text.length();
    }

    /** YAML takes words like {@code .inf} for numbers, and an exponent can be beyond all arithmetic: both stay texts. */
    private static Node decimal(TextPosition start, String text) {
        try {
            return new DecimalNode(start, new BigDecimal(text), text);
        } catch (NumberFormatException e) {
            return new TextNode(start, text);
        }
    }

    private SyntaxException failure(String message) {
        return new SyntaxException(SyntaxProblems.problem(message, position()));
    }

    private TextPosition position() {
        return SyntaxProblems.position(parser.currentTokenLocation());
    }
}
