package io.maestro;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.StepType;
import io.maestro.definition.WorkflowId;
import io.maestro.event.MaestroListener;
import io.maestro.internal.engine.EngineSettings;
import io.maestro.internal.engine.Retentions;
import io.maestro.internal.engine.SystemClock;
import io.maestro.internal.graph.check.TemplatesCheck;
import io.maestro.internal.kernel.HostRules;
import io.maestro.internal.template.JobTemplates;
import io.maestro.permit.HostLimit;
import io.maestro.sel.EvalLimits;
import io.maestro.step.StepInterceptor;
import io.maestro.step.StepRuntime;
import io.maestro.store.Retention;
import io.maestro.store.Store;
import io.maestro.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the options of a {@link Maestro}. Not thread-safe. */
public final class MaestroBuilder {

    private final Map<StepType, StepRuntime> stepTypes = new LinkedHashMap<>();
    private final List<StepInterceptor> stepInterceptors = new ArrayList<>();
    private final List<JobTemplate.Definition> jobTemplates = new ArrayList<>();
    private final List<MaestroListener> listeners = new ArrayList<>();
    private final List<HostLimit> limits = new ArrayList<>();
    private final Map<WorkflowId, Retention> ownRetentions = new HashMap<>();
    private Optional<Store> store = Optional.empty();
    private Optional<TimeSource> time = Optional.empty();
    private EvalLimits evalLimits = EvalLimits.defaults();
    private String environment = "test";
    private Duration stopGrace = Duration.ofSeconds(30);
    private int recoveryLimit = 10;
    private Duration startLimit = Duration.ofSeconds(30);
    private Duration answerLimit = Duration.ofSeconds(30);
    private Duration drainLimit = Duration.ofSeconds(10);
    private Duration napLimit = Duration.ofSeconds(10);
    private Retention retention = Retention.everything();
    private Optional<Duration> checkInterval = Optional.empty();

    MaestroBuilder() {}

    /**
     * Keeps facts in a store. Default: {@link Stores#inMemory()}. The store is closed with the Maestro.
     *
     * @param newStore the store
     * @return this builder
     */
    public MaestroBuilder store(Store newStore) {
        store = Optional.of(newStore);
        return this;
    }

    /**
     * Takes the time from another source than the machine's clock; for tests.
     *
     * @param source the source
     * @return this builder
     */
    public MaestroBuilder time(TimeSource source) {
        time = Optional.of(source);
        return this;
    }

    /**
     * Adds a step type, or puts it in the place of the one of that name. {@code NoOp} and {@code Sleep} are built in.
     *
     * @param name the name by which definitions call it; case does not matter
     * @param runtime what does the work
     * @return this builder
     * @throws IllegalArgumentException if the name is blank, or {@code Java}, which is taken
     */
    public MaestroBuilder stepType(String name, StepRuntime runtime) {
        var type = new StepType(name);
        if (type.equals(StepType.JAVA)) {
            throw new IllegalArgumentException("the step type 'Java' stands for code that comes with a definition");
        }
        stepTypes.put(type, requireNonNull(runtime, "runtime"));
        return this;
    }

    /**
     * Adds what stands around the work of all steps, outside of those that were added before.
     *
     * @param interceptor the interceptor
     * @return this builder
     */
    public MaestroBuilder stepInterceptor(StepInterceptor interceptor) {
        stepInterceptors.add(requireNonNull(interceptor, "interceptor"));
        return this;
    }

    /**
     * Adds a job template, or puts it in the place of the one of that name and version: params and tags that steps have by naming
     * it. Runs keep the templates that were there when their version of their workflow was registered; a workflow that is
     * registered again where one of its templates has changed becomes a new version.
     *
     * @param template the template
     * @return this builder
     */
    public MaestroBuilder jobTemplate(JobTemplate.Definition template) {
        jobTemplates.add(requireNonNull(template, "template"));
        return this;
    }

    /**
     * Adds a job template, as {@link #jobTemplate(JobTemplate.Definition)} does, that was read from JSON or YAML.
     *
     * @param template the template
     * @return this builder
     */
    public MaestroBuilder jobTemplate(JobTemplate template) {
        return jobTemplate(template.definition());
    }

    /**
     * Adds a listener that is told what happens.
     *
     * @param listener the listener
     * @return this builder
     */
    public MaestroBuilder listener(MaestroListener listener) {
        listeners.add(requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Sets how many steps with a tag, or of a type, may work at once, as {@link Limits#set} does when the Maestro is built. Limits are
     * kept in the store, so one that is not set any more is still there until it is {@linkplain Limits#remove removed}.
     *
     * @param limit what is allowed
     * @return this builder
     */
    public MaestroBuilder limit(HostLimit limit) {
        limits.add(requireNonNull(limit, "limit"));
        return this;
    }

    /**
     * Sets what each evaluation of an expression may use. Default: {@link EvalLimits#defaults()}.
     *
     * @param limits the limits
     * @return this builder
     */
    public MaestroBuilder evalLimits(EvalLimits limits) {
        evalLimits = requireNonNull(limits, "limits");
        return this;
    }

    /**
     * Sets what {@code params.getExecutionEnvironment()} returns in expressions. Default: {@code test}, as in Netflix Maestro.
     *
     * @param name the name of the environment
     * @return this builder
     */
    public MaestroBuilder environment(String name) {
        environment = requireNonNull(name, "name");
        return this;
    }

    /**
     * Sets how long a body may take to end after it was interrupted, before it is given up. Default: 30 seconds.
     *
     * @param grace the time, not negative
     * @return this builder
     */
    public MaestroBuilder stopGrace(Duration grace) {
        stopGrace = notNegative("stopGrace", grace);
        return this;
    }

    /**
     * Sets how often the work of a step's attempt is begun again after the process that did it has died, or was closed before it
     * was done. Once more, and the step fails for good, so that one that brings the process down each time does not do so for
     * ever. Default: 10.
     *
     * @param limit how often, not negative
     * @return this builder
     */
    public MaestroBuilder recoveryLimit(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("recoveryLimit must not be negative but was " + limit);
        }
        recoveryLimit = limit;
        return this;
    }

    /**
     * Sets how long a start waits for a store that does not answer. Default: 30 seconds.
     *
     * @param limit the time, not negative
     * @return this builder
     */
    public MaestroBuilder startLimit(Duration limit) {
        startLimit = notNegative("startLimit", limit);
        return this;
    }

    /**
     * Sets how long an action on a run of another node waits for the answer, where nodes share a store. It should be longer than a
     * lease, since what a node that died does not answer the one does that takes its runs over. Default: 30 seconds.
     *
     * @param limit the time, not negative
     * @return this builder
     * @see io.maestro.run.ActionPendingException
     */
    public MaestroBuilder answerLimit(Duration limit) {
        answerLimit = notNegative("answerLimit", limit);
        return this;
    }

    /**
     * Sets how long steps may go on when the Maestro is closed. Default: 10 seconds.
     *
     * @param limit the time, not negative
     * @return this builder
     */
    public MaestroBuilder drainLimit(Duration limit) {
        drainLimit = notNegative("drainLimit", limit);
        return this;
    }

    /**
     * Sets how long a run must have nothing to do but to wait for a time, to leave memory meanwhile. A run that waits for less stays
     * there, since to fold it from the store anew costs more than to hold it. Default: 10 seconds.
     *
     * @param limit the time, not negative
     * @return this builder
     */
    public MaestroBuilder napLimit(Duration limit) {
        napLimit = notNegative("napLimit", limit);
        return this;
    }

    /**
     * Sets how often it is looked whether each run that has not ended goes on: whether it is advanced, and a timer, work or another run
     * sees to it. What is found is repaired, and counted in {@link Health#repairs}. That costs a look at each run in memory, and at
     * each in the store that does not sleep. Default: every minute, and never on a clock of the host's, which would be called
     * without end.
     *
     * @param interval how often, not negative; zero for never
     * @return this builder
     */
    public MaestroBuilder checkRunsEvery(Duration interval) {
        checkInterval = Optional.of(notNegative("checkRunsEvery", interval));
        return this;
    }

    /**
     * Sets how long runs are kept that have ended. Default: {@link Retention#everything()}. A store may have limits of its own.
     *
     * @param general how long, for workflows that have no retention of their own
     * @return this builder
     */
    public MaestroBuilder retention(Retention general) {
        retention = requireNonNull(general, "general");
        return this;
    }

    /**
     * Sets how long runs of one workflow are kept that have ended.
     *
     * @param workflow the id of the workflow
     * @param own how long
     * @return this builder
     */
    public MaestroBuilder retention(String workflow, Retention own) {
        ownRetentions.put(new WorkflowId(workflow), requireNonNull(own, "own"));
        return this;
    }

    /**
     * Builds the Maestro, which is ready at once.
     *
     * @return the Maestro
     * @throws io.maestro.definition.InvalidDefinitionException if the job templates do not fit together
     */
    public Maestro build() {
        var templates = JobTemplates.of(jobTemplates);
        TemplatesCheck.requireSound(templates);
        var ownClock = time.isEmpty() ? Optional.of(new SystemClock()) : Optional.<SystemClock>empty();
        var settings = new EngineSettings(
                store.orElseGet(Stores::inMemory),
                time.or(() -> ownClock).orElseThrow(),
                stepTypes,
                List.copyOf(stepInterceptors),
                templates,
                List.copyOf(listeners),
                evalLimits,
                environment,
                new HostRules(stopGrace, recoveryLimit),
                drainLimit,
                Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8),
                napLimit,
                new Retentions(retention, ownRetentions),
                List.copyOf(limits),
                checkInterval.orElseGet(() -> ownClock.isPresent() ? Duration.ofMinutes(1) : Duration.ZERO),
                answerLimit);
        return new EmbeddedMaestro(settings, startLimit, ownClock);
    }

    private static Duration notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative but was " + value);
        }
        return value;
    }
}
