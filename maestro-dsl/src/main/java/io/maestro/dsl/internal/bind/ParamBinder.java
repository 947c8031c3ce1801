package io.maestro.dsl.internal.bind;

import io.maestro.definition.ParamNames;
import io.maestro.error.ProblemCode;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamDefinition.Content;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Params (spec: definitions, sections 3.1 and 3.2). */
final class ParamBinder {

    private ParamBinder() {}

    /** Returns the params of the member {@code params}; each has either a value or an expression. */
    static Map<String, ParamDefinition> params(Fields owner) {
        var params = new LinkedHashMap<String, ParamDefinition>();
        owner.take("params")
                .flatMap(Spot::object)
                .ifPresent(fields -> fields.others().forEach((name, spot) -> {
                    var problem = ParamNames.problemWith(name);
                    problem.ifPresent(why -> spot.nameProblem(ProblemCode.INVALID_ID, why, Optional.empty()));
                    param(spot).filter(known -> problem.isEmpty()).ifPresent(param -> params.put(name, param));
                }));
        return params;
    }

    /** Returns a param that has either a value or an expression. */
    static Optional<ParamDefinition> param(Spot spot) {
        return bind(spot, true);
    }

    private static Optional<ParamDefinition> bind(Spot spot, boolean needsContent) {
        return spot.object().flatMap(fields -> {
            var type = fields.require("type").flatMap(text -> text.constant(ParamType.class));
            var value = fields.take("value");
            var expression = fields.take("expression");
            var mode = fields.take("mode").flatMap(text -> text.constant(ParamMode.class));
            var tags = TagBinder.tags(fields);
            var validator = fields.take("validator").flatMap(Spot::text);
            var meta = FreeValues.members(fields.others());
            return type.flatMap(known -> content(spot, known, value, expression, needsContent))
                    .map(content -> new ParamDefinition(type.get(), content, mode, tags, validator, meta));
        });
    }

    private static Optional<Content> content(
            Spot param, ParamType type, Optional<Spot> value, Optional<Spot> expression, boolean needed) {
        if (value.isPresent() && expression.isPresent()) {
            param.problem(ProblemCode.CONFLICT, "a param has either a value or an expression but this one has both");
            return Optional.empty();
        }
        if (value.isPresent()) {
            return literal(type, value.get());
        }
        if (expression.isPresent()) {
            return expression.get().text().map(ParamDefinition.Expression::new);
        }
        if (needed) {
            param.problem(ProblemCode.MISSING, "a param needs either a value or an expression");
            return Optional.empty();
        }
        return Optional.of(new ParamDefinition.Unset());
    }

    private static Optional<Content> literal(ParamType type, Spot spot) {
        return type == ParamType.MAP
                ? spot.object().map(ParamBinder::members)
                : LiteralBinder.bind(type, spot).map(ParamDefinition.Literal::new);
    }

    /** Members of a map may lack a content: what is merged over them brings it. */
    private static Content members(Fields map) {
        var members = new LinkedHashMap<String, ParamDefinition>();
        map.others().forEach((name, spot) -> bind(spot, false).ifPresent(member -> members.put(name, member)));
        return new ParamDefinition.Members(members);
    }
}
