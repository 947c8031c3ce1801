package io.maestro.sel;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What one evaluation of an expression may use at most. Every number is a bound that must not be reached, but
 * the stack may be filled. The defaults are Netflix Maestro's; it has no limit on nesting.
 *
 * @param sourceLength characters of the text, the semicolon that completes it included; 10,000
 * @param nesting levels of expressions and statements within each other, for which the stack of a thread of the usual size is
 *     sure to do; 500
 * @param operations visited elements of the program, and characters that a regular expression looks at; 100,000,000
 * @param loopPasses passes of one execution of a loop; 25,001
 * @param stackDepth intermediate values that may wait for an operator or a call at the same time; 128
 * @param arrayLength elements of an array made with {@code new}; 25,001
 * @param memory bytes of the texts, arrays and map entries made, whether still in use or not; 100,000,000
 * @param time the wall time; two minutes
 */
public record EvalLimits(
        int sourceLength,
        int nesting,
        long operations,
        int loopPasses,
        int stackDepth,
        int arrayLength,
        long memory,
        Duration time) {

    private static final EvalLimits DEFAULTS =
            new EvalLimits(10_000, 500, 100_000_000, 25_001, 128, 25_001, 100_000_000, Duration.ofMinutes(2));

    /** Checks that every limit is positive. */
    public EvalLimits {
        requirePositive("sourceLength", sourceLength);
        requirePositive("nesting", nesting);
        requirePositive("operations", operations);
        requirePositive("loopPasses", loopPasses);
        requirePositive("stackDepth", stackDepth);
        requirePositive("arrayLength", arrayLength);
        requirePositive("memory", memory);
        requireNonNull(time, "time");
        if (!time.isPositive()) {
            throw new IllegalArgumentException("time must be positive but was " + time);
        }
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive but was " + value);
        }
    }

    /**
     * Returns the default limits.
     *
     * @return the limits
     */
    public static EvalLimits defaults() {
        return DEFAULTS;
    }

    /**
     * Returns these limits with another length of the text.
     *
     * @param sourceLength the new limit
     * @return the changed limits
     */
    public EvalLimits withSourceLength(int sourceLength) {
        return new EvalLimits(sourceLength, nesting, operations, loopPasses, stackDepth, arrayLength, memory, time);
    }

    /**
     * Returns these limits with another depth of nesting. More than the default is for threads with larger stacks.
     *
     * @param nesting the new limit
     * @return the changed limits
     */
    public EvalLimits withNesting(int nesting) {
        return new EvalLimits(sourceLength, nesting, operations, loopPasses, stackDepth, arrayLength, memory, time);
    }

    /**
     * Returns these limits with another number of operations.
     *
     * @param operations the new limit
     * @return the changed limits
     */
    public EvalLimits withOperations(long operations) {
        return new EvalLimits(sourceLength, nesting, operations, loopPasses, stackDepth, arrayLength, memory, time);
    }

    /**
     * Returns these limits with another number of passes of a loop.
     *
     * @param loopPasses the new limit
     * @return the changed limits
     */
    public EvalLimits withLoopPasses(int loopPasses) {
        return new EvalLimits(sourceLength, nesting, operations, loopPasses, stackDepth, arrayLength, memory, time);
    }

    /**
     * Returns these limits with another number of waiting values.
     *
     * @param stackDepth the new limit
     * @return the changed limits
     */
    public EvalLimits withStackDepth(int stackDepth) {
        return new EvalLimits(sourceLength, nesting, operations, loopPasses, stackDepth, arrayLength, memory, time);
    }

    /**
     * Returns these limits with another length of a new array.
     *
     * @param arrayLength the new limit
     * @return the changed limits
     */
    public EvalLimits withArrayLength(int arrayLength) {
        return new EvalLimits(sourceLength, nesting, operations, loopPasses, stackDepth, arrayLength, memory, time);
    }

    /**
     * Returns these limits with another number of bytes.
     *
     * @param memory the new limit
     * @return the changed limits
     */
    public EvalLimits withMemory(long memory) {
        return new EvalLimits(sourceLength, nesting, operations, loopPasses, stackDepth, arrayLength, memory, time);
    }

    /**
     * Returns these limits with another wall time.
     *
     * @param time the new limit
     * @return the changed limits
     */
    public EvalLimits withTime(Duration time) {
        return new EvalLimits(sourceLength, nesting, operations, loopPasses, stackDepth, arrayLength, memory, time);
    }
}
