package io.maestro.dsl.internal.bind;

import static java.util.Objects.requireNonNull;

import io.maestro.param.ParamType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The key of a param in the short form, taken apart: {@code !name<type>(mode)}, of which only the name must be there (spec:
 * definitions, section 5.4).
 *
 * @param isExpression whether the value is an expression
 * @param name the name
 * @param type the type as it is written, or empty
 * @param mode the mode as it is written, or empty
 */
public record ParamKey(boolean isExpression, String name, Optional<String> type, Optional<String> mode) {

    private static final Pattern SHAPE =
            Pattern.compile("(!?)\\s*(.*?)\\s*(?:<([^()]*)>)?\\s*(?:\\(([^()]*)\\))?", Pattern.DOTALL);
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Map<String, ParamType> TYPES = types();

    /** Checks that nothing is null. */
    public ParamKey {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(mode, "mode");
    }

    /**
     * Takes a key apart.
     *
     * @param key the key
     * @return its parts; the name may be empty
     */
    public static ParamKey of(String key) {
        var parts = SHAPE.matcher(key.strip());
        if (!parts.matches()) {
            throw new IllegalStateException("every text is a key but not " + key);
        }
        return new ParamKey(
                !parts.group(1).isEmpty(),
                parts.group(2),
                Optional.ofNullable(parts.group(3)).map(String::strip),
                Optional.ofNullable(parts.group(4)).map(String::strip));
    }

    /**
     * Returns the whole key.
     *
     * @return the key
     */
    public String text() {
        return (isExpression ? "!" : "")
                + name
                + type.map(word -> '<' + word + '>').orElse("")
                + mode.map(word -> '(' + word + ')').orElse("");
    }

    /**
     * Returns the word for a type.
     *
     * @param type the type
     * @return such as {@code array<long>}
     */
    public static String word(ParamType type) {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue() == type)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** Returns the type that a word stands for, in any case. */
    static Optional<ParamType> type(String word) {
        return Optional.ofNullable(TYPES.get(SPACE.matcher(word).replaceAll("").toLowerCase(Locale.ROOT)));
    }

    /** Returns the words that stand for types, the usual ones first. */
    static List<String> words() {
        return List.copyOf(TYPES.keySet());
    }

    private static Map<String, ParamType> types() {
        var types = new LinkedHashMap<String, ParamType>();
        types.put("string", ParamType.STRING);
        types.put("long", ParamType.LONG);
        types.put("double", ParamType.DOUBLE);
        types.put("boolean", ParamType.BOOLEAN);
        types.put("array<string>", ParamType.STRING_ARRAY);
        types.put("array<long>", ParamType.LONG_ARRAY);
        types.put("array<double>", ParamType.DOUBLE_ARRAY);
        types.put("array<boolean>", ParamType.BOOLEAN_ARRAY);
        types.put("map", ParamType.STRING_MAP);
        types.put("pmap", ParamType.MAP);
        for (var type : ParamType.values()) {
            types.putIfAbsent(type.name().toLowerCase(Locale.ROOT), type);
        }
        return types;
    }
}
