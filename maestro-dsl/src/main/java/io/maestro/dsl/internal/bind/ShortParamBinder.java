package io.maestro.dsl.internal.bind;

import io.maestro.definition.ParamNames;
import io.maestro.dsl.internal.syntax.Node;
import io.maestro.dsl.internal.syntax.Node.ArrayNode;
import io.maestro.dsl.internal.syntax.Node.BooleanNode;
import io.maestro.dsl.internal.syntax.Node.DecimalNode;
import io.maestro.dsl.internal.syntax.Node.IntegerNode;
import io.maestro.dsl.internal.syntax.Node.Member;
import io.maestro.dsl.internal.syntax.Node.NullNode;
import io.maestro.dsl.internal.syntax.Node.ObjectNode;
import io.maestro.dsl.internal.syntax.Node.TextNode;
import io.maestro.error.JsonPointer;
import io.maestro.error.NearMiss;
import io.maestro.error.ProblemCode;
import io.maestro.error.Quote;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamDefinition.Content;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Params of the short form, whose types are told by their keys or by their values (spec: definitions, section 5.4). */
final class ShortParamBinder {

    private final SourceMap source;

    ShortParamBinder(SourceMap source) {
        this.source = source;
    }

    /**
     * Returns the params of a workflow or a step.
     *
     * @param found values by key
     * @param path where they are in the request
     */
    Map<String, ParamDefinition> params(Map<String, Spot> found, String path) {
        found.forEach((key, spot) -> ParamNames.problemWith(ParamKey.of(key).name())
                .ifPresent(why -> spot.nameProblem(ProblemCode.INVALID_ID, why, Optional.empty())));
        return members(found, path);
    }

    /**
     * Returns the members of a MAP.
     *
     * @param found values by key
     * @param path where they are in the request
     */
    Map<String, ParamDefinition> members(Map<String, Spot> found, String path) {
        var params = new LinkedHashMap<String, ParamDefinition>();
        found.forEach((key, spot) -> {
            var name = ParamKey.of(key).name();
            var memberPath = JsonPointer.member(path, name);
            source.putOther(memberPath, spot);
            param(ParamKey.of(key), spot, memberPath).ifPresent(param -> {
                if (params.putIfAbsent(name, param) != null) {
                    spot.nameProblem(
                            ProblemCode.DUPLICATE,
                            "the param " + Quote.of(name) + " is there already",
                            Optional.empty());
                }
            });
        });
        return params;
    }

    private Optional<ParamDefinition> param(ParamKey key, Spot spot, String path) {
        int before = spot.problems().count();
        var mode = key.mode().flatMap(word -> mode(word, spot));
        var stated = key.type().flatMap(word -> type(word, spot));
        if (spot.problems().count() > before) {
            return Optional.empty();
        }
        if (spot.isNull()) {
            spot.problem(ProblemCode.MISSING, "a param needs a value");
            return Optional.empty();
        }
        if (key.isExpression()) {
            return spot.text()
                    .map(text -> plain(stated.orElse(ParamType.STRING), new ParamDefinition.Expression(text), mode));
        }
        return literalType(stated, spot)
                .flatMap(type -> literal(type, spot, path).map(content -> plain(type, content, mode)));
    }

    private static ParamDefinition plain(ParamType type, Content content, Optional<ParamMode> mode) {
        return new ParamDefinition(type, content, mode, List.of(), Optional.empty(), Map.of());
    }

    private Optional<Content> literal(ParamType type, Spot spot, String path) {
        return type == ParamType.MAP
                ? spot.object()
                        .map(fields -> new ParamDefinition.Members(members(fields.othersAndNulls(), path + "/value")))
                : LiteralBinder.bind(type, spot).map(ParamDefinition.Literal::new);
    }

    /** Returns the type that a value has, which must be the one that its key states. */
    private static Optional<ParamType> literalType(Optional<ParamType> stated, Spot spot) {
        int before = spot.problems().count();
        var implied = impliedType(spot);
        if (spot.problems().count() > before) {
            return Optional.empty();
        }
        if (stated.isEmpty() || implied.isEmpty()) {
            // A list of nothing can be a list of anything.
            return stated.or(() -> implied).or(() -> Optional.of(ParamType.STRING_ARRAY));
        }
        boolean fits =
                stated.equals(implied) || (stated.get() == ParamType.MAP && implied.get() == ParamType.STRING_MAP);
        if (!fits) {
            spot.problem(
                    ProblemCode.CONFLICT,
                    "the key says that this is a " + stated.get() + " but the value is a " + implied.get());
            return Optional.empty();
        }
        return stated;
    }

    private static Optional<ParamType> impliedType(Spot spot) {
        return switch (spot.node()) {
            case TextNode text -> Optional.of(ParamType.STRING);
            case IntegerNode number -> Optional.of(ParamType.LONG);
            case DecimalNode number -> Optional.of(ParamType.DOUBLE);
            case BooleanNode truth -> Optional.of(ParamType.BOOLEAN);
            case ObjectNode object -> Optional.of(areTexts(object) ? ParamType.STRING_MAP : ParamType.MAP);
            case ArrayNode array -> array.elements().stream().findFirst().flatMap(first -> arrayOf(first, spot));
            case NullNode nothing -> throw new IllegalArgumentException("nothing has no type");
        };
    }

    private static boolean areTexts(ObjectNode object) {
        return !object.members().isEmpty()
                && object.members().values().stream().map(Member::value).allMatch(TextNode.class::isInstance);
    }

    private static Optional<ParamType> arrayOf(Node first, Spot spot) {
        return switch (first) {
            case TextNode text -> Optional.of(ParamType.STRING_ARRAY);
            case IntegerNode number -> Optional.of(ParamType.LONG_ARRAY);
            case DecimalNode number -> Optional.of(ParamType.DOUBLE_ARRAY);
            case BooleanNode truth -> Optional.of(ParamType.BOOLEAN_ARRAY);
            case ObjectNode object -> noArray(first, spot);
            case ArrayNode array -> noArray(first, spot);
            case NullNode nothing -> noArray(first, spot);
        };
    }

    private static Optional<ParamType> noArray(Node first, Spot spot) {
        spot.wrongType("a list of texts, numbers or booleans", first);
        return Optional.empty();
    }

    private static Optional<ParamMode> mode(String word, Spot spot) {
        var modes = Arrays.stream(ParamMode.values()).map(ParamMode::name).toList();
        return Arrays.stream(ParamMode.values())
                .filter(mode -> mode.name().equals(word.toUpperCase(Locale.US)))
                .findFirst()
                .or(() -> {
                    unknown(spot, "the mode", word, modes);
                    return Optional.empty();
                });
    }

    private static Optional<ParamType> type(String word, Spot spot) {
        return ParamKey.type(word).or(() -> {
            unknown(spot, "the type", word, ParamKey.words());
            return Optional.empty();
        });
    }

    private static void unknown(Spot spot, String what, String word, List<String> words) {
        spot.nameProblem(
                ProblemCode.UNKNOWN_VALUE,
                what + " in the key must be one of " + String.join(", ", words) + " but was " + Quote.of(word),
                NearMiss.of(word, words));
    }
}
