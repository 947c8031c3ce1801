package io.maestro.test;

import java.util.ArrayList;
import java.util.List;

/**
 * A test that is played again and again: without a crash first, then with one before and one after each commit. One at a time, so it
 * needs no lock.
 */
final class Rehearsal {

    private List<String> end = List.of();
    private int commits;

    /** One run of the test. */
    final class Play {
        private final int number;

        private Play(int number) {
            this.number = number;
        }

        private boolean isPlain() {
            return number == 0;
        }

        private int commit() {
            return (number + 1) / 2;
        }

        private boolean isBefore() {
            return number % 2 == 1;
        }

        /** Returns what it is, for people. */
        String name() {
            return isPlain()
                    ? "without a crash"
                    : "crash " + (isBefore() ? "before" : "after") + " commit " + commit() + " of " + commits;
        }

        void prepare(Faults faults) {
            if (isPlain()) {
                return;
            }
            var point = CrashPoint.commit(commit());
            var unused = isBefore() ? faults.crashBefore(point) : faults.crashAfter(point);
        }

        /** Compares what the kit has come to, once the test has passed. */
        void end(MaestroTestKit kit) {
            var here = kit.outcome();
            if (isPlain()) {
                end = here;
                commits = kit.faults().commits();
            } else if (!here.equals(end)) {
                throw new AssertionError(name() + ": the runs come to another end than without a crash:"
                        + onlyIn("without", end, here) + onlyIn("with it", here, end));
            }
        }

        private static String onlyIn(String what, List<String> lines, List<String> others) {
            var only = new ArrayList<>(lines);
            others.forEach(only::remove);
            return only.isEmpty() ? "" : "\n" + what + ":\n  " + String.join("\n  ", only);
        }
    }

    /** Tells whether the test is to be played once more. Asked when the play before is over. */
    boolean goesOn(int number) {
        return number <= 2 * commits;
    }

    Play play(int number) {
        return new Play(number);
    }
}
