package io.maestro.dsl.internal.print;

import io.maestro.definition.FailureMode;
import io.maestro.definition.ForeachStep;
import io.maestro.definition.ForeachStep.Items;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import io.maestro.dsl.internal.bind.ShortForm;
import io.maestro.dsl.internal.bind.StepTypes;
import io.maestro.dsl.internal.bind.TransitionRow;
import io.maestro.dsl.internal.bind.TransitionRows;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes steps as jobs of the short form (spec: definitions, sections 5.2 and 5.3). */
final class ShortJobs {

    private final Tree tree;
    private final Map<String, ParamDefinition> params;

    private ShortJobs(Tree tree, Map<String, ParamDefinition> params) {
        this.tree = tree;
        this.params = new LinkedHashMap<>(params);
    }

    static List<Map<String, Object>> of(List<Step> steps, Tree owner) {
        return steps.stream().map(step -> of(step, owner)).toList();
    }

    private static Map<String, Object> of(Step step, Tree owner) {
        var job = new ShortJobs(owner.ofStep(step.id()), step.basics().params());
        job.tree.put("id", step.id().value());
        var kind = switch (step) {
            case TypedStep typed -> job.typed(typed);
            case SubworkflowStep subworkflow -> job.subworkflow(subworkflow);
            case ForeachStep foreach -> job.foreach(foreach);
            case WhileStep loop -> job.loop(loop);
            case TemplateStep template -> throw job.tree.unwritable("it is a template");
        };
        return owner.inner().put(kind, job.tree.members()).members();
    }

    private String typed(TypedStep step) {
        if (step.type().equals(StepType.JAVA)) {
            throw tree.unwritable("its body is Java code, which has no text");
        }
        if (step.template().isPresent()) {
            throw tree.unwritable("it names a job template, whose step type the reader may not know");
        }
        tree.put("type", StepTypes.canonical(step.type()).name());
        if (!step.retryPolicy().equals(RetryPolicy.standard())) {
            tree.putUnlessEmpty("retry_policy", RetryPolicyTree.of(step.retryPolicy(), tree));
        }
        EffectsTree.put(step.effects(), tree);
        rest(step.basics(), ShortForm.JOB_MEMBERS);
        return "job";
    }

    private String subworkflow(SubworkflowStep step) {
        var version = takeLastText(SubworkflowStep.VERSION);
        var id = takeLastText(SubworkflowStep.ID);
        if (id.isEmpty()) {
            throw tree.unwritable("its last params are not the texts of what it starts");
        }
        tree.put("workflow_id", id).put("version", version);
        if (!step.sync()) {
            tree.put("sync", false);
        }
        if (step.explicitParams()) {
            tree.put("explicit_params", true);
        }
        rest(step.basics(), ShortForm.SUBWORKFLOW_MEMBERS);
        return "subworkflow";
    }

    private String foreach(ForeachStep step) {
        if (step.items() != Items.LOOP_PARAMS) {
            throw tree.unwritable("it loops over a list in Java, which has no text");
        }
        var loopParams = takeLoopParams();
        if (loopParams.isEmpty()) {
            throw tree.unwritable("its last param is not a plain MAP of loop params");
        }
        tree.put("concurrency", step.concurrency().map(this::writable));
        if (step.strictOrdering()) {
            tree.put("strict_ordering", true);
        }
        loop(step, loopParams, ShortForm.FOREACH_MEMBERS);
        return "foreach";
    }

    private String loop(WhileStep step) {
        tree.put("condition", condition(step.condition()));
        loop(step, takeLoopParams(), ShortForm.WHILE_MEMBERS);
        return "while";
    }

    private void loop(LoopStep step, Optional<Map<String, ParamDefinition>> loopParams, Set<String> members) {
        tree.put("max_iterations", step.maxIterations());
        loopParams.ifPresent(found -> {
            var written = tree.inner();
            ShortParams.put(found, Set.of(), written);
            tree.put("params", written.members());
        });
        rest(step.basics(), members);
        tree.put("jobs", of(step.steps(), tree));
    }

    private int writable(int concurrency) {
        if (concurrency > ForeachStep.MAX_CONCURRENCY) {
            throw tree.unwritable("its concurrency of " + concurrency + " is more than " + ForeachStep.MAX_CONCURRENCY);
        }
        return concurrency;
    }

    /** Takes away the loop params if they are the last param, which is where the short form has them. */
    private Optional<Map<String, ParamDefinition>> takeLoopParams() {
        return last(LoopStep.LOOP_PARAMS)
                .filter(param -> param.content() instanceof ParamDefinition.Members members
                        && param.equals(plain(ParamType.MAP, members)))
                .map(param -> {
                    params.remove(LoopStep.LOOP_PARAMS);
                    return ((ParamDefinition.Members) param.content()).members();
                });
    }

    private Optional<String> takeLastText(String name) {
        return last(name)
                .filter(param -> param.content() instanceof ParamDefinition.Literal literal
                        && param.equals(plain(ParamType.STRING, literal)))
                .map(param -> {
                    params.remove(name);
                    return String.valueOf(
                            ((ParamDefinition.Literal) param.content()).value().toJava());
                });
    }

    private Optional<ParamDefinition> last(String name) {
        return params.keySet().stream()
                .reduce((earlier, later) -> later)
                .filter(name::equals)
                .map(params::get);
    }

    private static ParamDefinition plain(ParamType type, ParamDefinition.Content content) {
        return new ParamDefinition(type, content, Optional.empty(), List.of(), Optional.empty(), Map.of());
    }

    /** Writes what jobs of every kind have. */
    private void rest(StepBasics basics, Set<String> members) {
        tree.put("name", basics.name()).put("description", basics.description());
        if (basics.failureMode() != FailureMode.FAIL_AFTER_RUNNING) {
            tree.put("failure_mode", basics.failureMode().name());
        }
        tree.put("compensation", basics.compensation(), StepId::value)
                .put("on_failure", basics.onFailure(), StepId::value);
        ShortTree.putTags(basics.tags(), tree);
        tree.put("timeout", basics.timeout(), tree::duration)
                .putUnlessEmpty(
                        "signal_dependencies",
                        SignalTree.dependencies(basics.signals().dependencies(), tree))
                .putUnlessEmpty(
                        "signal_outputs", SignalTree.outputs(basics.signals().outputs(), tree));
        ShortParams.put(params, members, tree);
        tree.putUnlessEmpty("transition", rows(basics.transition()))
                .put("max_passes", basics.transition().maxPasses())
                .put("kept_visits", basics.transition().keptVisits());
    }

    private List<String> rows(Transition transition) {
        var rows = new ArrayList<String>();
        var conditions = new ArrayList<String>();
        transition.successors().forEach((successor, predicate) -> {
            var condition = condition(predicate);
            boolean isLast = rows.size() == transition.successors().size() - 1;
            if (predicate.equals(Predicate.always())) {
                rows.add(successor.value());
            } else if (isLast && !conditions.isEmpty() && condition.equals(TransitionRows.otherwise(conditions))) {
                rows.add("OTHERWISE " + successor);
            } else {
                conditions.add(condition);
                rows.add(row(condition, successor.value()));
            }
        });
        return rows;
    }

    private String row(String condition, String successor) {
        var row = "IF " + condition + " THEN " + successor;
        if (!TransitionRow.of(row).equals(Optional.of(new TransitionRow.When(condition, successor)))) {
            throw tree.unwritable("the condition of its transition to '" + successor + "' cannot be part of a row");
        }
        return row;
    }

    private String condition(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Always always -> "true";
            case Predicate.Expression expression -> expression.text();
            case Predicate.Code code -> throw tree.unwritable("a condition is Java code, which has no text");
        };
    }
}
