package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import io.maestro.param.ParamDefinition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A signal that a step sends when its work is done (spec: definitions, section 1.12).
 *
 * @param name the name of the signal, not empty; may hold references to params
 * @param params what others can match, by name, in the order of the definition; each a STRING or a LONG, none called {@code
 *     name}, which is the signal's own
 * @param payload what is sent along without being matched, of any type
 */
public record SignalOutput(String name, Map<String, ParamDefinition> params, Map<String, ParamDefinition> payload) {

    /** The name that no param of a signal can have. */
    public static final String NAME = "name";

    /** Copies the maps, and checks the name, and the names and types of the params. */
    public SignalOutput {
        requireNonNull(name, "name");
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        payload = Collections.unmodifiableMap(new LinkedHashMap<>(payload));
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name of a signal must not be empty");
        }
        if (params.containsKey(NAME) || payload.containsKey(NAME)) {
            throw new IllegalArgumentException(
                    "a param of the signal '" + name + "' must not be called 'name', which is the signal's own");
        }
        params.forEach((param, definition) -> {
            if (!SignalDependency.isComparable(definition.type())) {
                throw new IllegalArgumentException("the param '" + param
                        + "' of a signal must be a STRING or a LONG but was a " + definition.type());
            }
        });
    }
}
