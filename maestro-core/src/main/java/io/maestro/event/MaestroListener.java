package io.maestro.event;

/**
 * Is told what happened, after it was recorded. Events of one run come in their order, one at a time; each listener has a
 * thread of its own, so a slow one delays nobody but itself. What it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface MaestroListener {

    /**
     * Takes an event.
     *
     * @param event what happened
     */
    void on(MaestroEvent event);
}
