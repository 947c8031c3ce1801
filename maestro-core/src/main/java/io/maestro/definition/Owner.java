package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who answers for a workflow (spec: definitions, section 1.3).
 *
 * @param name the name
 * @param extra free members beside the name, in their order
 */
public record Owner(String name, Map<String, Object> extra) {

    /** Copies the extra members. */
    public Owner {
        requireNonNull(name, "name");
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }

    /**
     * Returns an owner that is only a name.
     *
     * @param name the name
     * @return the owner
     */
    public static Owner of(String name) {
        return new Owner(name, Map.of());
    }
}
