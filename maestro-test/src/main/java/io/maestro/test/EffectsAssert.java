package io.maestro.test;

import org.assertj.core.api.AbstractAssert;

/** Assertions about what steps did to the outside. */
public final class EffectsAssert extends AbstractAssert<EffectsAssert, EffectsLedger.Named> {

    EffectsAssert(EffectsLedger.Named effects) {
        super(effects, EffectsAssert.class);
    }

    /**
     * Verifies that there is such an effect, and that each, told apart by their keys, happened once.
     *
     * @return these assertions
     */
    public EffectsAssert happenedExactlyOnce() {
        isNotNull();
        if (actual.times().isEmpty()) {
            failWithMessage("%s", "'" + actual.name() + "' was to happen exactly once but never did");
        }
        actual.times().forEach((key, times) -> {
            if (times != 1) {
                failWithMessage(
                        "%s",
                        "'" + actual.name() + "' of '" + key + "' was to happen exactly once but happened " + times
                                + " times; all of them: " + actual.times());
            }
        });
        return this;
    }

    /**
     * Verifies how often the effect happened, whatever its keys.
     *
     * @param expected how often
     * @return these assertions
     */
    public EffectsAssert happenedTimes(int expected) {
        isNotNull();
        int times = actual.times().values().stream().mapToInt(Integer::intValue).sum();
        if (times != expected) {
            failWithMessage(
                    "%s",
                    "'" + actual.name() + "' was to happen " + expected + " times but happened " + times + " times: "
                            + actual.times());
        }
        return this;
    }

    /**
     * Verifies that there is no such effect.
     *
     * @return these assertions
     */
    public EffectsAssert neverHappened() {
        return happenedTimes(0);
    }
}
