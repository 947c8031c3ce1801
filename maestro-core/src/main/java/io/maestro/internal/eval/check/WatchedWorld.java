package io.maestro.internal.eval.check;

import io.maestro.internal.eval.port.Ambient;

/** A world that gives the same answer to everything, and notes that it was asked. For one evaluation. */
final class WatchedWorld implements Ambient {

    private boolean asked;

    boolean wasAsked() {
        return asked;
    }

    private long answer() {
        asked = true;
        return 0;
    }

    @Override
    public long currentTimeMillis() {
        return answer();
    }

    @Override
    public long nanoTime() {
        return answer();
    }

    @Override
    public double random() {
        return answer();
    }

    @Override
    public long randomBits() {
        return answer();
    }
}
