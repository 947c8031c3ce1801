package io.maestro.param;

import static java.util.Objects.requireNonNull;

import io.maestro.tag.Tag;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A param as its author declared it (spec: definitions, section 3.1).
 *
 * @param type the declared type
 * @param content where the value comes from
 * @param mode who may change it, or empty for the default, {@link ParamMode#MUTABLE}
 * @param tags the tags
 * @param validator free text such as {@code @NotEmpty}; kept, not enforced
 * @param meta every other member that the author wrote, in its order
 */
public record ParamDefinition(
        ParamType type,
        Content content,
        Optional<ParamMode> mode,
        List<Tag> tags,
        Optional<String> validator,
        Map<String, Object> meta) {

    /** The name of the tag that marks a param as sensitive. */
    public static final String SENSITIVE = "sensitive";

    /** Copies the collections. */
    public ParamDefinition {
        requireNonNull(type, "type");
        requireNonNull(content, "content");
        requireNonNull(mode, "mode");
        requireNonNull(validator, "validator");
        tags = List.copyOf(tags);
        meta = Collections.unmodifiableMap(new LinkedHashMap<>(meta));
    }

    /** Where the value of a param comes from. */
    public sealed interface Content {}

    /**
     * A literal of any type but MAP. Texts in it may hold references such as <code>${name}</code>.
     *
     * @param value the literal
     */
    public record Literal(ParamValue value) implements Content {
        /** Checks that the literal is there and no map of params. */
        public Literal {
            if (value instanceof ParamValue.MapValue) {
                throw new IllegalArgumentException("a literal MAP is given by its members, not by a value");
            }
            requireNonNull(value, "value");
        }

        /**
         * Returns the literal that comes to a value as it is: a dollar sign in it refers to nothing.
         *
         * @param value the value
         * @return the literal
         */
        public static Literal exactly(ParamValue value) {
            return new Literal(DollarSigns.escaped(value));
        }
    }

    /**
     * A literal MAP: a definition for each member.
     *
     * @param members the members, in their order
     */
    public record Members(Map<String, ParamDefinition> members) implements Content {
        /** Copies the members. */
        public Members {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /**
     * Text in the expression language.
     *
     * @param text the expression
     */
    public record Expression(String text) implements Content {
        /** Checks that the text is there. */
        public Expression {
            requireNonNull(text, "text");
        }
    }

    /** A function in Java that comes with the definition; it has no text. Not within a literal MAP. */
    public record Code() implements Content {}

    /** Neither a literal nor an expression: the value must come from elsewhere, for instance from the request that starts a run. */
    public record Unset() implements Content {}

    /**
     * Returns a definition with a literal and the default mode. Texts in it may hold references.
     *
     * @param value the literal; a {@link ParamValue.MapValue} becomes {@link Members}
     * @return the definition
     */
    public static ParamDefinition literal(ParamValue value) {
        return plain(value.type(), contentOf(value, Literal::new));
    }

    /**
     * Returns a definition that comes to a value as it is, with the default mode: a dollar sign in a text refers to nothing.
     *
     * @param value the value; a {@link ParamValue.MapValue} becomes {@link Members}
     * @return the definition
     */
    public static ParamDefinition exactly(ParamValue value) {
        return plain(value.type(), contentOf(value, Literal::exactly));
    }

    /**
     * Returns a definition of a literal MAP with the default mode.
     *
     * @param members a definition for each member, in their order
     * @return the definition
     */
    public static ParamDefinition members(Map<String, ParamDefinition> members) {
        return plain(ParamType.MAP, new Members(members));
    }

    /**
     * Returns a definition with an expression and the default mode.
     *
     * @param type the declared type
     * @param text the expression
     * @return the definition
     */
    public static ParamDefinition expression(ParamType type, String text) {
        return plain(type, new Expression(text));
    }

    /**
     * Returns a definition with a function in Java and the default mode.
     *
     * @param type the declared type
     * @return the definition
     */
    public static ParamDefinition code(ParamType type) {
        return plain(type, new Code());
    }

    /**
     * Returns a definition whose value must come from the request that starts a run.
     *
     * @param type the declared type
     * @return the definition
     */
    public static ParamDefinition unset(ParamType type) {
        return plain(type, new Unset());
    }

    /**
     * Tells whether the value is nobody's business: the param has the tag {@value #SENSITIVE}, or it is a literal MAP with such a
     * member. The value is left out of events and of the texts of errors and of params themselves; a store that encodes what users
     * put into runs encodes it, too. What is computed from it is not sensitive unless it is marked as well.
     *
     * @return true if it is
     */
    public boolean isSensitive() {
        return tags.stream().anyMatch(tag -> tag.name().equals(SENSITIVE))
                || (content instanceof Members(var members)
                        && members.values().stream().anyMatch(ParamDefinition::isSensitive));
    }

    /**
     * Returns this definition, marked as sensitive.
     *
     * @return the definition
     */
    public ParamDefinition sensitive() {
        return isSensitive()
                ? this
                : new ParamDefinition(
                        type,
                        content,
                        mode,
                        Stream.concat(tags.stream(), Stream.of(Tag.of(SENSITIVE)))
                                .toList(),
                        validator,
                        meta);
    }

    /** Tells everything but what is sensitive. */
    @Override
    public String toString() {
        return "ParamDefinition[type=" + type + ", content=" + (isSensitive() ? "***" : content) + ", mode=" + mode
                + ", tags=" + tags + ", validator=" + validator + ", meta=" + meta + ']';
    }

    private static ParamDefinition plain(ParamType type, Content content) {
        return new ParamDefinition(type, content, Optional.empty(), List.of(), Optional.empty(), Map.of());
    }

    private static Content contentOf(ParamValue value, Function<ParamValue, Literal> written) {
        if (!(value instanceof ParamValue.MapValue map)) {
            return written.apply(value);
        }
        var members = new LinkedHashMap<String, ParamDefinition>();
        map.values().forEach((name, member) -> members.put(name, plain(member.type(), contentOf(member, written))));
        return new Members(members);
    }
}
