package io.maestro.internal.eval.merge;

import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamDefinition.Content;
import io.maestro.param.ParamDefinition.Members;
import io.maestro.param.ParamDefinition.Unset;
import io.maestro.param.ParamErrorCategory;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamRuleException;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue.StringMap;
import io.maestro.tag.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Merges layers of params, one over the other (spec: definitions, section 3.5.1). */
public final class ParamMerge {

    private static final StringMap NO_TEXTS = new StringMap(Map.of());

    private final ParamLayer layer;

    private ParamMerge(ParamLayer layer) {
        this.layer = layer;
    }

    /**
     * Lays params over others. Each result has a mode, and tells in its meta data who set it.
     *
     * @param base the result of the layers before, in its order
     * @param layer the params to lay over it
     * @return the base's params in their order, then the new ones
     * @throws io.maestro.param.ParamException if the types do not fit or the layer's source may not change a param
     */
    public static Map<String, ParamDefinition> merge(Map<String, ParamDefinition> base, ParamLayer layer) {
        if (!layer.allowEmpty()) {
            layer.params().forEach(ParamMerge::requireContent);
        }
        return new ParamMerge(layer).merged("", base, layer.params(), ParamMode.MUTABLE);
    }

    /** Only at the top: members of a MAP may be empty until the cleanup. */
    private static void requireContent(String name, ParamDefinition param) {
        if (param.content() instanceof Unset) {
            throw new ParamRuleException(
                    name,
                    ParamErrorCategory.DEFINITION,
                    "value-xor-expression",
                    "must have either a value or an expression");
        }
    }

    private Map<String, ParamDefinition> merged(
            String path, Map<String, ParamDefinition> base, Map<String, ParamDefinition> added, ParamMode atLeast) {
        var result = new LinkedHashMap<>(base);
        added.forEach((name, param) ->
                result.put(name, merged(path + name, Optional.ofNullable(base.get(name)), param, atLeast)));
        return result;
    }

    private ParamDefinition merged(
            String name, Optional<ParamDefinition> base, ParamDefinition added, ParamMode atLeast) {
        var internalMode = base.flatMap(param -> Provenance.internalMode(name, param))
                .or(() -> Provenance.internalMode(name, added));
        var mode = mode(base.flatMap(ParamDefinition::mode), added, internalMode, atLeast);
        var type = base.map(ParamDefinition::type).orElse(added.type());
        var merged = new ParamDefinition(
                type,
                LiteralConversion.to(type, name, content(name, base, added, mode)),
                Optional.of(mode),
                tags(base, added),
                added.validator().or(() -> base.flatMap(ParamDefinition::validator)),
                Map.of());
        base.ifPresent(before -> MergePermission.check(name, layer, before, added, merged, internalMode));
        return Provenance.put(merged, source(name, base, added, merged), internalMode);
    }

    private ParamMode mode(
            Optional<ParamMode> base, ParamDefinition added, Optional<InternalMode> internalMode, ParamMode atLeast) {
        var mode = added.mode().or(() -> base).orElse(ParamMode.MUTABLE);
        mode = stricter(mode, internalMode.map(InternalMode::least).orElse(mode));
        if (layer.upstream()) {
            mode = stricter(mode, base.orElse(mode));
        }
        return stricter(mode, atLeast);
    }

    private static ParamMode stricter(ParamMode one, ParamMode other) {
        return one.isStricterThan(other) ? one : other;
    }

    private Content content(String name, Optional<ParamDefinition> base, ParamDefinition added, ParamMode mode) {
        if (added.content() instanceof Members(var members)) {
            var before = literalBase(name, base, ParamType.MAP)
                    .map(content -> ((Members) content).members())
                    .orElse(Map.of());
            return new Members(merged(name + ".", before, members, mode));
        }
        if (added.content() instanceof ParamDefinition.Literal(StringMap(var texts))) {
            var before = literalBase(name, base, ParamType.STRING_MAP)
                    .map(content -> (StringMap) ((ParamDefinition.Literal) content).value())
                    .orElse(NO_TEXTS);
            var all = new LinkedHashMap<>(before.values());
            all.putAll(texts);
            return new ParamDefinition.Literal(new StringMap(all));
        }
        // A param that says nothing of its content leaves it as it is.
        return added.content() instanceof Unset
                ? base.map(ParamDefinition::content).orElse(added.content())
                : added.content();
    }

    /** Returns the literal map that a literal map is laid over; empty if there is nothing yet. */
    private static Optional<Content> literalBase(String name, Optional<ParamDefinition> base, ParamType type) {
        base.filter(param -> param.type() != type).ifPresent(param -> {
            throw new ParamRuleException(
                    name,
                    ParamErrorCategory.TYPE,
                    "merge-map-vs-other",
                    "is a " + param.type() + " and cannot be overridden by a " + type);
        });
        return base.map(ParamDefinition::content).flatMap(content -> switch (content) {
            case ParamDefinition.Literal literal -> Optional.of(literal);
            case Members members -> Optional.of(members);
            case Unset ignored -> Optional.empty();
            case ParamDefinition.Expression ignored -> throw notLiteral(name, type, "an expression");
            case ParamDefinition.Code ignored -> throw notLiteral(name, type, "a function in Java");
        });
    }

    private static ParamRuleException notLiteral(String name, ParamType type, String content) {
        return new ParamRuleException(
                name,
                ParamErrorCategory.TYPE,
                "map-not-literal",
                "is given by " + content + ", so that a literal " + type
                        + " cannot be laid over it; use an expression");
    }

    private static List<Tag> tags(Optional<ParamDefinition> base, ParamDefinition added) {
        return base.filter(before -> !before.tags().isEmpty())
                .map(before -> Stream.concat(before.tags().stream(), added.tags().stream())
                        .distinct()
                        .toList())
                .orElse(added.tags());
    }

    private ParamSource source(
            String name, Optional<ParamDefinition> base, ParamDefinition added, ParamDefinition merged) {
        var stage = layer.source();
        if (base.isEmpty()) {
            return stage.isSystem() ? Provenance.source(name, added).orElse(stage) : stage;
        }
        return stage.isSystem() || layer.upstream()
                ? base.filter(before -> Sameness.deep(before, merged))
                        .flatMap(before -> Provenance.source(name, before))
                        .orElse(stage)
                : stage;
    }
}
