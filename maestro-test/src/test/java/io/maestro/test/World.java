package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.StepId;
import io.maestro.step.StepBody;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What an engine's bodies did, and what they share with the bodies of the engine before. */
final class World {
    final Set<String> ran = ConcurrentHashMap.newKeySet();
    final Set<String> polled = ConcurrentHashMap.newKeySet();
    final Set<String> jobs;
    final Gate gate = new Gate();

    World(Set<String> jobs) {
        this.jobs = jobs;
    }

    StepBody<Object> body(Object output) {
        return context -> {
            ran.add(context.stepId() + "#" + context.attempt());
            return output;
        };
    }

    /** Returns the number of its attempt, which goes on counting from visit to visit. */
    StepBody<Object> counting() {
        return context -> {
            ran.add(context.stepId() + "#" + context.attempt());
            return context.attempt();
        };
    }

    StepBody<Object> failing(int until) {
        return context -> {
            ran.add(context.stepId() + "#" + context.attempt());
            if (context.attempt() < until) {
                throw new IllegalStateException("attempt " + context.attempt());
            }
            return context.attempt();
        };
    }

    StepBody<Object> sum(String... steps) {
        return context -> {
            ran.add(context.stepId() + "#" + context.attempt());
            return Stream.of(steps)
                    .mapToInt(step -> (Integer) context.output(new StepId(step)))
                    .sum();
        };
    }

    /** Ends well although it is asked to stop. */
    StepBody<Object> stubborn(Gate until) {
        return context -> {
            ran.add(context.stepId() + "#" + context.attempt());
            until.passStubbornly();
            return 5;
        };
    }

    StepBody<Object> waiting() {
        return context -> {
            ran.add(context.stepId() + "#" + context.attempt());
            gate.pass();
            return 0;
        };
    }

    /** Returns a job elsewhere, which is done after 20 seconds and is asked every 10. */
    StepRuntime job() {
        return new Job(this);
    }

    private record Job(World world) implements StepRuntime {
        @Override
        public StepResult start(StepContext context) {
            world.ran.add(context.stepId() + "#" + context.attempt());
            var id = "job of " + context.idempotencyKey();
            world.jobs.add(id);
            return new StepResult.Pending(id, Duration.ofSeconds(10));
        }

        @Override
        public StepResult poll(StepContext context, String jobId) {
            assertThat(world.jobs).contains(jobId);
            world.polled.add(context.stepId() + "#" + context.attempt());
            return Duration.between(context.startedAt(), context.now()).compareTo(Duration.ofSeconds(20)) < 0
                    ? new StepResult.Pending(jobId, Duration.ofSeconds(10))
                    : StepResult.done("done");
        }
    }
}
