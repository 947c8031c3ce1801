package io.maestro.test;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A ledger of what steps do to the outside. It outlives the engines of a kit, as the outside does. Stand-ins for services write down
 * what they are asked to do, and the test looks how often each thing was done. Thread-safe.
 *
 * {@snippet :
 * mocks.step("charge").does(ctx -> effects.noteOnce("charge", ctx.idempotencyKey()));
 *
 * assertThat(effects.of("charge")).happenedExactlyOnce();
 * }
 */
public final class EffectsLedger {

    private final List<Effect> all = new CopyOnWriteArrayList<>();
    private final Set<Effect> once = ConcurrentHashMap.newKeySet();

    private record Effect(String name, String key) {
        Effect {
            requireNonNull(name, "name");
            requireNonNull(key, "key");
        }
    }

    /**
     * The effects of one name.
     *
     * @param name the name
     * @param times how often each was done, by its key, in the order in which they first were; unmodifiable
     */
    public record Named(String name, Map<String, Integer> times) {
        /** Checks the name. */
        public Named {
            requireNonNull(name, "name");
        }
    }

    /** For kits, and for tests that have no kit. */
    public EffectsLedger() {}

    /**
     * Notes that something was done, as a service does it that heeds no keys: each time anew.
     *
     * @param name what was done
     * @param key tells it from others of the name, such as the order that was charged
     */
    public void note(String name, String key) {
        all.add(new Effect(name, key));
    }

    /**
     * Notes that something was done, as a service does it that heeds keys: what is asked for again with the same key is not done again.
     *
     * @param name what was done
     * @param key tells it from others of the name, such as {@link io.maestro.step.StepContext#idempotencyKey}
     * @return false if it was done before
     */
    public boolean noteOnce(String name, String key) {
        var effect = new Effect(name, key);
        boolean first = once.add(effect);
        if (first) {
            all.add(effect);
        }
        return first;
    }

    /**
     * Returns the effects of a name.
     *
     * @param name the name
     * @return those that were noted so far
     */
    public Named of(String name) {
        var times = new LinkedHashMap<String, Integer>();
        all.stream()
                .filter(effect -> effect.name().equals(name))
                .forEach(effect -> times.merge(effect.key(), 1, Integer::sum));
        return new Named(name, Collections.unmodifiableMap(times));
    }
}
