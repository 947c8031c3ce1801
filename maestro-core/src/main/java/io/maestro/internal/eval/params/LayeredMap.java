package io.maestro.internal.eval.params;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map that has most of its entries in common with others, and keeps only its own ones: 100,000 iterations of a loop would
 * otherwise hold the same params 100,000 times.
 *
 * @param <V> the type of the values
 */
final class LayeredMap<V> extends AbstractMap<String, V> {

    private final Map<String, V> common;
    private final Map<String, V> own = new LinkedHashMap<>();

    /**
     * Creates a map without entries of its own.
     *
     * @param common the common entries; does not change
     */
    LayeredMap(Map<String, V> common) {
        this.common = common;
    }

    @Override
    public @Nullable V get(Object key) {
        var value = own.get(key);
        return value == null ? common.get(key) : value;
    }

    @Override
    public boolean containsKey(Object key) {
        return own.containsKey(key) || common.containsKey(key);
    }

    /** Adds an entry of its own, whose name is not among the common ones. */
    @Override
    public @Nullable V put(String key, V value) {
        if (common.containsKey(key)) {
            throw new IllegalArgumentException("the entry '" + key + "' is a common one");
        }
        return own.put(key, value);
    }

    @Override
    public int size() {
        return common.size() + own.size();
    }

    /** Returns the entries, the common ones first. */
    @Override
    public Set<Entry<String, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, V>> iterator() {
                return new OneAfterTheOther<>(
                        common.entrySet().iterator(), own.entrySet().iterator());
            }

            @Override
            public int size() {
                return LayeredMap.this.size();
            }
        };
    }

    private record OneAfterTheOther<E>(Iterator<E> first, Iterator<E> second) implements Iterator<E> {
        @Override
        public boolean hasNext() {
            return first.hasNext() || second.hasNext();
        }

        @Override
        public E next() {
            return first.hasNext() ? first.next() : second.next();
        }
    }
}
