package io.maestro.internal.eval.merge;

import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamErrorCategory;
import io.maestro.param.ParamRuleException;
import io.maestro.param.ParamSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who set a param, and what the engine asks of it: the two members of a definition's meta data that the engine reads. */
public final class Provenance {

    private static final String SOURCE = "source";
    private static final String INTERNAL_MODE = "internal_mode";
    private static final List<ParamSource> SOURCES = List.of(ParamSource.values());
    private static final List<InternalMode> MODES = List.of(InternalMode.values());

    private Provenance() {}

    /**
     * Returns who set a param.
     *
     * @param name its name
     * @param definition the param
     * @return the source, or empty if the definition does not say
     */
    public static Optional<ParamSource> source(String name, ParamDefinition definition) {
        return read(name, definition, SOURCE, SOURCES);
    }

    /** Returns what the engine asks of a param; empty for params of users. */
    static Optional<InternalMode> internalMode(String name, ParamDefinition definition) {
        return read(name, definition, INTERNAL_MODE, MODES);
    }

    /** Returns a definition that says who set it and what is asked of it, and nothing else beside the param. */
    static ParamDefinition put(ParamDefinition definition, ParamSource source, Optional<InternalMode> internalMode) {
        var meta = new LinkedHashMap<String, Object>();
        meta.put(SOURCE, source.name());
        internalMode.ifPresent(mode -> meta.put(INTERNAL_MODE, mode.name()));
        return withMeta(definition, meta);
    }

    /** Returns a definition of the engine. */
    static ParamDefinition asking(InternalMode internalMode, ParamDefinition definition) {
        return withMeta(definition, Map.of(INTERNAL_MODE, internalMode.name()));
    }

    /** Returns a definition that nothing is asked of any more. */
    static ParamDefinition settled(ParamDefinition definition) {
        if (!definition.meta().containsKey(INTERNAL_MODE)) {
            return definition;
        }
        var meta = new LinkedHashMap<>(definition.meta());
        meta.remove(INTERNAL_MODE);
        return withMeta(definition, meta);
    }

    private static ParamDefinition withMeta(ParamDefinition definition, Map<String, Object> meta) {
        return new ParamDefinition(
                definition.type(),
                definition.content(),
                definition.mode(),
                definition.tags(),
                definition.validator(),
                meta);
    }

    private static <E extends Enum<E>> Optional<E> read(
            String name, ParamDefinition definition, String member, List<E> constants) {
        var given = definition.meta().get(member);
        if (given == null) {
            return Optional.empty();
        }
        var text = given.toString();
        for (var constant : constants) {
            if (constant.name().equalsIgnoreCase(text)) {
                return Optional.of(constant);
            }
        }
        throw new ParamRuleException(
                name,
                ParamErrorCategory.DEFINITION,
                "json",
                "has the " + member + " '" + text + "'; expected one of "
                        + constants.stream().map(Enum::name).collect(Collectors.joining(", ")));
    }
}
