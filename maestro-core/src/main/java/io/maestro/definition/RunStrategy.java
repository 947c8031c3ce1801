package io.maestro.definition;

import static java.util.Objects.requireNonNull;

/**
 * How the instances of one workflow stand to each other (spec: definitions, section 1.4.1).
 *
 * @param rule the rule
 * @param workflowConcurrency how many instances may run at once, 1 to 1000; above 1 only for {@link Rule#PARALLEL}
 */
public record RunStrategy(Rule rule, int workflowConcurrency) {

    /** The largest workflow concurrency. */
    public static final int MAX_CONCURRENCY = 1000;

    /** The rules. */
    public enum Rule {
        /** One at a time, oldest first. */
        SEQUENTIAL,
        /** One at a time, and a failed run blocks those behind it. */
        STRICT_SEQUENTIAL,
        /** A new instance is stopped at once if there is one that has not ended. */
        FIRST_ONLY,
        /** A new instance stops the one that has not ended, then runs. */
        LAST_ONLY,
        /** Up to the workflow concurrency at once. */
        PARALLEL,
        /** One at a time; a new instance takes the place of the one that waits. */
        SERIAL_LATEST_ONLY,
        /** As many at once as are started. Netflix Maestro has no such rule. */
        UNLIMITED;

        /**
         * Returns the concurrency of a strategy that names only this rule.
         *
         * @return 20 for {@link #PARALLEL}, else 1; it does not matter for {@link #UNLIMITED}
         */
        public int defaultConcurrency() {
            return this == PARALLEL ? 20 : 1;
        }
    }

    /** Checks the concurrency against the rule. */
    public RunStrategy {
        requireNonNull(rule, "rule");
        if (workflowConcurrency < 1 || workflowConcurrency > MAX_CONCURRENCY) {
            throw new IllegalArgumentException("the workflow concurrency must be from 1 to " + MAX_CONCURRENCY
                    + " but was " + workflowConcurrency);
        }
        if (workflowConcurrency > 1 && rule != Rule.PARALLEL) {
            throw new IllegalArgumentException(
                    "only PARALLEL takes a workflow concurrency above 1 but " + rule + " had " + workflowConcurrency);
        }
    }

    /**
     * Returns the strategy of a rule with its default concurrency.
     *
     * @param rule the rule
     * @return the strategy
     */
    public static RunStrategy of(Rule rule) {
        return new RunStrategy(rule, rule.defaultConcurrency());
    }

    /**
     * Returns the strategy that lets as many instances run at once as are started.
     *
     * @return the strategy
     */
    public static RunStrategy unlimited() {
        return of(Rule.UNLIMITED);
    }

    /**
     * Returns the strategy that lets a number of instances run at once.
     *
     * @param workflowConcurrency how many, 1 to 1000
     * @return the strategy
     */
    public static RunStrategy parallel(int workflowConcurrency) {
        return new RunStrategy(Rule.PARALLEL, workflowConcurrency);
    }
}
