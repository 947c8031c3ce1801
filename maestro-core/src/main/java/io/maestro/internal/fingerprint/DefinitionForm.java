package io.maestro.internal.fingerprint;

import io.maestro.definition.GitInfo;
import io.maestro.definition.Owner;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.Setting;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowDefinition.Origin;
import io.maestro.definition.WorkflowProperties;
import io.maestro.tag.Tag;
import java.time.Duration;
import java.util.List;

/**
 * The canonical form of definitions. Records are taken apart by patterns here, so that one that gets a new component does not
 * compile until its form has been thought of.
 */
final class DefinitionForm {

    private DefinitionForm() {}

    static void write(WorkflowDefinition definition, Form form) {
        switch (definition) {
            case WorkflowDefinition(
                    var id,
                    var name,
                    var description,
                    var tags,
                    var timeout,
                    var criticality,
                    var instanceStepConcurrency,
                    var triggers,
                    var params,
                    var steps,
                    var onFailure,
                    var properties,
                    var origin) -> {
                form.text(id.value()).maybe(name, form::text).maybe(description, form::text);
                tags(tags, form);
                form.maybe(timeout, setting -> duration(setting, form))
                        .maybe(criticality, form::constant)
                        .maybe(instanceStepConcurrency, limit -> form.number(limit));
                TriggerForm.write(triggers, form);
                ParamForm.write(params, form);
                StepForm.write(steps, form);
                onFailure.ifPresent(handler -> form.a("on_failure", () -> form.text(handler.value())));
                properties(properties, form);
                origin(origin, form);
            }
        }
    }

    private static void properties(WorkflowProperties properties, Form form) {
        switch (properties) {
            case WorkflowProperties(
                    var owner,
                    var runStrategy,
                    var stepConcurrency,
                    var description,
                    var alerting,
                    var alertingDisabled,
                    var signalTriggerDisabled,
                    var timeTriggerDisabled) ->
                form.maybe(owner, known -> owner(known, form))
                        .maybe(runStrategy, strategy -> runStrategy(strategy, form))
                        .maybe(stepConcurrency, limit -> form.number(limit))
                        .maybe(description, form::text)
                        .free(alerting)
                        .maybe(alertingDisabled, form::flag)
                        .maybe(signalTriggerDisabled, form::flag)
                        .maybe(timeTriggerDisabled, form::flag);
        }
    }

    private static void owner(Owner owner, Form form) {
        switch (owner) {
            case Owner(var name, var extra) -> form.text(name).free(extra);
        }
    }

    private static void runStrategy(RunStrategy strategy, Form form) {
        switch (strategy) {
            case RunStrategy(var rule, var workflowConcurrency) ->
                form.constant(rule).number(workflowConcurrency);
        }
    }

    private static void origin(Origin origin, Form form) {
        switch (origin) {
            case Origin(var active, var gitInfo, var extraInfo) ->
                form.flag(active).maybe(gitInfo, info -> gitInfo(info, form)).free(extraInfo);
        }
    }

    private static void gitInfo(GitInfo info, Form form) {
        switch (info) {
            case GitInfo(
                    var origin,
                    var branch,
                    var sha,
                    var path,
                    var author,
                    var timestamp,
                    var uncommittedChanges) ->
                form.maybe(origin, form::text)
                        .maybe(branch, form::text)
                        .maybe(sha, form::text)
                        .maybe(path, form::text)
                        .maybe(author, form::text)
                        .maybe(timestamp, time -> form.text(time.toString()))
                        .maybe(uncommittedChanges, form::flag);
        }
    }

    static void tags(List<Tag> tags, Form form) {
        form.list(tags, element -> {
            switch (element) {
                case Tag(var name, var namespace, var attributes) ->
                    form.text(name).maybe(namespace, form::constant).free(attributes);
            }
        });
    }

    static void duration(Setting<Duration> setting, Form form) {
        switch (setting) {
            case Setting.Fixed<Duration>(var value) -> form.a("fixed", () -> form.text(value.toString()));
            case Setting.Interpolated<Duration>(var text) -> form.a("text", () -> form.text(text));
        }
    }

    static void count(Setting<Integer> setting, Form form) {
        switch (setting) {
            case Setting.Fixed<Integer>(var value) -> form.a("fixed", () -> form.number(value));
            case Setting.Interpolated<Integer>(var text) -> form.a("text", () -> form.text(text));
        }
    }
}
