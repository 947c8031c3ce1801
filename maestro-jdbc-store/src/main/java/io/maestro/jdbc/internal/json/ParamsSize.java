package io.maestro.jdbc.internal.json;

import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import java.util.Collection;
import java.util.Map;

/** Tells of params, without writing them, that they are small. */
public final class ParamsSize {

    /** As long as a character of a text, a number, a param without its texts, or a member of a map, may become as JSON. */
    private static final long CHARACTER = 6;

    private static final long NUMBER = 32;
    private static final long MEMBER = 64;
    private static final long PARAM = 1_024;

    private ParamsSize() {}

    /**
     * Tells whether the JSON of params may have more characters than a limit.
     *
     * @param params the params
     * @param limit the limit
     * @return false if it certainly has not
     */
    public static boolean mayExceed(Map<String, EvaluatedParam> params, long limit) {
        long size = 0;
        for (var param : params.entrySet()) {
            var definition = param.getValue().definition();
            size += PARAM + text(param.getKey()) + value(param.getValue().value()) + content(definition.content());
            if (size > limit || hasMore(definition)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a definition has what is seldom there and may have any size. */
    private static boolean hasMore(ParamDefinition definition) {
        return !definition.tags().isEmpty()
                || !definition.meta().isEmpty()
                || definition.validator().isPresent()
                || definition.content() instanceof ParamDefinition.Members;
    }

    private static long content(ParamDefinition.Content content) {
        return switch (content) {
            case ParamDefinition.Literal(var value) -> value(value);
            case ParamDefinition.Expression(var text) -> text(text);
            case ParamDefinition.Members members -> 0;
            case ParamDefinition.Code code -> 0;
            case ParamDefinition.Unset unset -> 0;
        };
    }

    private static long text(String text) {
        return CHARACTER * text.length();
    }

    private static long value(ParamValue value) {
        return switch (value) {
            case ParamValue.StringValue(var text) -> text(text);
            case ParamValue.LongValue number -> NUMBER;
            case ParamValue.DoubleValue number -> NUMBER;
            case ParamValue.BooleanValue truth -> NUMBER;
            case ParamValue.StringArray(var texts) -> texts(texts);
            case ParamValue.LongArray(var numbers) -> NUMBER * numbers.size();
            case ParamValue.DoubleArray(var numbers) -> NUMBER * numbers.size();
            case ParamValue.BooleanArray(var truths) -> NUMBER * truths.size();
            case ParamValue.StringMap(var members) -> texts(members.keySet()) + texts(members.values());
            case ParamValue.MapValue(var members) ->
                texts(members.keySet())
                        + members.values().stream()
                                .mapToLong(member -> MEMBER + value(member))
                                .sum();
        };
    }

    private static long texts(Collection<String> texts) {
        return texts.stream().mapToLong(text -> MEMBER + text(text)).sum();
    }
}
