package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/** Starts a workflow at times (spec: definitions, section 1.9). */
public sealed interface TimeTrigger {

    /**
     * Returns by how much a start may be late. How late the starts of one workflow are is always the same, and differs from
     * workflow to workflow, so that not all of them start at once.
     *
     * @return the longest delay, or empty for none
     */
    Optional<Setting<Duration>> fuzzyMaxDelay();

    /**
     * Starts at the times of a cron expression.
     *
     * @param expression the expression
     * @param timezone the time zone that the times are told in, or empty for UTC
     * @param fuzzyMaxDelay by how much a start may be late, or empty for not at all
     */
    record Cron(CronExpression expression, Optional<ZoneId> timezone, Optional<Setting<Duration>> fuzzyMaxDelay)
            implements TimeTrigger {
        /** Checks that nothing is null. */
        public Cron {
            requireNonNull(expression, "expression");
            requireNonNull(timezone, "timezone");
            requireNonNull(fuzzyMaxDelay, "fuzzyMaxDelay");
        }
    }

    /**
     * Starts at times that have a name.
     *
     * @param schedule the times
     * @param timezone the time zone that the times are told in, or empty for UTC
     * @param fuzzyMaxDelay by how much a start may be late, or empty for not at all
     */
    record Predefined(Schedule schedule, Optional<ZoneId> timezone, Optional<Setting<Duration>> fuzzyMaxDelay)
            implements TimeTrigger {
        /** Checks that nothing is null. */
        public Predefined {
            requireNonNull(schedule, "schedule");
            requireNonNull(timezone, "timezone");
            requireNonNull(fuzzyMaxDelay, "fuzzyMaxDelay");
        }
    }

    /**
     * Starts again and again after an interval. Netflix Maestro has a form for it, but runs it as little as we do: a
     * definition with such a trigger can be read and written, but not registered.
     *
     * @param interval the interval, as it is written
     * @param start the time of the first start, as it is written, or empty
     * @param fuzzyMaxDelay by how much a start may be late, or empty for not at all
     */
    record Interval(String interval, Optional<String> start, Optional<Setting<Duration>> fuzzyMaxDelay)
            implements TimeTrigger {
        /** Checks that nothing is null. */
        public Interval {
            requireNonNull(interval, "interval");
            requireNonNull(start, "start");
            requireNonNull(fuzzyMaxDelay, "fuzzyMaxDelay");
        }
    }

    /** Times that have a name. */
    enum Schedule {
        /** The first minute of each hour. */
        HOURLY("0 * * * *"),
        /** The first minute of each day. */
        DAILY("0 0 * * *"),
        /** The first minute of each Sunday. */
        WEEKLY("0 0 * * 0"),
        /** The first minute of each month. */
        MONTHLY("0 0 1 * *"),
        /** The first minute of each year. */
        YEARLY("0 0 1 1 *");

        private final String cron;

        Schedule(String cron) {
            this.cron = cron;
        }

        /**
         * Returns the times.
         *
         * @return the cron expression that the name stands for
         */
        public CronExpression cron() {
            return new CronExpression(cron);
        }
    }
}
