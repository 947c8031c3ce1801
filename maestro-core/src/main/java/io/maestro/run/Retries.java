package io.maestro.run;

/**
 * How many retries of a step were made in a run, by kind of failure.
 *
 * @param error after failures of its own work
 * @param platform after failures of what it runs on
 * @param timeout after attempts that took too long
 */
public record Retries(int error, int platform, int timeout) {

    /** No retry yet. */
    public static final Retries NONE = new Retries(0, 0, 0);

    /**
     * Returns the retries after one more.
     *
     * @param kind the kind of failure that is tried again
     * @return the counts
     * @throws IllegalArgumentException if the kind is {@link FailureKind#FATAL}
     */
    public Retries plusOne(FailureKind kind) {
        return switch (kind) {
            case USER -> new Retries(error + 1, platform, timeout);
            case PLATFORM -> new Retries(error, platform + 1, timeout);
            case TIMEOUT -> new Retries(error, platform, timeout + 1);
            case FATAL -> throw new IllegalArgumentException("a fatal failure is not tried again");
        };
    }

    /**
     * Returns the retries of one kind.
     *
     * @param kind the kind of failure
     * @return the count; 0 for {@link FailureKind#FATAL}
     */
    public int of(FailureKind kind) {
        return switch (kind) {
            case USER -> error;
            case PLATFORM -> platform;
            case TIMEOUT -> timeout;
            case FATAL -> 0;
        };
    }
}
