package io.maestro.internal.eval.params;

import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The texts of sensitive params, which must not stand in what people read, such as errors and logs. */
public final class Secrets {

    private static final String MASK = "***";

    /** Messages cut long values, so the beginning of one is as good as all of it. */
    private static final int RECOGNISABLE = 16;

    private final List<String> texts;

    /** The longest come first, since one may be part of another. */
    private Secrets(Set<String> texts) {
        this.texts = texts.stream()
                .filter(text -> !text.isEmpty())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /**
     * Returns the secrets of params.
     *
     * @param evaluated those that have a value
     * @param definitions those that may have none yet, or never had one
     * @return what is secret of them
     */
    public static Secrets of(Stream<EvaluatedParam> evaluated, Stream<ParamDefinition> definitions) {
        var texts = new HashSet<String>();
        Stream.concat(
                        definitions,
                        evaluated
                                .filter(EvaluatedParam::isSensitive)
                                .peek(param -> collect(param.value(), texts))
                                .map(EvaluatedParam::definition))
                .filter(ParamDefinition::isSensitive)
                .forEach(definition -> collect(definition.content(), texts));
        return new Secrets(texts);
    }

    /** An expression is code, and what it comes to is not known here. */
    private static void collect(ParamDefinition.Content content, Set<String> texts) {
        switch (content) {
            case ParamDefinition.Literal(var value) -> collect(value, texts);
            case ParamDefinition.Members(var members) ->
                members.values().forEach(member -> collect(member.content(), texts));
            case ParamDefinition.Expression expression -> {}
            case ParamDefinition.Code code -> {}
            case ParamDefinition.Unset unset -> {}
        }
    }

    /** One bit is nobody's secret, and would be found everywhere. */
    private static void collect(ParamValue value, Set<String> texts) {
        switch (value) {
            case ParamValue.StringValue(var text) -> collect(text, texts);
            case ParamValue.LongValue(var number) -> texts.add(Long.toString(number));
            case ParamValue.DoubleValue(var number) -> texts.add(Double.toString(number));
            case ParamValue.BooleanValue truth -> {}
            case ParamValue.StringArray(var elements) -> elements.forEach(text -> collect(text, texts));
            case ParamValue.LongArray(var numbers) -> numbers.forEach(number -> texts.add(Long.toString(number)));
            case ParamValue.DoubleArray(var numbers) -> numbers.forEach(number -> texts.add(Double.toString(number)));
            case ParamValue.BooleanArray truths -> {}
            case ParamValue.StringMap(var members) -> members.values().forEach(text -> collect(text, texts));
            case ParamValue.MapValue(var members) -> members.values().forEach(member -> collect(member, texts));
        }
    }

    /** A literal has two dollar signs for one. */
    private static void collect(String text, Set<String> texts) {
        texts.add(text);
        texts.add(text.replace("$$", "$"));
    }

    /**
     * Returns a text without the secrets in it.
     *
     * @param text the text
     * @return the text, asterisks in the place of each secret
     */
    public String masked(String text) {
        var masked = text;
        for (var secret : texts) {
            masked = without(secret, masked);
        }
        return masked;
    }

    private static String without(String secret, String text) {
        var start = secret.substring(0, Math.min(secret.length(), RECOGNISABLE));
        var masked = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf(start); at >= 0; at = text.indexOf(start, from)) {
            masked.append(text, from, at).append(MASK);
            from = at + start.length();
            while (from < text.length()
                    && from - at < secret.length()
                    && text.charAt(from) == secret.charAt(from - at)) {
                from++;
            }
        }
        return from == 0 ? text : masked.append(text, from, text.length()).toString();
    }
}
