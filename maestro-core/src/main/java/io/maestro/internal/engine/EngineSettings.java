package io.maestro.internal.engine;

import io.maestro.definition.StepType;
import io.maestro.event.MaestroListener;
import io.maestro.internal.kernel.HostRules;
import io.maestro.internal.template.JobTemplates;
import io.maestro.permit.HostLimit;
import io.maestro.sel.EvalLimits;
import io.maestro.step.StepInterceptor;
import io.maestro.step.StepRuntime;
import io.maestro.store.Store;
import io.maestro.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What an engine is made of.
 *
 * @param store where facts are kept
 * @param time what time it is
 * @param stepTypes the host's step types
 * @param stepInterceptors what stands around the work of steps, the last outermost
 * @param jobTemplates the host's job templates
 * @param listeners who is told what happens
 * @param evalLimits what each evaluation of an expression may use
 * @param environment the name of the environment, for expressions
 * @param host what the host has decided for all steps
 * @param drainLimit how long bodies may go on when the engine closes
 * @param lanes how many commits may be under way at once
 * @param napLimit how long a run must have nothing to do to leave memory meanwhile
 * @param retentions how long ended runs are kept
 * @param limits the limits that the host sets as it begins
 * @param checkInterval how often it is looked whether all runs go on; zero if never
 * @param answerLimit how long the answer of another node is waited for
 */
public record EngineSettings(
        Store store,
        TimeSource time,
        Map<StepType, StepRuntime> stepTypes,
        List<StepInterceptor> stepInterceptors,
        JobTemplates jobTemplates,
        List<MaestroListener> listeners,
        EvalLimits evalLimits,
        String environment,
        HostRules host,
        Duration drainLimit,
        int lanes,
        Duration napLimit,
        Retentions retentions,
        List<HostLimit> limits,
        Duration checkInterval,
        Duration answerLimit) {}
