package io.maestro.dsl.internal.syntax;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/** Writes trees of plain Java: maps, lists, texts, numbers, booleans and null. */
public final class TreeText {

    private TreeText() {}

    /**
     * Writes a tree as JSON without white space.
     *
     * @param tree the tree
     * @return the text
     */
    public static String compact(Map<String, Object> tree) {
        return write(tree, Format.JSON, ObjectWriteContext.empty());
    }

    /**
     * Writes a tree for people.
     *
     * @param tree the tree
     * @param format the notation
     * @return the text, with a line end at its end
     */
    public static String pretty(Map<String, Object> tree, Format format) {
        return switch (format) {
            case JSON -> write(tree, format, new Indented()) + "\n";
            case YAML -> write(tree, format, ObjectWriteContext.empty());
        };
    }

    private static String write(Map<String, Object> tree, Format format, ObjectWriteContext context) {
        var text = new StringWriter();
        try (var generator = format.factory().createGenerator(context, text)) {
            write(tree, generator);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonGenerator generator) {
        switch (value) {
            case null -> generator.writeNull();
            case Map<?, ?> map -> {
                generator.writeStartObject();
                map.forEach((name, member) -> {
                    generator.writeName(String.valueOf(name));
                    write(member, generator);
                });
                generator.writeEndObject();
            }
            case List<?> list -> {
                generator.writeStartArray();
                list.forEach(element -> write(element, generator));
                generator.writeEndArray();
            }
            case String text -> generator.writeString(text);
            case Boolean truth -> generator.writeBoolean(truth);
            case Integer number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            case BigInteger number -> generator.writeNumber(number);
            case Double number -> generator.writeNumber(number);
            case BigDecimal number -> generator.writeNumber(number);
            default ->
                throw new IllegalArgumentException(
                        "a tree must not hold a " + value.getClass().getName());
        }
    }

    /** Two spaces a level, no space before a colon. */
    private static final class Indented extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            var indenter = new DefaultIndenter("  ", "\n");
            return new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(indenter)
                    .withArrayIndenter(indenter);
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
