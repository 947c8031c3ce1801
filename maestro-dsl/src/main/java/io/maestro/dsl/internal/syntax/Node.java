package io.maestro.dsl.internal.syntax;

import io.maestro.error.Quote;
import io.maestro.error.TextPosition;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value in a text. */
public sealed interface Node {

    /**
     * Returns where the value starts.
     *
     * @return the line and column
     */
    TextPosition position();

    /**
     * Returns the value in words, for messages.
     *
     * @return such as {@code a list} or {@code the number 5}
     */
    String inWords();

    /**
     * Named values.
     *
     * @param position where it starts
     * @param members the values with their names, in their order
     */
    record ObjectNode(TextPosition position, Map<String, Member> members) implements Node {
        /** Copies the members. */
        public ObjectNode {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public String inWords() {
            return "an object";
        }
    }

    /**
     * A named value of an object.
     *
     * @param namePosition where the name starts
     * @param value the value
     */
    record Member(TextPosition namePosition, Node value) {}

    /**
     * Values in a row.
     *
     * @param position where it starts
     * @param elements the values
     */
    record ArrayNode(TextPosition position, List<Node> elements) implements Node {
        /** Copies the elements. */
        public ArrayNode {
            elements = List.copyOf(elements);
        }

        @Override
        public String inWords() {
            return "a list";
        }
    }

    /**
     * A text.
     *
     * @param position where it starts
     * @param value the text
     */
    record TextNode(TextPosition position, String value) implements Node {
        @Override
        public String inWords() {
            return "the text " + Quote.of(value);
        }
    }

    /**
     * A whole number of any size.
     *
     * @param position where it starts
     * @param value the number
     * @param text the number as it is written
     */
    record IntegerNode(TextPosition position, BigInteger value, String text) implements Node {
        @Override
        public String inWords() {
            return "the number " + text;
        }
    }

    /**
     * A number with a fraction or an exponent.
     *
     * @param position where it starts
     * @param value the number
     * @param text the number as it is written
     */
    record DecimalNode(TextPosition position, BigDecimal value, String text) implements Node {
        @Override
        public String inWords() {
            return "the number " + text;
        }
    }

    /**
     * True or false.
     *
     * @param position where it starts
     * @param value the truth
     */
    record BooleanNode(TextPosition position, boolean value) implements Node {
        @Override
        public String inWords() {
            return String.valueOf(value);
        }
    }

    /**
     * No value.
     *
     * @param position where it starts
     */
    record NullNode(TextPosition position) implements Node {
        @Override
        public String inWords() {
            return "null";
        }
    }
}
