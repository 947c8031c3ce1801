package io.maestro.test;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.run.FailureKind;
import io.maestro.run.RunId;
import io.maestro.step.StepBody;
import io.maestro.step.StepResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What stands in for the work of a step, or of all steps of a type. Thread-safe.
 *
 * {@snippet :
 * mocks.step("charge").fails(new IOException("no route to the bank")).times(2).returns("receipt 17");
 * }
 *
 * <p>Each method that gives an answer adds it to a sequence: the first call gets the first answer, and when they run out the last one is
 * given again and again. Calls count in the order in which they come, those of all runs together; {@link #when} tells them
 * apart. An attempt that is begun again, after a crash for instance, gets the answer that it got before. As long as there is no answer, the step does what it really does, and its calls are noted all the same.
 */
public final class StepMock {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Answer> answers = new ArrayList<>();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<StepCall> calls = new CopyOnWriteArrayList<>();
    private final Map<Attempt, Answer> given = new HashMap<>();

    private record Attempt(RunId run, StepId step, int number) {}

    private record Rule(Predicate<StepCall> condition, StepMock mock) {}

    StepMock() {}

    /**
     * Answers with an output.
     *
     * @param output what the step returns
     * @return this mock
     */
    public StepMock returns(Object output) {
        return add(Answer.returning(requireNonNull(output, "output")));
    }

    /**
     * Answers with whatever the runtime of a step type can say.
     *
     * @param result the answer
     * @return this mock
     */
    public StepMock returns(StepResult result) {
        requireNonNull(result, "result");
        return add(new Answer((context, real) -> result));
    }

    /**
     * Answers that the work is done and returns nothing.
     *
     * @return this mock
     */
    public StepMock succeeds() {
        return returns(StepResult.done());
    }

    /**
     * Answers by throwing. A step in Java fails by it as by what its body throws; any other step fails for good.
     *
     * @param exception what to throw
     * @return this mock
     */
    public StepMock fails(Exception exception) {
        return add(Answer.throwing(requireNonNull(exception, "exception")));
    }

    /**
     * Answers that the work failed.
     *
     * @param kind whose failure it is, on which it depends whether and when it is tried again
     * @param message why
     * @return this mock
     */
    public StepMock fails(FailureKind kind, String message) {
        return add(Answer.failing(requireNonNull(kind, "kind"), requireNonNull(message, "message")));
    }

    /**
     * Answers with what some code does instead.
     *
     * @param body the code; may return null where the step has no output
     * @return this mock
     */
    public StepMock does(StepBody<?> body) {
        return add(Answer.doing(requireNonNull(body, "body")));
    }

    /**
     * Answers with what the step really does.
     *
     * @return this mock
     */
    public StepMock doesItsWork() {
        return add(Answer.ofReal());
    }

    /**
     * Answers never: the step comes to its timeout, or is stopped. That holds no thread, so virtual time goes on.
     *
     * @return this mock
     */
    public StepMock hangs() {
        return add(Answer.never());
    }

    /**
     * Has the answer that was added last be given so often before the next.
     *
     * @param calls to how many calls, positive
     * @return this mock
     */
    public StepMock times(int calls) {
        if (calls < 1) {
            throw new IllegalArgumentException(
                    "an answer is given once at least but was to be given " + calls + " times");
        }
        lock.lock();
        try {
            var last = last();
            for (int i = 1; i < calls; i++) {
                answers.add(last);
            }
        } finally {
            lock.unlock();
        }
        return this;
    }

    /**
     * Has the answer that was added last come after some virtual time. The step waits for that as for a job, without a thread.
     *
     * @param time how much, positive
     * @return this mock
     */
    public StepMock after(Duration time) {
        if (!time.isPositive()) {
            throw new IllegalArgumentException("an answer comes after some time but that was to be " + time);
        }
        lock.lock();
        try {
            answers.set(answers.size() - 1, last().after(time));
        } finally {
            lock.unlock();
        }
        return this;
    }

    private Answer last() {
        if (answers.isEmpty()) {
            throw new IllegalStateException("there is no answer yet that this could be about");
        }
        return answers.getLast();
    }

    /**
     * Returns a mock for some of the calls of this one, which has a sequence of answers of its own and goes before this one, and
     * before those that were made so earlier.
     *
     * {@snippet :
     * mocks.step("charge").when(call -> call.attempt() == 2).returns("receipt 17");
     * }
     *
     * @param condition which calls
     * @return the other mock
     */
    public StepMock when(Predicate<StepCall> condition) {
        var mock = new StepMock();
        rules.addFirst(new Rule(requireNonNull(condition, "condition"), mock));
        return mock;
    }

    /**
     * Returns the calls so far.
     *
     * @return the calls, in the order in which they came
     */
    public List<StepCall> calls() {
        return List.copyOf(calls);
    }

    private StepMock add(Answer answer) {
        lock.lock();
        try {
            answers.add(answer);
        } finally {
            lock.unlock();
        }
        return this;
    }

    /** Tells whether there is an answer to any call. */
    boolean isTold() {
        lock.lock();
        try {
            return !answers.isEmpty()
                    || rules.stream().anyMatch(rule -> rule.mock().isTold());
        } finally {
            lock.unlock();
        }
    }

    /** Notes a call, and returns the answer to it, if there is one. */
    Optional<Answer> call(StepCall call) {
        calls.add(call);
        return rules.stream()
                .filter(rule -> rule.condition().test(call))
                .findFirst()
                .flatMap(rule -> rule.mock().call(call))
                .or(() -> next(call));
    }

    /** An attempt that is begun again, after a crash for instance, gets the answer that it had. */
    private Optional<Answer> next(StepCall call) {
        lock.lock();
        try {
            return answers.isEmpty()
                    ? Optional.empty()
                    : Optional.of(given.computeIfAbsent(
                            new Attempt(call.runId(), call.step(), call.attempt()),
                            attempt -> answers.get(Math.min(given.size(), answers.size() - 1))));
        } finally {
            lock.unlock();
        }
    }
}
