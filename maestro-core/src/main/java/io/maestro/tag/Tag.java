package io.maestro.tag;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A name that marks a workflow, a step or a param (spec: definitions, section 1.3).
 *
 * @param name the name, at most 256 characters
 * @param namespace where the tag comes from, or empty if that was not said
 * @param attributes free members beside the name, in their order; values are strings, numbers, booleans, lists and maps of
 *     these
 */
public record Tag(String name, Optional<TagNamespace> namespace, Map<String, Object> attributes) {

    /** Copies the attributes. */
    public Tag {
        requireNonNull(name, "name");
        requireNonNull(namespace, "namespace");
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /**
     * Returns a tag that is only a name.
     *
     * @param name the name
     * @return the tag
     */
    public static Tag of(String name) {
        return new Tag(name, Optional.empty(), Map.of());
    }
}
