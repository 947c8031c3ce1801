package io.maestro.internal.eval;

import io.maestro.internal.eval.port.Ambient;

/** The world while an expression is compiled: there is none. */
enum NoAmbient implements Ambient {
    INSTANCE;

    @Override
    public long currentTimeMillis() {
        throw asked();
    }

    @Override
    public long nanoTime() {
        throw asked();
    }

    @Override
    public double random() {
        throw asked();
    }

    @Override
    public long randomBits() {
        throw asked();
    }

    private static IllegalStateException asked() {
        return new IllegalStateException("constant folding must not depend on the world");
    }
}
