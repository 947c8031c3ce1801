package io.maestro.internal.engine;

import io.maestro.event.MaestroEvent;
import io.maestro.event.MaestroListener;
import io.maestro.run.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
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

    /** Tells how a run stands since a time. */
    void runChanged(WorkflowRun row, Instant at) {
        if (!isEmpty()) {
            publish(new MaestroEvent.RunChanged(Told.of(row), at));
        }
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
