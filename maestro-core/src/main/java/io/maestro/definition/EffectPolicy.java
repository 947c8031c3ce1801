package io.maestro.definition;

/** How often what a step does to the world outside may happen when the process dies while it does it. */
public enum EffectPolicy {
    /**
     * The work is done again after a crash, so what it did before may happen twice; its idempotency key tells others that it is the
     * same. The default.
     */
    AT_LEAST_ONCE,
    /**
     * The start of an attempt is recorded before its work begins, and after a crash the work is not begun again: whether it was done
     * is for a person or an {@link InDoubt} rule to say.
     */
    AT_MOST_ONCE,
    /**
     * The work is done in a transaction of the store's own database, which commits together with the outcome: both happened, once, or
     * neither did. A step that succeeds without such a transaction fails instead.
     */
    TRANSACTIONAL
}
