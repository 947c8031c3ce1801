package io.maestro.test;

import java.util.SplittableRandom;

/**
 * What happens in the runs of a random workflow, told by a seed: how long work takes, how it ends, which conditions hold. A run is
 * known by its path, the steps, attempts and iterations that lead to it.
 */
record Script(long seed) {

    private static final long LONGEST = 100_000_000_000L;
    private static final long PRIME = 0x100000001b3L;

    /** How work ends. */
    enum End {
        DONE,
        ERROR,
        FATAL
    }

    static String child(String path, String step, int attempt, long number) {
        return path + "/" + step + "#" + attempt + "." + number;
    }

    /** Returns how long work takes, in nanoseconds: so finely that no two ever end at the same instant. */
    long duration(String path, String step, int attempt) {
        return 1 + random(path, step, attempt, "duration").nextLong(LONGEST);
    }

    End end(String path, String step, int attempt) {
        return switch (random(path, step, attempt, "end").nextInt(20)) {
            case 0, 1 -> End.ERROR;
            case 2 -> End.FATAL;
            default -> End.DONE;
        };
    }

    /** Returns over how many elements a foreach iterates that leaves it to its code. */
    int size(String path, String step, int attempt) {
        return random(path, step, attempt, "size").nextInt(5);
    }

    /** Tells whether the conditions of work cannot be evaluated. */
    boolean breaks(String path, String step, int attempt) {
        return random(path, step, attempt, "breaks").nextInt(50) == 0;
    }

    boolean holds(String path, String step, int attempt, String successor) {
        return random(path, step, attempt, successor).nextInt(3) != 0;
    }

    private SplittableRandom random(String path, String step, int attempt, String question) {
        long key = seed;
        var text = Script.child(path, step, attempt, 0) + question;
        for (int i = 0; i < text.length(); i++) {
            key = (key ^ text.charAt(i)) * PRIME;
        }
        return new SplittableRandom(key);
    }
}
