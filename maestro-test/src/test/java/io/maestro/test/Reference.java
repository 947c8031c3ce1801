package io.maestro.test;

import io.maestro.definition.FailureMode;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.test.Tale.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run comes to by the rules for graphs, cycles, loops and failures, worked out as plainly as they are written down. Shares
 * nothing with the engine: there are no events and no clock. Each part of a pass is told from when to when it lasts, and no part
 * before what it waits for; a run that is stopped is told to its end first and cut afterwards.
 */
final class Reference {

    /** How long a step that failed waits until it is tried again. */
    static final Duration BACKOFF = Duration.ofSeconds(7);

    private static final int MOST_ATTEMPTS = 250;
    private static final long FAILED = -1;

    private final Script script;
    private final IdentityHashMap<Shape, ShapeGraph> graphs = new IdentityHashMap<>();
    private int attemptsTold;

    Reference(Script script) {
        this.script = script;
    }

    /** There would be more to tell than is worth the time. */
    static final class TooLong extends RuntimeException {
        TooLong() {
            super("too long", null, false, false);
        }
    }

    /** Tells a run from its beginning to its end. */
    Tale tell(Shape shape, String path, long from) {
        return new Telling(shape, path).tell(from);
    }

    private final class Telling {
        private final Shape shape;
        private final String path;
        private final ShapeGraph graph;
        private final List<Attempt> attempts = new ArrayList<>();
        private final int[] numbers;
        private final int[] visits;
        private final Map<Way, Boolean> taken = new HashMap<>();
        private final Map<Integer, Integer> passes = new HashMap<>();

        /** A transition by its ends. */
        private record Way(int from, int to) {}

        Telling(Shape shape, String path) {
            this.shape = shape;
            this.path = path;
            this.graph = graphs.computeIfAbsent(shape, ShapeGraph::new);
            this.numbers = new int[shape.steps().size()];
            this.visits = new int[shape.steps().size()];
        }

        Tale tell(long from) {
            pass(graph.all(), ShapeGraph.NONE, true, from);
            long to = attempts.stream().mapToLong(Attempt::to).max().orElse(from);
            var whole = Tale.of(path, from, to, attempts);
            return attempts.stream()
                    .filter(attempt -> attempt.status() == StepStatus.FATALLY_FAILED
                            && mode(attempt) == FailureMode.FAIL_IMMEDIATELY)
                    .min(Comparator.comparingLong(Attempt::to))
                    .map(failed -> whole.cutAt(failed.to()))
                    .orElse(whole);
        }

        private FailureMode mode(Attempt attempt) {
            return shape.steps().stream()
                    .filter(step -> step.id().equals(attempt.step()))
                    .findFirst()
                    .orElseThrow()
                    .mode();
        }

        /** Makes a pass; returns when all steps of it have completed, or that they have not. */
        private long pass(Set<Integer> steps, int header, boolean satisfied, long from) {
            var ends = new TreeMap<Integer, Long>();
            var open = graph.parts(steps, header);
            while (!open.isEmpty()) {
                var ready = open.stream()
                        .filter(part -> ends.keySet().containsAll(leadingInto(part, steps, header)))
                        .findFirst();
                if (ready.isEmpty()) {
                    return FAILED;
                }
                var part = ready.get();
                open.remove(part);
                int entry = part.entry();
                var leading = leadingInto(part, steps, header);
                boolean reached = entry == header
                        ? satisfied
                        : leading.isEmpty()
                                || leading.stream().anyMatch(step -> taken.getOrDefault(new Way(step, entry), false));
                long begin = leading.stream()
                        .mapToLong(step -> ends.getOrDefault(step, from))
                        .max()
                        .orElse(from);
                long end = entry != header && !graph.loop(entry).isEmpty()
                        ? loop(part, reached, begin)
                        : visit(entry, reached, begin);
                if (end != FAILED) {
                    part.steps().forEach(step -> ends.put(step, end));
                }
            }
            return ends.keySet().containsAll(steps)
                    ? ends.values().stream().mapToLong(end -> end).max().orElse(from)
                    : FAILED;
        }

        /** A header waits for others only when its loop begins. */
        private List<Integer> leadingInto(ShapeGraph.Part part, Set<Integer> steps, int header) {
            return part.entry() == header ? List.of() : graph.leadingInto(part, steps);
        }

        /** Makes passes as long as one leads back. */
        private long loop(ShapeGraph.Part part, boolean reached, long from) {
            int header = part.entry();
            long end = from;
            for (int number = 1; ; number++) {
                passes.put(header, number);
                end = pass(part.steps(), header, number > 1 || reached, end);
                if (end == FAILED
                        || part.steps().stream().noneMatch(step -> taken.getOrDefault(new Way(step, header), false))) {
                    return end;
                }
            }
        }

        private long visit(int place, boolean reached, long from) {
            var step = shape.steps().get(place);
            visits[place]++;
            step.successors().forEach(successor -> taken.put(new Way(place, successor), false));
            if (!reached) {
                add(Attempt.withoutWork(step.id(), ++numbers[place], visits[place], StepStatus.UNSATISFIED, from));
                return from;
            }
            var last = attempt(step, place, from);
            for (int retry = 0; last.status() == StepStatus.USER_FAILED; retry++) {
                if (retry == step.retries()) {
                    last = last.as(failure(step));
                } else {
                    add(last);
                    last = attempt(step, place, last.to() + BACKOFF.toNanos());
                }
            }
            last = last.as(leave(step, place, last));
            add(last);
            return last.status().isComplete() ? last.to() : FAILED;
        }

        private void add(Attempt attempt) {
            attempts.add(attempt);
            if (++attemptsTold > MOST_ATTEMPTS) {
                throw new TooLong();
            }
        }

        private StepStatus failure(Shape.Step step) {
            return step.ignoresFailure() ? StepStatus.COMPLETED_WITH_ERROR : StepStatus.FATALLY_FAILED;
        }

        /** Asks the conditions of a step that has completed, and returns what it comes to then. */
        private StepStatus leave(Shape.Step step, int place, Attempt last) {
            if (!last.status().isComplete()) {
                return last.status();
            }
            boolean asked = step.conditional() && !step.successors().isEmpty();
            if (asked && step.kind() instanceof Shape.Work && script.breaks(path, step.id(), last.number())) {
                return StepStatus.INTERNALLY_FAILED;
            }
            boolean tooFar = false;
            for (int successor : step.successors()) {
                var to = shape.steps().get(successor).id();
                boolean holds = !asked || script.holds(path, step.id(), last.number(), to);
                boolean beyond = holds
                        && graph.isWayBack(place, successor)
                        && passes.getOrDefault(successor, 1) >= step.maxPasses();
                tooFar |= beyond;
                taken.put(new Way(place, successor), holds && !beyond);
            }
            return tooFar ? failure(step) : last.status();
        }

        private Attempt attempt(Shape.Step step, int place, long from) {
            int number = ++numbers[place];
            return switch (step.kind()) {
                case Shape.Work work -> {
                    var status = switch (script.end(path, step.id(), number)) {
                        case DONE -> StepStatus.SUCCEEDED;
                        case ERROR -> StepStatus.USER_FAILED;
                        case FATAL -> failure(step);
                    };
                    long to = from + script.duration(path, step.id(), number);
                    yield new Attempt(step.id(), number, visits[place], status, from, to, List.of(), true);
                }
                case Shape.Foreach foreach -> {
                    int size = foreach.coded() ? script.size(path, step.id(), number) : foreach.size();
                    var runs = iterations(step, foreach, size, number, from);
                    yield delegated(step, place, from, runs);
                }
                case Shape.While loop -> delegated(step, place, from, iterations(step, loop, number, from));
                case Shape.Subworkflow subworkflow -> {
                    var run = tell(subworkflow.body(), Script.child(path, step.id(), number, 1), from);
                    yield subworkflow.sync()
                            ? delegated(step, place, from, List.of(run))
                            : new Attempt(
                                    step.id(),
                                    number,
                                    visits[place],
                                    StepStatus.SUCCEEDED,
                                    from,
                                    from,
                                    List.of(run),
                                    false);
                }
            };
        }

        /** Lets as many iterations run at once as may, and none begin after one has failed. */
        private List<Tale> iterations(Shape.Step step, Shape.Foreach foreach, int size, int number, long from) {
            var ended = new ArrayList<Tale>();
            var running = new TreeMap<Integer, Tale>();
            long now = from;
            int begun = 0;
            boolean failed = false;
            while (true) {
                while (!failed && begun < size && occupied(foreach, running, begun) < foreach.concurrency()) {
                    begun++;
                    running.put(begun, tell(foreach.body(), Script.child(path, step.id(), number, begun), now));
                }
                if (running.isEmpty()) {
                    return ended;
                }
                var first = running.values().stream()
                        .min(Comparator.comparingLong(Tale::to))
                        .orElseThrow();
                running.values().remove(first);
                ended.add(first);
                now = first.to();
                failed |= first.status() == RunStatus.FAILED;
                if (failed && step.mode() == FailureMode.FAIL_IMMEDIATELY) {
                    ended.addAll(Tale.cutAt(List.copyOf(running.values()), now));
                    return ended;
                }
            }
        }

        /** With strict ordering, those between the oldest that runs and the newest keep their place. */
        private int occupied(Shape.Foreach foreach, SortedMap<Integer, Tale> running, int begun) {
            return foreach.strict() && !running.isEmpty() ? begun - running.firstKey() + 1 : running.size();
        }

        private List<Tale> iterations(Shape.Step step, Shape.While loop, int number, long from) {
            var ended = new ArrayList<Tale>();
            long now = from;
            for (int iteration = 1; iteration <= loop.times(); iteration++) {
                var run = tell(loop.body(), Script.child(path, step.id(), number, iteration), now);
                ended.add(run);
                now = run.to();
                if (run.status() == RunStatus.FAILED) {
                    break;
                }
            }
            return ended;
        }

        private Attempt delegated(Shape.Step step, int place, long from, List<Tale> runs) {
            long to = runs.stream().mapToLong(Tale::to).max().orElse(from);
            boolean failed = runs.stream().anyMatch(run -> run.status() == RunStatus.FAILED);
            var status = failed ? failure(step) : StepStatus.SUCCEEDED;
            return new Attempt(step.id(), numbers[place], visits[place], status, from, to, runs, true);
        }

        private Tale tell(Shape body, String child, long from) {
            return Reference.this.tell(body, child, from);
        }
    }
}
