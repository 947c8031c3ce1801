package io.maestro.test;

import static java.util.Objects.requireNonNull;

import io.maestro.Maestro;
import io.maestro.MaestroBuilder;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.step.CodedWorkflow;
import io.maestro.step.StepResult;
import io.maestro.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A Maestro for a test, on a clock of the test's: the engine is the one of production, time and the outside are not. Thread-safe.
 *
 * {@snippet :
 * try (var kit = MaestroTestKit.create()) {
 *     kit.mocks().step("charge").fails(new IOException("no route")).returns("receipt 17");
 *     var run = kit.run(payment, Map.of("order", 17));
 *     assertThat(run).succeeded().step("charge").ranTimes(2);
 * }
 * }
 *
 * <p>With JUnit, {@link MaestroTest} makes one for each test.
 */
public final class MaestroTestKit implements AutoCloseable {

    private final VirtualClock clock;
    private final Mocks mocks;
    private final Maestro maestro;

    private MaestroTestKit(Builder builder) {
        this.clock = VirtualClock.at(builder.start);
        this.mocks = new Mocks(builder.strict);
        var underneath = Maestro.builder()
                .store(builder.store.orElseGet(Stores::inMemory))
                .drainLimit(Duration.ZERO)
                .stopGrace(Duration.ofSeconds(1));
        builder.mockedTypes.forEach(type -> underneath.stepType(type, context -> StepResult.done()));
        builder.settings.forEach(setting -> setting.accept(underneath));
        this.maestro = underneath.time(clock).stepInterceptor(mocks).build();
    }

    /**
     * Returns a kit with every option at its default.
     *
     * @return the kit
     */
    public static MaestroTestKit create() {
        return builder().build();
    }

    /**
     * Returns a builder of a kit.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the options of a {@link MaestroTestKit}. Not thread-safe. */
    public static final class Builder {
        private final List<Consumer<MaestroBuilder>> settings = new ArrayList<>();
        private final List<String> mockedTypes = new ArrayList<>();
        private Optional<Store> store = Optional.empty();
        private Instant start = Instant.parse("2026-01-01T00:00:00Z");
        private boolean strict;

        private Builder() {}

        /**
         * Sets the store. Default: one in memory.
         *
         * @param value the store, which is closed with the kit
         * @return this builder
         */
        public Builder store(Store value) {
            store = Optional.of(value);
            return this;
        }

        /**
         * Sets what the clock shows at first. Default: the first instant of 2026.
         *
         * @param value the instant
         * @return this builder
         */
        public Builder startAt(Instant value) {
            start = requireNonNull(value, "value");
            return this;
        }

        /**
         * Adds a step type that does nothing, for definitions with steps whose real type the test does not have.
         *
         * @param name the name of the type; case does not matter
         * @return this builder
         */
        public Builder mockType(String name) {
            mockedTypes.add(requireNonNull(name, "name"));
            return this;
        }

        /**
         * Has steps fail whose work is neither Java nor built in, unless a mock answers for them: nothing outside of the test is touched
         * by mistake.
         *
         * @return this builder
         */
        public Builder strict() {
            strict = true;
            return this;
        }

        /**
         * Changes a setting of the Maestro, such as a listener, a step type or a job template. The clock and the store are set by the
         * kit.
         *
         * @param setting changes it
         * @return this builder
         */
        public Builder with(Consumer<MaestroBuilder> setting) {
            settings.add(requireNonNull(setting, "setting"));
            return this;
        }

        /**
         * Builds the kit.
         *
         * @return the kit
         */
        public MaestroTestKit build() {
            return new MaestroTestKit(this);
        }
    }

    /**
     * Returns the Maestro.
     *
     * @return the Maestro
     */
    public Maestro maestro() {
        return maestro;
    }

    /**
     * Returns its clock.
     *
     * @return the clock
     */
    public VirtualClock clock() {
        return clock;
    }

    /**
     * Returns what stands in for the work of its steps.
     *
     * @return the mocks
     */
    public Mocks mocks() {
        return mocks;
    }

    /**
     * Registers a workflow, starts it, and lets time pass until its run has ended.
     *
     * @param workflow the workflow
     * @param params params by name, as {@link Maestro#start(String, Map)} takes them
     * @return the run, which has ended
     * @throws AssertionError if it does not end, as {@link VirtualClock#awaitEnd} tells
     */
    public RunHandle run(CodedWorkflow workflow, Map<String, ?> params) {
        var run = maestro.register(workflow).start(params);
        clock.awaitEnd(run);
        return run;
    }

    /**
     * Registers a workflow, starts it without params, and lets time pass until its run has ended.
     *
     * @param workflow the workflow
     * @return the run, which has ended
     * @throws AssertionError if it does not end, as {@link VirtualClock#awaitEnd} tells
     */
    public RunHandle run(CodedWorkflow workflow) {
        return run(workflow, Map.of());
    }

    /**
     * Closes the Maestro and its store.
     *
     * @throws AssertionError if an answer was given to a step that no registered workflow has
     */
    @Override
    public void close() {
        maestro.close();
        var strangers = mocks.strangers();
        if (!strangers.isEmpty()) {
            throw new AssertionError("there are answers for steps that no registered workflow has: " + strangers
                    + "; steps are " + mocks.known());
        }
    }
}
