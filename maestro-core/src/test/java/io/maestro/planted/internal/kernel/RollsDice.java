package io.maestro.planted.internal.kernel;

import java.util.Random;
import java.util.UUID;

/** Leaves decisions to chance. */
public final class RollsDice {
    double roll() {
        return Math.random();
    }

    UUID name() {
        return UUID.randomUUID();
    }

    int generator() {
        return new Random().nextInt();
    }
}
