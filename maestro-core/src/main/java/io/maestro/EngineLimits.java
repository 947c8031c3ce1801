package io.maestro;

import io.maestro.internal.engine.LimitWatch;
import io.maestro.permit.HostLimit;
import io.maestro.permit.Limit;
import java.util.List;

/**
 * The limits of an engine.
 *
 * @param watch what the engine knows of them
 */
record EngineLimits(LimitWatch watch) implements Limits {

    @Override
    public void set(HostLimit limit) {
        watch.set(limit);
    }

    @Override
    public boolean remove(Limit limit) {
        return watch.remove(limit);
    }

    @Override
    public List<HostLimit> list() {
        return watch.list();
    }
}
