package io.maestro.permit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who has permits and who waits for some, as {@link PermitRules} asks for it while nobody else decides about the same limits. Each
 * store has one.
 *
 * @param <T> what tells those who ask apart; equal where they are the same
 */
public interface PermitBook<T> {

    /**
     * Somebody who waits.
     *
     * @param who who it is
     * @param needs the permits that it waits for
     * @param <T> what tells those who ask apart
     */
    record Waiting<T>(T who, List<PermitNeed> needs) {

        /** Copies the list. */
        public Waiting {
            needs = List.copyOf(needs);
        }

        boolean needsAnyOf(Set<Limit> limits) {
            return needs.stream().anyMatch(need -> limits.contains(need.limit()));
        }
    }

    /**
     * Returns what the host allows.
     *
     * @param limit a tag or a type
     * @return what it set, or empty if nothing
     */
    Optional<HostLimit> set(Limit limit);

    /**
     * Returns the limits of which the host allows none.
     *
     * @return the limits, mostly none
     */
    Set<Limit> closed();

    /**
     * Tells how many have a permit.
     *
     * @param limit of which limit
     * @return how many
     */
    long held(Limit limit);

    /**
     * Returns those who wait for a permit, whoever has waited longest before the others.
     *
     * @param limit of which limit
     * @param without who needs a permit of one of these as well is left out
     * @param count how many at most
     * @return they
     */
    List<Waiting<T>> waiting(Limit limit, Set<Limit> without, int count);

    /**
     * Returns when one of the newest permits was given away.
     *
     * @param limit of which limit
     * @param nth which one, counted from the newest, from 1
     * @return when, or empty if there were not so many; what is older than the rate of the limit asks for may be forgotten
     */
    Optional<Instant> granted(Limit limit, int nth);

    /**
     * Gives somebody all permits that he waits for.
     *
     * @param waiting who
     * @param at when
     */
    void grant(Waiting<T> waiting, Instant at);
}
