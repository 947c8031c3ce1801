package io.maestro.dsl.internal.bind;

import io.maestro.dsl.internal.syntax.Node;
import io.maestro.dsl.internal.syntax.Node.ArrayNode;
import io.maestro.dsl.internal.syntax.Node.BooleanNode;
import io.maestro.dsl.internal.syntax.Node.DecimalNode;
import io.maestro.dsl.internal.syntax.Node.IntegerNode;
import io.maestro.dsl.internal.syntax.Node.NullNode;
import io.maestro.dsl.internal.syntax.Node.ObjectNode;
import io.maestro.dsl.internal.syntax.Node.TextNode;
import io.maestro.error.JsonPointer;
import io.maestro.error.NearMiss;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.error.Quote;
import io.maestro.error.TextPosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value of the input, the way to it, and the list that its problems go to. What is asked of it as something that it is not
 * comes back empty, with a problem noted.
 *
 * @param node the value
 * @param path the JSON pointer to it
 * @param namePosition where its name stands, or the value itself if it has none
 * @param problems the list
 */
record Spot(Node node, String path, TextPosition namePosition, Problems problems) {

    static Spot root(Node node, Problems problems) {
        return new Spot(node, JsonPointer.ROOT, node.position(), problems);
    }

    void problem(ProblemCode code, String message) {
        problems.add(Problem.of(code, path, message).at(node.position()));
    }

    /** Notes a problem with the name of this value, rather than with the value. */
    void nameProblem(ProblemCode code, String message, Optional<String> suggestion) {
        problems.add(Problem.of(code, path, message).suggesting(suggestion).at(namePosition));
    }

    void wrongType(String expected) {
        wrongType(expected, node);
    }

    /** Notes that something in this value is not what was expected. */
    void wrongType(String expected, Node found) {
        problem(ProblemCode.WRONG_TYPE, "expected " + expected + " but found " + found.inWords());
    }

    void notOneOf(Collection<String> expected, String found) {
        problems.add(Problem.of(
                        ProblemCode.UNKNOWN_VALUE,
                        path,
                        "expected one of " + String.join(", ", expected) + " but found " + Quote.of(found))
                .suggesting(NearMiss.of(found, expected))
                .at(node.position()));
    }

    Optional<Fields> object() {
        if (node instanceof ObjectNode object) {
            return Optional.of(new Fields(this, object));
        }
        wrongType("an object");
        return Optional.empty();
    }

    /** Returns the elements of a list. */
    List<Spot> elements() {
        if (!(node instanceof ArrayNode array)) {
            wrongType("a list");
            return List.of();
        }
        var elements = new ArrayList<Spot>();
        for (var element : array.elements()) {
            elements.add(new Spot(element, JsonPointer.element(path, elements.size()), element.position(), problems));
        }
        return elements;
    }

    boolean isNull() {
        return node instanceof NullNode;
    }

    boolean isBlank() {
        return node instanceof TextNode text && text.value().isBlank();
    }

    /** Returns a text that is not there but follows from what is. */
    Spot as(String text) {
        return new Spot(new TextNode(node.position(), text), path, namePosition, problems);
    }

    /** Returns a text; a number or boolean is taken as it is written. */
    Optional<String> text() {
        return switch (node) {
            case TextNode text -> Optional.of(text.value());
            case IntegerNode number -> Optional.of(number.text());
            case DecimalNode number -> Optional.of(number.text());
            case BooleanNode truth -> Optional.of(String.valueOf(truth.value()));
            case ObjectNode object -> noText();
            case ArrayNode array -> noText();
            case NullNode nothing -> noText();
        };
    }

    private Optional<String> noText() {
        wrongType("a text");
        return Optional.empty();
    }

    /** Returns true or false, from a boolean or its text. */
    Optional<Boolean> truth() {
        if (node instanceof BooleanNode truth) {
            return Optional.of(truth.value());
        }
        if (node instanceof TextNode text) {
            switch (text.value().strip().toLowerCase(Locale.ROOT)) {
                case "true" -> {
                    return Optional.of(true);
                }
                case "false" -> {
                    return Optional.of(false);
                }
                default -> {}
            }
        }
        wrongType("true or false");
        return Optional.empty();
    }

    /** Returns a 64-bit integer, from a number, whose fraction is cut off, or its text. */
    Optional<Long> integer() {
        return Numbers.integer(this);
    }

    /** Returns an integer within limits. */
    Optional<Integer> integer(int min, int max) {
        return integer().flatMap(value -> {
            if (value < min || value > max) {
                problem(ProblemCode.OUT_OF_RANGE, "must be from " + min + " to " + max + " but was " + value);
                return Optional.empty();
            }
            return Optional.of(value.intValue());
        });
    }

    /** Returns the choice that a text is the form of. */
    <T> Optional<T> oneOf(List<T> choices, Function<T, String> form, String text) {
        var choice =
                choices.stream().filter(one -> form.apply(one).equals(text)).findFirst();
        if (choice.isEmpty()) {
            notOneOf(choices.stream().map(form).toList(), text);
        }
        return choice;
    }

    /** Returns the constant that a text names in any case. */
    <E extends Enum<E>> Optional<E> constant(Class<E> type) {
        if (!(node instanceof TextNode text)) {
            wrongType("one of " + String.join(", ", names(type)));
            return Optional.empty();
        }
        var name = text.value().toUpperCase(Locale.US);
        var constant = Arrays.stream(type.getEnumConstants())
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
        if (constant.isEmpty()) {
            notOneOf(names(type), text.value());
        }
        return constant;
    }

    private static <E extends Enum<E>> List<String> names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    }
}
