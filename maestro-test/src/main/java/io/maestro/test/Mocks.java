package io.maestro.test;

import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.TypedStep;
import io.maestro.run.FailureKind;
import io.maestro.step.StepContext;
import io.maestro.step.StepInterceptor;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stand-ins for the work of steps. Whatever has no answer does what it really does, unless it is {@linkplain
 * MaestroTestKit.Builder#strict strict}. Thread-safe.
 */
public final class Mocks implements StepInterceptor {

    private static final Set<StepType> HARMLESS = Set.of(StepType.JAVA, StepType.NO_OP, StepType.SLEEP);
    private static final String JOB = "mock:";

    private final boolean strict;
    private final Map<StepId, StepMock> ofSteps = new ConcurrentHashMap<>();
    private final Map<StepType, StepMock> ofTypes = new ConcurrentHashMap<>();
    private final Set<StepId> known =
            new ConcurrentSkipListSet<>((one, other) -> one.value().compareTo(other.value()));
    private final Map<String, Answer> underWay = new ConcurrentHashMap<>();
    private final AtomicLong jobs = new AtomicLong();

    Mocks(boolean strict) {
        this.strict = strict;
    }

    /**
     * Returns the mock of a step, also of one in the body of a loop.
     *
     * @param step the id of the step, in whichever workflow; {@link StepMock#when} tells workflows apart
     * @return the mock, each time the same
     * @throws io.maestro.definition.InvalidIdException if the text cannot be the id of a step
     */
    public StepMock step(String step) {
        return ofSteps.computeIfAbsent(new StepId(step), id -> new StepMock());
    }

    /**
     * Returns the mock of all steps of a type. The mock of a step goes before it.
     *
     * @param type the name of the type; case does not matter
     * @return the mock, each time the same
     */
    public StepMock type(String type) {
        return ofTypes.computeIfAbsent(new StepType(type), id -> new StepMock());
    }

    @Override
    public StepRuntime around(Step step, StepRuntime runtime) {
        known.add(step.id());
        return new Mocked(step, runtime);
    }

    /** Finds mocks of steps that no workflow has. */
    List<String> strangers() {
        return ofSteps.entrySet().stream()
                .filter(mock -> mock.getValue().isTold() && !known.contains(mock.getKey()))
                .map(mock -> mock.getKey().value())
                .sorted()
                .toList();
    }

    /** Returns the steps of all workflows. */
    List<String> known() {
        return known.stream().map(StepId::value).toList();
    }

    private Optional<Answer> answer(Step step, StepContext context) {
        var call = StepCall.of(context);
        var ofStep = Optional.ofNullable(ofSteps.get(step.id())).flatMap(mock -> mock.call(call));
        var ofType = type(step).map(ofTypes::get).flatMap(mock -> mock.call(call));
        return ofStep.or(() -> ofType);
    }

    private static Optional<StepType> type(Step step) {
        return step instanceof TypedStep typed ? Optional.of(typed.type()) : Optional.empty();
    }

    private final class Mocked implements StepRuntime {
        private final Step step;
        private final StepRuntime real;

        Mocked(Step step, StepRuntime real) {
            this.step = step;
            this.real = real;
        }

        @Override
        public StepResult start(StepContext context) throws Exception {
            var answer = answer(step, context);
            if (answer.isEmpty()) {
                return strict && type(step).filter(HARMLESS::contains).isEmpty()
                        ? StepResult.failed(FailureKind.FATAL, noAnswer())
                        : real.start(context);
            }
            if (answer.get().after().isZero()) {
                return answer.get().deed().result(context, real);
            }
            var job = JOB + jobs.incrementAndGet();
            underWay.put(job, answer.get());
            return new StepResult.Pending(job, answer.get().after());
        }

        private String noAnswer() {
            return "step '" + step.id() + "'"
                    + type(step).map(type -> " of type '" + type + "'").orElse("")
                    + " works outside of the test and has no answer; give it one by mocks.step(\"" + step.id() + "\")";
        }

        @Override
        public StepResult poll(StepContext context, String jobId) throws Exception {
            var answer = underWay.get(jobId);
            return answer == null ? real.poll(context, jobId) : answer.deed().result(context, real);
        }

        @Override
        public void stop(StepContext context, String jobId) throws Exception {
            if (underWay.remove(jobId) == null) {
                real.stop(context, jobId);
            }
        }
    }
}
