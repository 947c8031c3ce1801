package io.maestro.internal.graph.check;

import io.maestro.definition.FailureMode;
import io.maestro.definition.ForeachStep;
import io.maestro.definition.JobTemplate;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Setting;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepSignals;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.error.Problem;
import io.maestro.error.Severity;
import io.maestro.internal.template.JobTemplates;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A step that is being written. */
final class Draft {

    private final StepId id;
    private final Map<StepId, Predicate> successors = new LinkedHashMap<>();
    private final Map<String, ParamDefinition> params = new LinkedHashMap<>();
    private Optional<Setting<Duration>> timeout = Optional.empty();
    private Optional<Integer> maxPasses = Optional.empty();
    private Optional<Integer> keptVisits = Optional.empty();
    private StepSignals signals = StepSignals.none();

    private Draft(String id) {
        this.id = new StepId(id);
    }

    static Draft step(String id) {
        return new Draft(id);
    }

    Draft to(String... ids) {
        for (var successor : ids) {
            successors.put(new StepId(successor), Predicate.always());
        }
        return this;
    }

    Draft to(String successor, Predicate condition) {
        successors.put(new StepId(successor), condition);
        return this;
    }

    Draft when(String condition, String successor) {
        return to(successor, new Predicate.Expression(condition));
    }

    Draft atMost(int passes) {
        maxPasses = Optional.of(passes);
        return this;
    }

    Draft keeping(int visits) {
        keptVisits = Optional.of(visits);
        return this;
    }

    Draft timeout(Setting<Duration> setting) {
        timeout = Optional.of(setting);
        return this;
    }

    Draft param(String name, ParamDefinition param) {
        params.put(name, param);
        return this;
    }

    Draft param(String name, String text) {
        return param(name, text(text));
    }

    Draft expression(String name, String text) {
        return param(name, number(text));
    }

    Draft signals(StepSignals newSignals) {
        signals = newSignals;
        return this;
    }

    /** Gives the step literal loop params. */
    Draft over(Map<String, ParamValue> loopParams) {
        var members = new LinkedHashMap<String, ParamValue>(loopParams);
        return param("loop_params", ParamDefinition.literal(new ParamValue.MapValue(members)));
    }

    StepBasics basics() {
        return new StepBasics(
                id,
                Optional.empty(),
                Optional.empty(),
                new Transition(successors, maxPasses, keptVisits),
                FailureMode.FAIL_AFTER_RUNNING,
                List.of(),
                timeout,
                params,
                signals);
    }

    TypedStep noOp() {
        return typed("NoOp");
    }

    TypedStep typed(String type) {
        return new TypedStep(basics(), new StepType(type), Optional.empty(), RetryPolicy.standard());
    }

    TypedStep retrying(RetryPolicy policy) {
        return new TypedStep(basics(), StepType.NO_OP, Optional.empty(), policy);
    }

    ForeachStep foreach(Step... body) {
        return new ForeachStep(
                basics(), ForeachStep.Items.LOOP_PARAMS, Optional.empty(), false, Optional.empty(), List.of(body));
    }

    WhileStep repeat(String condition, Step... body) {
        return new WhileStep(basics(), new Predicate.Expression(condition), Optional.empty(), List.of(body));
    }

    SubworkflowStep subworkflow() {
        return new SubworkflowStep(basics(), true, false);
    }

    TemplateStep template(String name) {
        return new TemplateStep(basics(), new JobTemplateId(name, Optional.empty()));
    }

    static ParamDefinition number(String expression) {
        return ParamDefinition.expression(ParamType.LONG, expression);
    }

    static ParamDefinition text(String text) {
        return ParamDefinition.literal(ParamValue.of(text));
    }

    static WorkflowDefinition.Builder workflow(Step... steps) {
        var builder = WorkflowDefinition.builder(new WorkflowId("w"));
        List.of(steps).forEach(builder::step);
        return builder;
    }

    static List<String> errors(WorkflowDefinition.Builder workflow) {
        return lines(Severity.ERROR, workflow);
    }

    static List<String> warnings(WorkflowDefinition.Builder workflow) {
        return lines(Severity.WARNING, workflow);
    }

    private static List<String> lines(Severity severity, WorkflowDefinition.Builder workflow) {
        return DefinitionCheck.only(severity, DefinitionCheck.findingsOf(workflow.build(), Host.unknown())).stream()
                .map(Problem::toString)
                .toList();
    }

    /** Returns the warnings at a host with job templates, whose step types have a param {@code ofType}. */
    static List<String> warningsWith(List<JobTemplate.Definition> templates, WorkflowDefinition.Builder workflow) {
        var host = new Host(JobTemplates.of(templates), type -> Optional.of(Map.of("ofType", text(""))));
        return DefinitionCheck.findingsOf(workflow.build(), host).stream()
                .map(Problem::toString)
                .toList();
    }

    /** Returns code, severity and path of everything that was found. */
    static List<String> found(WorkflowDefinition.Builder workflow) {
        return DefinitionCheck.findingsOf(workflow.build(), Host.unknown()).stream()
                .map(problem -> problem.code() + " " + problem.severity() + " " + problem.path())
                .toList();
    }
}
