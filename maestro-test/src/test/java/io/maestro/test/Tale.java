package io.maestro.test;

import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What becomes of a run, by the rules. Times are in nanoseconds since the topmost run began. */
record Tale(String path, long from, long to, RunStatus status, List<Attempt> attempts) {

    /** Stands in place of a time. */
    static final long NEVER = -1;

    /**
     * An attempt of a step.
     *
     * @param began when its work began, or never
     * @param children the runs that worked for it
     * @param awaited whether these end with it
     */
    record Attempt(
            String step,
            int number,
            int visit,
            StepStatus status,
            long began,
            long to,
            List<Tale> children,
            boolean awaited) {

        static Attempt withoutWork(String step, int number, int visit, StepStatus status, long at) {
            return new Attempt(step, number, visit, status, NEVER, at, List.of(), true);
        }

        Attempt as(StepStatus other) {
            return new Attempt(step, number, visit, other, began, to, children, awaited);
        }

        private boolean beginsBefore(long time) {
            return began == NEVER ? to <= time : began < time;
        }

        private Attempt cutAt(long time) {
            return to <= time
                    ? this
                    : new Attempt(
                            step,
                            number,
                            visit,
                            StepStatus.STOPPED,
                            began,
                            time,
                            awaited ? Tale.cutAt(children, time) : children,
                            awaited);
        }
    }

    static List<Tale> cutAt(List<Tale> tales, long time) {
        return tales.stream()
                .filter(tale -> tale.from < time)
                .map(tale -> tale.cutAt(time))
                .toList();
    }

    /** Returns the run as it is if it is stopped at a time at which nothing else happens in it. */
    Tale cutAt(long time) {
        if (to <= time) {
            return this;
        }
        var left = new ArrayList<Attempt>();
        for (var attempt : attempts) {
            if (attempt.beginsBefore(time)) {
                left.add(attempt.cutAt(time));
            } else if (isWaitedForAt(attempt, time)) {
                left.add(Attempt.withoutWork(attempt.step, attempt.number, attempt.visit, StepStatus.STOPPED, time));
            }
        }
        return of(path, from, time, left);
    }

    /** Tells whether an attempt is the next of one that has failed: it is stopped before it begins. */
    private boolean isWaitedForAt(Attempt attempt, long time) {
        return attempts.stream()
                .anyMatch(other -> other.step.equals(attempt.step)
                        && other.number == attempt.number - 1
                        && other.status == StepStatus.USER_FAILED
                        && other.to <= time);
    }

    /** Returns a run that ended with some attempts. */
    static Tale of(String path, long from, long to, List<Attempt> attempts) {
        var statuses = attempts.stream().map(Attempt::status).toList();
        var status = statuses.contains(StepStatus.FATALLY_FAILED) || statuses.contains(StepStatus.INTERNALLY_FAILED)
                ? RunStatus.FAILED
                : statuses.contains(StepStatus.STOPPED) ? RunStatus.STOPPED : RunStatus.SUCCEEDED;
        return new Tale(path, from, to, status, List.copyOf(attempts));
    }

    /** Tells of this run and of those below it, by their paths. */
    void tellInto(Map<String, List<String>> told) {
        told.put(path, lines());
        attempts.forEach(attempt -> attempt.children.forEach(child -> child.tellInto(told)));
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        attempts.forEach(attempt -> lines.add(
                line(attempt.step, attempt.number, attempt.visit, attempt.status, attempt.began, attempt.to)));
        lines.sort(null);
        lines.add(line(status, from, to));
        return lines;
    }

    static String line(String step, int number, int visit, StepStatus status, long began, long to) {
        return "%s#%03d visit %d %s from %d to %d".formatted(step, number, visit, status, began, to);
    }

    static String line(RunStatus status, long from, long to) {
        return "%s from %d to %d".formatted(status, from, to);
    }
}
