package io.maestro.internal.eval.merge;

import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamErrorCategory;
import io.maestro.param.ParamRuleException;
import io.maestro.param.ParamSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who set a param, and what the engine asks of it: the two members of a definition's meta data that the engine reads. */
public final class Provenance {

    private static final String SOURCE = "source";
    private static final String INTERNAL_MODE = "internal_mode";

    private Provenance() {}

    /**
     * Returns who set a param.
     *
     * @param name its name
     * @param definition the param
     * @return the source, or empty if the definition does not say
     */
    public static Optional<ParamSource> source(String name, ParamDefinition definition) {
        return read(name, definition, SOURCE, ParamSource.class);
    }

    /** Returns what the engine asks of a param; empty for params of users. */
    static Optional<InternalMode> internalMode(String name, ParamDefinition definition) {
        return read(name, definition, INTERNAL_MODE, InternalMode.class);
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
            String name, ParamDefinition definition, String member, Class<E> type) {
        var given = definition.meta().get(member);
        if (given == null) {
            return Optional.empty();
        }
        var constants = type.getEnumConstants();
        return Optional.of(Arrays.stream(constants)
                .filter(constant -> constant.name().equalsIgnoreCase(given.toString()))
                .findFirst()
                .orElseThrow(() -> new ParamRuleException(
                        name,
                        ParamErrorCategory.DEFINITION,
                        "json",
                        "has the " + member + " '" + given + "'; expected one of "
                                + Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", ")))));
    }
}
