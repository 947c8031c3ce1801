package io.maestro.jdbc.internal.sql;

import io.maestro.store.LeaseLostException;
import java.time.Duration;

/** What keeps a node that was taken for dead from writing. */
public interface Fence {

    /**
     * Returns which node this process is.
     *
     * @return its number; 0 if it is none yet
     */
    long node();

    /**
     * Returns how long a transaction may do nothing before the server ends it.
     *
     * @return how long
     */
    Duration patience();

    /**
     * Takes notice that the node may not write.
     *
     * @return what to throw
     */
    LeaseLostException refusal();

    /** The fence of a process that only prints what there is to do. */
    record OfNobody() implements Fence {
        @Override
        public long node() {
            return 0;
        }

        @Override
        public Duration patience() {
            return Duration.ZERO;
        }

        @Override
        public LeaseLostException refusal() {
            return new LeaseLostException("this process is no node");
        }
    }
}
