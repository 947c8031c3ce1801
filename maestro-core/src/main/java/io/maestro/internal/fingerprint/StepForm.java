package io.maestro.internal.fingerprint;

import io.maestro.definition.Backoff;
import io.maestro.definition.Effects;
import io.maestro.definition.ForeachStep;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.SignalDependency;
import io.maestro.definition.SignalOutput;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepSignals;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import java.util.LinkedHashMap;
import java.util.List;

/** The canonical form of steps. The order of their successors counts, as it is the order in which these are asked for and started. */
final class StepForm {

    private StepForm() {}

    static void write(List<Step> steps, Form form) {
        form.list(steps, step -> form.a(step.kind(), () -> write(step, form)));
    }

    private static void write(Step step, Form form) {
        switch (step) {
            case TypedStep(var basics, var type, var template, var retryPolicy, var effects) -> {
                basics(basics, form);
                form.text(type.key()).maybe(template, named -> template(named, form));
                retryPolicy(retryPolicy, form);
                effects.ifPresent(said -> effects(said, form));
            }
            case ForeachStep(
                    var basics,
                    var items,
                    var concurrency,
                    var strictOrdering,
                    var maxIterations,
                    var steps) -> {
                basics(basics, form);
                form.constant(items)
                        .maybe(concurrency, limit -> form.number(limit))
                        .flag(strictOrdering)
                        .maybe(maxIterations, limit -> form.number(limit));
                write(steps, form);
            }
            case WhileStep(var basics, var condition, var maxIterations, var steps) -> {
                basics(basics, form);
                predicate(condition, form);
                form.maybe(maxIterations, limit -> form.number(limit));
                write(steps, form);
            }
            case SubworkflowStep(var basics, var sync, var explicitParams) -> {
                basics(basics, form);
                form.flag(sync).flag(explicitParams);
            }
            case TemplateStep(var basics, var template) -> {
                basics(basics, form);
                template(template, form);
            }
        }
    }

    private static void basics(StepBasics basics, Form form) {
        switch (basics) {
            case StepBasics(
                    var id,
                    var name,
                    var description,
                    var transition,
                    var failureMode,
                    var tags,
                    var timeout,
                    var params,
                    var signals,
                    var compensation,
                    var onFailure) -> {
                form.text(id.value()).maybe(name, form::text).maybe(description, form::text);
                transition(transition, form);
                form.constant(failureMode);
                DefinitionForm.tags(tags, form);
                form.maybe(timeout, setting -> DefinitionForm.duration(setting, form));
                ParamForm.write(params, form);
                signals(signals, form);
                compensation.ifPresent(undoing -> form.a("compensation", () -> form.text(undoing.value())));
                onFailure.ifPresent(handler -> form.a("on_failure", () -> form.text(handler.value())));
            }
        }
    }

    private static void transition(Transition transition, Form form) {
        switch (transition) {
            case Transition(var successors, var maxPasses, var keptVisits) -> {
                var byName = new LinkedHashMap<String, Predicate>();
                successors.forEach((successor, predicate) -> byName.put(successor.value(), predicate));
                form.inOrder(byName, predicate -> predicate(predicate, form))
                        .maybe(maxPasses, limit -> form.number(limit))
                        .maybe(keptVisits, visits -> form.number(visits));
            }
        }
    }

    private static void predicate(Predicate predicate, Form form) {
        switch (predicate) {
            case Predicate.Always() -> form.a("always", () -> {});
            case Predicate.Expression(var text) -> form.a("expression", () -> form.text(text));
            case Predicate.Code() -> form.a("code", () -> {});
        }
    }

    private static void template(JobTemplateId template, Form form) {
        switch (template) {
            case JobTemplateId(var name, var version) -> form.text(name).maybe(version, form::text);
        }
    }

    /** Whoever says nothing of effects has the fingerprint that he had before one could. */
    private static void effects(Effects effects, Form form) {
        switch (effects) {
            case Effects(var policy, var inDoubt) ->
                form.a("effects", () -> form.constant(policy).constant(inDoubt));
        }
    }

    private static void retryPolicy(RetryPolicy policy, Form form) {
        switch (policy) {
            case RetryPolicy(var error, var platform, var timeout, var jitter) -> {
                retry(error, form);
                retry(platform, form);
                retry(timeout, form);
                jitter.ifPresent(share -> form.a("jitter", () -> form.text(Double.toString(share))));
            }
        }
    }

    private static void retry(RetryPolicy.Retry retry, Form form) {
        switch (retry) {
            case RetryPolicy.Retry(var limit, var backoff) -> {
                DefinitionForm.count(limit, form);
                backoff(backoff, form);
            }
        }
    }

    private static void backoff(Backoff backoff, Form form) {
        switch (backoff) {
            case Backoff.Fixed(var delay) -> form.a("fixed", () -> DefinitionForm.duration(delay, form));
            case Backoff.Exponential(var base, var exponent, var cap) ->
                form.a("exponential", () -> {
                    DefinitionForm.duration(base, form);
                    DefinitionForm.count(exponent, form);
                    DefinitionForm.duration(cap, form);
                });
        }
    }

    private static void signals(StepSignals signals, Form form) {
        switch (signals) {
            case StepSignals(var dependencies, var outputs) ->
                form.list(dependencies, dependency -> dependency(dependency, form))
                        .list(outputs, output -> output(output, form));
        }
    }

    private static void dependency(SignalDependency dependency, Form form) {
        switch (dependency) {
            case SignalDependency(var name, var matchParams) ->
                form.text(name).inAnyOrder(matchParams, match -> match(match, form));
        }
    }

    private static void match(SignalDependency.Match match, Form form) {
        switch (match) {
            case SignalDependency.Match(var param, var operator) -> {
                ParamForm.write(param, form);
                form.constant(operator);
            }
        }
    }

    private static void output(SignalOutput output, Form form) {
        switch (output) {
            case SignalOutput(var name, var params, var payload) -> {
                form.text(name);
                ParamForm.write(params, form);
                ParamForm.write(payload, form);
            }
        }
    }
}
