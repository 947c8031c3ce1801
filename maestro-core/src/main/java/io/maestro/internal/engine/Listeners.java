package io.maestro.internal.engine;

import io.maestro.event.MaestroEvent;
import io.maestro.event.MaestroListener;
import java.time.Duration;
import java.util.List;

/**
 * Those who are told what happens, each on a thread of its own.
 *
 * @param dispatchers one for each
 */
record Listeners(List<Dispatcher> dispatchers) {

    static Listeners of(List<MaestroListener> listeners) {
        return new Listeners(listeners.stream().map(Dispatcher::new).toList());
    }

    boolean isEmpty() {
        return dispatchers.isEmpty();
    }

    void publish(MaestroEvent event) {
        for (var dispatcher : dispatchers) {
            dispatcher.publish(event);
        }
    }

    void close(Duration limit) {
        dispatchers.forEach(dispatcher -> dispatcher.close(limit));
    }
}
