package io.maestro.internal.eval.value;

import java.util.HashMap;
import java.util.Map;

/**
 * A map of the program: a reference, as in Java. Its order is that of a hash map of texts, which is what programs written for
 * Netflix Maestro have seen in texts made from maps.
 */
public final class MapObject {

    private final Map<String, Object> entries = new HashMap<>();

    /**
     * Returns the entries.
     *
     * @return the live entries
     */
    public Map<String, Object> entries() {
        return entries;
    }
}
