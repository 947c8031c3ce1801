package io.maestro.test;

import static java.util.Objects.requireNonNull;

import io.maestro.RunHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file that holds what a run came to, with the runs below it: statuses, attempts, times, params, outputs, errors and which way it
 * went. {@link RunAssert#isLike} compares another run with it. Immutable.
 *
 * {@snippet :
 * assertThat(kit.run(payment, Map.of("order", 17))).isLike(GoldenRun.of(Path.of("src/test/golden/payment.txt")));
 * }
 *
 * <p>The file is text, to be kept with the test and read in reviews. A test that runs with the system property {@value #UPDATE} set to
 * {@code true} writes it, and compares nothing.
 *
 * <p>What differs from run to run is not in it: times are counted from when the run was accepted, ids of these runs are replaced by what they
 * name, UUIDs by {@code {uuid}}, and params that the engine gives are left out, as are external jobs, stack traces, and how often work
 * was begun again after a crash. The values of sensitive params are replaced by {@code ***} wherever they are found. Of subworkflows that are
 * not waited for, only the step is told.
 */
public final class GoldenRun {

    /** The name of the system property that has golden runs be recorded anew: {@value}. */
    public static final String UPDATE = "maestro.golden.update";

    private static final String HEADING = """
            # What a run came to. Written by its test, when that runs with -D%s=true; see GoldenRun.

            """.formatted(UPDATE);

    private static final int TOLD = 10;

    private final Path file;
    private final boolean update;

    GoldenRun(Path file, boolean update) {
        this.file = requireNonNull(file, "file");
        this.update = update;
    }

    /**
     * Returns the golden run of a file, which need not be there yet.
     *
     * @param file the file; a relative path begins where the test is run, which is the folder of the module for Maven and Gradle
     * @return the golden run
     */
    public static GoldenRun of(Path file) {
        return new GoldenRun(file, Boolean.getBoolean(UPDATE));
    }

    /**
     * Returns the file.
     *
     * @return the file
     */
    public Path file() {
        return file;
    }

    /**
     * Writes what a run came to, in the place of what is in the file.
     *
     * @param run the run
     * @throws UncheckedIOException if the file cannot be written
     */
    public void record(RunHandle run) {
        write(Recording.of(run));
    }

    private void write(RunFacts facts) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, HEADING + facts.text());
        } catch (IOException e) {
            throw new UncheckedIOException("golden run '" + file + "' cannot be written", e);
        }
    }

    /** Tells what is not as recorded; records it instead if that is asked for. */
    Optional<String> complaint(RunHandle run) {
        if (update) {
            record(run);
            return Optional.empty();
        }
        if (Files.notExists(file)) {
            return Optional.of("the run was to be like that of '" + file + "', which does not exist; to record it, "
                    + "run the test once with -D" + UPDATE + "=true");
        }
        try {
            // Read back, since that is what the recorded one is.
            var now = RunFacts.read(Recording.of(run).text());
            return told(RunFacts.read(Files.readString(file)).differencesTo(now));
        } catch (IllegalArgumentException e) {
            return Optional.of("golden run '" + file + "' cannot be read: " + e.getMessage() + anew());
        } catch (IOException e) {
            throw new UncheckedIOException("golden run '" + file + "' cannot be read", e);
        }
    }

    private Optional<String> told(List<String> differences) {
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        int more = Math.max(0, differences.size() - TOLD);
        return Optional.of("the run was to be like that of '" + file + "' but is not (- recorded, + now):\n"
                + String.join("\n", differences.subList(0, differences.size() - more))
                + (more == 0 ? "" : "\nand so on, for " + more + " more runs and attempts")
                + anew());
    }

    private static String anew() {
        return "\nto record it anew, run the test once with -D" + UPDATE + "=true";
    }
}
