package io.maestro.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * Something that is done many times, and told as the processor time and the time by the clock of one. The processor time is that of
 * the whole process, with what the collector and the compiler take; the load of the machine disturbs it less.
 */
final class Repeated {

    private static final int REPETITIONS = 5;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Does something a number of times. */
    interface Job {
        void run(int times) throws Exception;
    }

    private final String name;
    private final int times;
    private final int perTime;
    private final Job job;
    private final double[] cpuNanos = new double[REPETITIONS];
    private final double[] nanos = new double[REPETITIONS];

    /**
     * Creates something that was not done yet.
     *
     * @param name what is told of it
     * @param times how often one repetition does it
     * @param perTime into how many units each of them divides
     * @param job does it
     */
    Repeated(String name, int times, int perTime, Job job) {
        this.name = name;
        this.times = times;
        this.perTime = perTime;
        this.job = job;
    }

    /** Warms up and measures. */
    static Repeated measure(String name, int times, int perTime, Job job) throws Exception {
        var repeated = new Repeated(name, times, perTime, job);
        for (int i = 0; i < 3; i++) {
            job.run(times);
        }
        for (int i = 0; i < REPETITIONS; i++) {
            repeated.measure(i);
        }
        return repeated;
    }

    /** Warms several up and measures them in turn, so that what the machine does meanwhile falls on all of them. */
    static void measureInTurn(Iterable<Repeated> all) throws Exception {
        for (var each : all) {
            each.job.run(each.times);
        }
        for (int i = 0; i < REPETITIONS; i++) {
            for (var each : all) {
                each.measure(i);
            }
        }
    }

    private void measure(int repetition) throws Exception {
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        job.run(times);
        nanos[repetition] = (double) (System.nanoTime() - start) / times / perTime;
        cpuNanos[repetition] = (double) (SYSTEM.getProcessCpuTime() - cpu) / times / perTime;
    }

    private static double median(double[] some) {
        var sorted = some.clone();
        Arrays.sort(sorted);
        return sorted[REPETITIONS / 2];
    }

    /** Returns one line: name, processor time of one with its range, how many times another it costs, and the time by the clock. */
    String comparedWith(Repeated other) {
        return String.format(
                Locale.ROOT,
                "%-52s %,9.0f ns of a processor [%,.0f..%,.0f]  %5.2f x  %,9.0f ns by the clock",
                name,
                median(cpuNanos),
                Arrays.stream(cpuNanos).min().orElseThrow(),
                Arrays.stream(cpuNanos).max().orElseThrow(),
                median(cpuNanos) / median(other.cpuNanos),
                median(nanos));
    }

    /** Returns the JVM and the load of the machine, which figures must be told with. */
    static String machine() {
        return String.format(
                Locale.ROOT,
                "%s %s, %d processors, load %.1f",
                System.getProperty("java.vm.name"),
                System.getProperty("java.version"),
                SYSTEM.getAvailableProcessors(),
                SYSTEM.getSystemLoadAverage());
    }
}
