package io.maestro.test;

import io.maestro.store.StoreException;
import io.maestro.store.StoreUnavailableException;
import io.maestro.store.UnknownOutcomeException;
import java.io.IOException;

/** How a commit may fail, see {@link Faults#failCommits}. */
public enum CommitFailure {
    /** The store does not answer, and nothing is recorded. The engine asks again until it does. */
    UNAVAILABLE,
    /** The answer is lost, and nothing is recorded. The engine finds that out. */
    LOST_UNRECORDED,
    /** The answer is lost, but everything is recorded. The engine finds that out. */
    LOST_RECORDED,
    /** The store refuses for good. The engine gives up the runs that it cannot record, until they are registered anew. */
    REFUSED;

    /** Tells whether the commit takes place. */
    boolean isRecorded() {
        return this == LOST_RECORDED;
    }

    StoreException exception() {
        return switch (this) {
            case UNAVAILABLE ->
                new StoreUnavailableException(
                        "the store does not answer, as the test wants it", new IOException("no connection"));
            case LOST_UNRECORDED, LOST_RECORDED ->
                new UnknownOutcomeException("the answer is lost, as the test wants it");
            case REFUSED -> new StoreException("the store refuses, as the test wants it");
        };
    }
}
