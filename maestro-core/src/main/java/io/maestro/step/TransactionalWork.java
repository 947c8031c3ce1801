package io.maestro.step;

import org.jspecify.annotations.Nullable;

/**
 * What a body does in a transaction of the store's own database.
 *
 * @param <C> the type of the connection that it is given
 * @param <T> the type of what it returns
 */
@FunctionalInterface
public interface TransactionalWork<C, T extends @Nullable Object> {

    /**
     * Does the work.
     *
     * @param connection a connection with an open transaction; valid until this returns. Who commits it, rolls it back or closes it is
     *     refused
     * @return what the body wants to know
     * @throws Exception if the work failed; nothing of it has happened then
     */
    T in(C connection) throws Exception;
}
