package io.maestro.internal.eval.merge;

import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamDefinition.Content;
import io.maestro.param.ParamDefinition.Literal;
import io.maestro.param.ParamDefinition.Members;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamValue;
import io.maestro.param.ParamValue.MapValue;
import io.maestro.param.ParamValue.StringArray;
import io.maestro.param.ParamValue.StringMap;
import io.maestro.param.ParamValue.StringValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Evaluated params as definitions. */
public final class Kept {

    private Kept() {}

    /**
     * Returns the definition by which a param is passed on, to a later run or to a child: its value as a literal, or, if it
     * is {@link ParamMode#IMMUTABLE}, what was written.
     *
     * @param param the param
     * @return the definition; it tells who set the param, and comes to the same value again
     */
    public static ParamDefinition definitionOf(EvaluatedParam param) {
        return param.mode() == ParamMode.IMMUTABLE ? param.definition() : literalOf(param, Kept::escaped);
    }

    /**
     * Returns a definition that comes to a value, whatever dollar signs are in it.
     *
     * @param value the value
     * @return the definition, a literal
     */
    public static ParamDefinition literalOf(ParamValue value) {
        var like = ParamDefinition.literal(value);
        return new ParamDefinition(
                value.type(),
                content(value, Optional.of(like), Kept::escaped),
                like.mode(),
                like.tags(),
                like.validator(),
                like.meta());
    }

    /** Returns a param's value as a definition; the operator is asked what to write for each value that is no MAP. */
    static ParamDefinition literalOf(EvaluatedParam param, UnaryOperator<ParamValue> written) {
        var definition = param.definition();
        return new ParamDefinition(
                definition.type(),
                content(param.value(), Optional.of(definition), written),
                definition.mode(),
                definition.tags(),
                definition.validator(),
                Map.of("source", param.source().name()));
    }

    /** Members of a MAP keep their modes, and the type of their value, which may be another than they declare. */
    private static Content content(
            ParamValue value, Optional<ParamDefinition> before, UnaryOperator<ParamValue> written) {
        if (!(value instanceof MapValue(var values))) {
            return new Literal(written.apply(value));
        }
        var members = new LinkedHashMap<String, ParamDefinition>();
        values.forEach((name, member) ->
                members.put(name, member(member, before.flatMap(map -> of(map, name)), written)));
        return new Members(members);
    }

    private static Optional<ParamDefinition> of(ParamDefinition map, String name) {
        return map.content() instanceof Members(var members)
                ? Optional.ofNullable(members.get(name))
                : Optional.empty();
    }

    private static ParamDefinition member(
            ParamValue value, Optional<ParamDefinition> before, UnaryOperator<ParamValue> written) {
        var like = before.orElseGet(() -> ParamDefinition.literal(value));
        return new ParamDefinition(
                value.type(), content(value, before, written), like.mode(), like.tags(), like.validator(), like.meta());
    }

    /** A dollar sign in a value refers to nothing any more. */
    private static ParamValue escaped(ParamValue value) {
        return switch (value) {
            case StringValue(var text) -> ParamValue.of(escaped(text));
            case StringArray(var texts) ->
                new StringArray(texts.stream().map(Kept::escaped).toList());
            case StringMap(var texts) -> {
                var map = new LinkedHashMap<String, String>();
                texts.forEach((key, text) -> map.put(escaped(key), escaped(text)));
                yield new StringMap(map);
            }
            default -> value;
        };
    }

    private static String escaped(String text) {
        return text.replace("$", "$$");
    }
}
