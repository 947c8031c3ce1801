package io.maestro.internal.eval.merge;

import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamDefinition.Content;
import io.maestro.param.ParamDefinition.Literal;
import io.maestro.param.ParamDefinition.Members;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamValue;
import io.maestro.param.ParamValue.MapValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Evaluated params as definitions. */
public final class Kept {

    private Kept() {}

    /**
     * Returns the definition by which a param is passed on to a later run: its value as a literal, or, if it is {@link
     * ParamMode#IMMUTABLE}, what was written.
     *
     * @param param the param
     * @return the definition; it tells who set the param, and comes to the same value again
     */
    public static ParamDefinition definitionOf(EvaluatedParam param) {
        return param.mode() == ParamMode.IMMUTABLE ? param.definition() : literalOf(param, Literal::exactly);
    }

    /**
     * Returns the definition by which a param is passed on to a child. It is as for a later run, but a value that was computed
     * in Java is a literal always, since the child may be a run of another workflow, which does not have the code.
     *
     * @param param the param
     * @return the definition; it tells who set the param, and comes to the same value again
     */
    public static ParamDefinition forChild(EvaluatedParam param) {
        return param.definition().content() instanceof ParamDefinition.Code
                ? literalOf(param, Literal::exactly)
                : definitionOf(param);
    }

    /** Returns a param's value as a definition; the function is asked what to write for each value that is no MAP. */
    static ParamDefinition literalOf(EvaluatedParam param, Function<ParamValue, Literal> written) {
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
            ParamValue value, Optional<ParamDefinition> before, Function<ParamValue, Literal> written) {
        if (!(value instanceof MapValue(var values))) {
            return written.apply(value);
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
            ParamValue value, Optional<ParamDefinition> before, Function<ParamValue, Literal> written) {
        var like = before.orElseGet(() -> ParamDefinition.literal(value));
        return new ParamDefinition(
                value.type(), content(value, before, written), like.mode(), like.tags(), like.validator(), like.meta());
    }
}
