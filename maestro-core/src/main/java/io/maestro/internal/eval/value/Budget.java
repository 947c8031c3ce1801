package io.maestro.internal.eval.value;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.port.Ambient;
import io.maestro.sel.EvalLimits;
import io.maestro.sel.SelErrorCategory;

/** What one evaluation has used up of its {@link EvalLimits}. */
public final class Budget {

    /** How many operations pass between two looks at the clock. */
    private static final long CLOCK_INTERVAL = 10_000;

    private static final int OBJECT_BYTES = 32;
    private static final int CHAR_BYTES = 2;

    /** How many characters can be copied in about the time of one operation. */
    private static final int CHARS_PER_OPERATION = 64;

    private final EvalLimits limits;
    private final Ambient ambient;
    private long operations;
    private long checkpoint;
    private long memory;
    private boolean started;
    private long startNanos;

    /**
     * Creates a fresh budget.
     *
     * @param limits the limits
     * @param ambient the clock
     */
    public Budget(EvalLimits limits, Ambient ambient) {
        this.limits = limits;
        this.ambient = ambient;
        this.checkpoint = Math.min(limits.operations(), CLOCK_INTERVAL);
    }

    /**
     * Returns the limits.
     *
     * @return the limits
     */
    public EvalLimits limits() {
        return limits;
    }

    /**
     * Counts operations.
     *
     * @param count how many
     */
    public void spend(long count) {
        operations += count;
        if (operations >= checkpoint) {
            check();
        }
    }

    /**
     * Returns how many operations can be counted together without a limit or the clock being looked at too late.
     *
     * @return the number
     */
    public long unchecked() {
        return checkpoint - operations;
    }

    private void check() {
        if (operations >= limits.operations()) {
            throw Fault.limit("visit-limit", "took too many operations; the limit is " + limits.operations());
        }
        // An evaluation too short for a checkpoint never asks for the time.
        if (!started) {
            started = true;
            startNanos = ambient.nanoTime();
        } else if (ambient.nanoTime() - startNanos >= limits.time().toNanos()) {
            throw Fault.of(SelErrorCategory.TIMEOUT, "timeout", "took too long; the limit is " + limits.time());
        }
        checkpoint = Math.min(limits.operations(), operations + CLOCK_INTERVAL);
    }

    /**
     * Counts a new text, before it is made.
     *
     * @param length its number of characters
     */
    public void addText(long length) {
        allocate(OBJECT_BYTES + CHAR_BYTES * length);
        spend(length / CHARS_PER_OPERATION);
    }

    /**
     * Counts characters put at the end of a text. Only these are new, but all are copied.
     *
     * @param added how many
     * @param length the number of characters of the whole text
     */
    public void extendText(long added, long length) {
        allocate(CHAR_BYTES * added);
        spend(length / CHARS_PER_OPERATION);
    }

    /**
     * Counts new objects, such as the elements of an array or the entries of a map, before they are made.
     *
     * @param count how many
     */
    public void addObjects(long count) {
        allocate(OBJECT_BYTES * count);
    }

    private void allocate(long bytes) {
        memory += bytes;
        if (memory >= limits.memory()) {
            throw Fault.limit(
                    "memory-limit", "made too many or too large objects; the limit is " + limits.memory() + " bytes");
        }
    }
}
