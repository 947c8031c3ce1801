package io.maestro.internal.kernel;

import io.maestro.definition.Setting;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.internal.eval.params.Settings;
import io.maestro.internal.graph.Graph;
import io.maestro.permit.Limit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the machine must know of a definition. Made once for each version and shared by all its runs, unless settings refer to
 * params: then each run has its own. Immutable.
 */
public final class RunPlan {

    private final Graph graph;
    private final StepRules[] rules;
    private final Duration timeout;
    private final HostRules host;

    private RunPlan(Graph graph, StepRules[] rules, Duration timeout, HostRules host) {
        this.graph = graph;
        this.rules = rules;
        this.timeout = timeout;
        this.host = host;
    }

    /**
     * Returns the plan of some steps.
     *
     * @param graph the graph of the steps
     * @param steps the steps
     * @param timeout how long a run may take, or empty for 10 days
     * @param settings the params that settings may refer to
     * @param host what the host has decided for all steps
     * @return the plan
     * @throws io.maestro.definition.InvalidSettingException if the timeout of the run cannot be read, or is out of range; a step
     *     with such a timeout fails when the run comes to it
     */
    public static RunPlan of(
            Graph graph, List<Step> steps, Optional<Setting<Duration>> timeout, Settings settings, HostRules host) {
        var resolution = new Resolution(settings);
        var rules = new StepRules[graph.size()];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = StepRules.of(steps.get(i), graph, i, resolution);
        }
        return new RunPlan(graph, rules, resolution.timeout(timeout), host);
    }

    /**
     * Returns this plan where the host may have set limits of tags and step types.
     *
     * @param limits the limits under which each step falls if the host sets them, by the numbers of the steps
     * @param iterations how many iterations of a foreach go on at once at most, as the definition says of steps; or empty
     * @return the plan
     */
    public RunPlan under(List<List<Limit>> limits, Optional<Integer> iterations) {
        var limited = new StepRules[rules.length];
        for (int i = 0; i < rules.length; i++) {
            limited[i] = rules[i].under(limits.get(i), iterations);
        }
        return new RunPlan(graph, limited, timeout, host);
    }

    /**
     * Tells whether the plan of some steps depends on the params of the run.
     *
     * @param steps the steps
     * @param timeout how long a run may take, or empty
     * @return true if a setting refers to a param
     */
    public static boolean dependsOnParams(List<Step> steps, Optional<Setting<Duration>> timeout) {
        return Resolution.isNeeded(timeout) || steps.stream().anyMatch(StepRules::dependOnParams);
    }

    /**
     * Tells whether a condition must be evaluated when a step completes.
     *
     * @param step the number of the step
     * @return false if all its transitions are unconditional
     */
    public boolean isConditional(int step) {
        return rules[step].conditional();
    }

    /**
     * Tells whether the start of an attempt of a step is recorded before its work begins, so that it is not begun twice.
     *
     * @param step the number of the step
     * @return true if its effects may happen once at most
     */
    public boolean recordsStarts(int step) {
        return rules[step].startsAreRecorded();
    }

    /**
     * Returns the outcome of the conditions of a step if each of them is true.
     *
     * @param step the number of the step
     * @return true for each successor; unmodifiable
     */
    public Map<StepId, Boolean> allTrue(int step) {
        return rules[step].allTrue();
    }

    /** Returns the graph. */
    public Graph graph() {
        return graph;
    }

    StepRules rules(int step) {
        return rules[step];
    }

    Duration timeout() {
        return timeout;
    }

    HostRules host() {
        return host;
    }
}
