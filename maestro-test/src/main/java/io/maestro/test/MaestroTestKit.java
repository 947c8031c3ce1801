package io.maestro.test;

import static java.util.Objects.requireNonNull;

import io.maestro.Maestro;
import io.maestro.MaestroBuilder;
import io.maestro.RunHandle;
import io.maestro.step.CodedWorkflow;
import io.maestro.step.StepResult;
import io.maestro.store.ScratchDatabase;
import io.maestro.store.Store;
import io.maestro.store.StoreProvider;
import io.maestro.value.ValueCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

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
    private final EffectsLedger effects = new EffectsLedger();
    private final Faults faults = new Faults();
    private final Conditions conditions = new Conditions();
    private final Lives lives;
    private final List<PipelineCoverage> coverages;
    private final Maestro maestro;

    private MaestroTestKit(Builder builder) {
        this.clock = builder.seed.isPresent()
                ? VirtualClock.seeded(builder.start, builder.seed.getAsLong())
                : VirtualClock.at(builder.start);
        this.mocks = new Mocks(builder.strict);
        this.lives =
                new Lives(clock, builder.databases.apply(clock), builder.values(), faults, engines(builder, mocks));
        this.coverages = List.copyOf(builder.coverages);
        this.maestro = new Handles(lives, faults, conditions, clock.turns()).maestro();
        faults.belongTo(lives);
    }

    /** Makes builders that know everything but the clock and the store. */
    private static Supplier<MaestroBuilder> engines(Builder builder, Mocks mocks) {
        var types = List.copyOf(builder.mockedTypes);
        var settings = List.copyOf(builder.settings);
        return () -> {
            var engine = Maestro.builder().drainLimit(Duration.ZERO).stopGrace(Duration.ofSeconds(1));
            types.forEach(type -> engine.stepType(type, context -> StepResult.done()));
            settings.forEach(setting -> setting.accept(engine));
            return engine.stepInterceptor(mocks);
        };
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
        private final List<PipelineCoverage> coverages = new ArrayList<>();
        private Function<InstantSource, ScratchDatabase> databases = StoreKind.MEMORY::scratch;
        private Instant start = Instant.parse("2026-01-01T00:00:00Z");
        private OptionalLong seed = OptionalLong.empty();
        private boolean strict;
        private boolean turnless;
        private boolean valuesAsTheyAre;

        private Builder() {}

        /**
         * Sets the store. Default: one in memory.
         *
         * @param value the store, which is closed with the kit
         * @return this builder
         */
        public Builder store(Store value) {
            requireNonNull(value, "value");
            var unused = new AtomicBoolean(true);
            return stores(() -> {
                if (!unused.getAndSet(false)) {
                    throw new IllegalStateException(
                            "a store is of one kit, and this builder makes another; give it" + " what opens stores");
                }
                return value;
            });
        }

        /**
         * Sets what opens the store of each kit. Default: one in memory.
         *
         * @param value opens a store that nobody else has; it is closed with the kit
         * @return this builder
         */
        public Builder stores(Supplier<Store> value) {
            requireNonNull(value, "value");
            return databases(clock -> new LoneStore(value.get()), false);
        }

        /**
         * Sets what the store of each kit is. Default: one in memory.
         *
         * @param kind the kind of store
         * @return this builder
         */
        public Builder store(StoreKind kind) {
            return databases(kind::scratch, kind != StoreKind.MEMORY);
        }

        /**
         * Sets what makes the database of each kit. Default: one in memory.
         *
         * @param value makes databases, each of which is deleted when its kit is closed
         * @return this builder
         */
        public Builder database(StoreProvider value) {
            requireNonNull(value, "value");
            return databases(clock -> value.scratch(), true);
        }

        private Builder databases(Function<InstantSource, ScratchDatabase> value, boolean takesNoTurns) {
            databases = value;
            turnless = takesNoTurns;
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
         * Has the engine's threads take turns, one at a time, in an order that a seed chooses: which body, commit or timer goes on first of
         * those that could. The same seed gives the same order on the same machine, if the test asks the engine from one thread. For the
         * store in memory: threads of databases and nodes take no turns.
         *
         * @param value the seed
         * @return this builder
         */
        public Builder seed(long value) {
            seed = OptionalLong.of(value);
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
         * Keeps what steps return, and the elements of loops, as the store does. By default, where {@code maestro-jdbc-store} is there, a kit in
         * memory writes them as a database would and hands out what is read back, so that what would not come back fails.
         *
         * @return this builder
         */
        public Builder valuesAsTheyAre() {
            valuesAsTheyAre = true;
            return this;
        }

        private Optional<ValueCodec> values() {
            return valuesAsTheyAre ? Optional.empty() : StoreKind.codec().map(KeptAsText::new);
        }

        /**
         * Changes a setting of the Maestro, such as a listener, a step type or a job template. The clock and the store are set by the
         * kit.
         *
         * @param setting changes it; is called again for each engine that comes after a crash
         * @return this builder
         */
        public Builder with(Consumer<MaestroBuilder> setting) {
            settings.add(requireNonNull(setting, "setting"));
            return this;
        }

        /**
         * Adds what is told, when the kit is closed, what its runs came to.
         *
         * @param value the coverage, which other kits may tell as well
         * @return this builder
         */
        public Builder coverage(PipelineCoverage value) {
            coverages.add(requireNonNull(value, "value"));
            return this;
        }

        /**
         * Builds the kit.
         *
         * @return the kit
         * @throws IllegalStateException if it has a seed and a store that is in a database or has nodes
         * @throws io.maestro.store.StoreException if its store cannot be opened; the message tells what is missing
         */
        public MaestroTestKit build() {
            if (seed.isPresent() && turnless) {
                throw new IllegalStateException(
                        "a seed is for the store in memory: threads of databases and nodes take no turns");
            }
            return new MaestroTestKit(this);
        }

        /**
         * Runs a test many times, each with a kit and a seed of its own, as {@link Seeds} tells.
         *
         * @param count how many times, positive
         * @param test registers, runs and verifies; throws if it fails
         * @throws AssertionError if the test fails; its message names the seed
         */
        public void forSeeds(int count, Consumer<MaestroTestKit> test) {
            requireSeeds(count);
            for (int number = 1; number <= count; number++) {
                try (var kit = seed(number).build()) {
                    test.accept(kit);
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError("with seed " + number + ": " + e.getMessage(), e);
                }
            }
        }

        static void requireSeeds(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("there is one seed at least but there were to be " + count);
            }
        }

        /**
         * Runs a test many times, each with a kit of its own: once without a crash, then with one right before and one right after each
         * commit, as {@link CrashAtEveryCommit} tells.
         *
         * @param test registers, runs and verifies; throws if it fails
         * @throws AssertionError if runs come to another end with a crash than without
         */
        public void crashAtEveryCommit(Consumer<MaestroTestKit> test) {
            var rehearsal = new Rehearsal();
            for (int number = 0; rehearsal.goesOn(number); number++) {
                var play = rehearsal.play(number);
                try (var kit = build()) {
                    play.prepare(kit.faults());
                    test.accept(kit);
                    play.end(kit);
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(play.name() + ": " + e.getMessage(), e);
                }
            }
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
     * Returns what goes wrong.
     *
     * @return the faults
     */
    public Faults faults() {
        return faults;
    }

    /**
     * Returns the ledger of what steps do to the outside.
     *
     * @return the effects
     */
    public EffectsLedger effects() {
        return effects;
    }

    /**
     * Returns what writes and reads values as a database of the stores that are there does.
     *
     * @return the codec, or empty if {@code maestro-jdbc-store} is not there
     */
    public static Optional<ValueCodec> databaseValues() {
        return StoreKind.codec();
    }

    /**
     * Has another process come that shares the store, with all that was registered and will be. It needs a store that has nodes: {@link
     * StoreKind#SHARED_MEMORY} or {@link StoreKind#POSTGRES}.
     *
     * @param name what people call the node
     * @return the node
     * @throws IllegalStateException if the store has no nodes
     */
    public TestNode node(String name) {
        return new TestNode(lives, lives.join(requireNonNull(name, "name")), name);
    }

    /** Returns what all runs have come to, once the engine is at rest. */
    List<String> outcome() {
        clock.advance(Duration.ZERO);
        return Outcome.of(lives.allRuns(), lives.rows());
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

    private void cover() {
        if (!coverages.isEmpty()) {
            var runs = lives.allRuns();
            coverages.forEach(coverage -> coverage.add(lives.rows(), runs));
        }
    }

    /**
     * Closes the Maestro and its store.
     *
     * @throws AssertionError if an answer was given to a step that no registered workflow has, if a step was done again after a crash
     *     although its outcome was recorded, if a condition in Java, which is asked twice, gave two answers, or if the work of a step goes on
     *     although it was interrupted
     */
    @Override
    public void close() {
        try {
            cover();
        } finally {
            lives.close();
        }
        if (!faults.ranAgain().isEmpty()) {
            throw new AssertionError(
                    "steps were done again after a crash although their outcomes were recorded: " + faults.ranAgain());
        }
        conditions.verify();
        var strangers = mocks.strangers();
        if (!strangers.isEmpty()) {
            throw new AssertionError("there are answers for steps that no registered workflow has: " + strangers
                    + "; steps are " + mocks.known());
        }
    }
}
