package io.maestro.internal.graph;

import io.maestro.definition.DurationText;
import io.maestro.definition.ParamNames;
import io.maestro.definition.Setting;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.TagNames;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.JsonPointer;
import io.maestro.error.NearMiss;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.param.ParamDefinition;
import io.maestro.tag.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that the parts of a definition fit together (spec: definitions, sections 1.3, 1.5 and 1.7). Finds all problems, not just the first. */
public final class DefinitionCheck {

    private static final int MAX_NAME = 256;
    private static final int MAX_DESCRIPTION = 16384;
    private static final int MAX_INSTANCE_STEP_CONCURRENCY = 999;

    private final WorkflowDefinition definition;
    private final List<Problem> problems = new ArrayList<>();

    private DefinitionCheck(WorkflowDefinition definition) {
        this.definition = definition;
    }

    /**
     * Returns everything that is wrong with a definition.
     *
     * @param definition the definition
     * @return the problems, in the order of the definition; their paths are JSON pointers into the create-workflow request
     *     that the definition stands for
     */
    public static List<Problem> problemsOf(WorkflowDefinition definition) {
        var check = new DefinitionCheck(definition);
        check.workflow();
        check.steps();
        check.cycle();
        return List.copyOf(check.problems);
    }

    private void workflow() {
        var at = "/workflow";
        add(ProblemCode.RESERVED_ID, at + "/id", definition.id().reserved());
        texts(at, definition.name(), definition.description());
        tags(at, definition.tags());
        timeout(at, definition.timeout());
        int concurrency = definition.instanceStepConcurrency().orElse(1);
        if (concurrency < 1 || concurrency > MAX_INSTANCE_STEP_CONCURRENCY) {
            add(
                    ProblemCode.OUT_OF_RANGE,
                    at + "/instance_step_concurrency",
                    "must be from 1 to " + MAX_INSTANCE_STEP_CONCURRENCY + " but was " + concurrency);
        }
        params(at, definition.params());
        length("/properties/description", definition.properties().description(), MAX_DESCRIPTION);
        if (definition.steps().isEmpty()) {
            add(ProblemCode.MISSING, at + "/steps", "a workflow needs at least one step");
        }
    }

    private void steps() {
        var ids = new LinkedHashSet<StepId>();
        for (var step : definition.steps()) {
            ids.add(step.id());
        }
        var seen = new HashSet<StepId>();
        for (int i = 0; i < definition.steps().size(); i++) {
            var step = definition.steps().get(i);
            var at = "/workflow/steps/" + i + '/' + step.kind();
            if (!seen.add(step.id())) {
                add(ProblemCode.DUPLICATE, at + "/id", "the id '" + step.id() + "' is used by another step before");
            }
            add(ProblemCode.RESERVED_ID, at + "/id", step.id().reserved());
            var basics = step.basics();
            texts(at, basics.name(), basics.description());
            transition(at, step, ids);
            tags(at, basics.tags());
            timeout(at, basics.timeout());
            params(at, basics.params());
        }
    }

    private void transition(String at, Step step, Set<StepId> ids) {
        for (var edge : step.basics().transition().successors().entrySet()) {
            var successor = edge.getKey();
            var path = JsonPointer.member(at + "/transition/successors", successor.value());
            if (!ids.contains(successor)) {
                var suggestion = NearMiss.of(
                        successor.value(), ids.stream().map(StepId::value).toList());
                problems.add(Problem.of(
                                ProblemCode.UNKNOWN_STEP,
                                path,
                                "step '" + step.id() + "' leads to '" + successor + "', which does not exist")
                        .suggesting(suggestion));
            }
        }
    }

    private void cycle() {
        Map<StepId, Set<StepId>> successors = new LinkedHashMap<>();
        for (var step : definition.steps()) {
            successors.put(step.id(), step.basics().transition().successors().keySet());
        }
        var cycle = CycleFinder.find(successors);
        if (cycle.isPresent()) {
            var way = cycle.get().stream().map(id -> "'" + id + "' -> ").collect(Collectors.joining());
            add(
                    ProblemCode.CYCLE,
                    "/workflow/steps",
                    "the steps " + way + "'" + cycle.get().get(0) + "' form a cycle; cycles are not supported yet");
        }
    }

    private void params(String at, Map<String, ParamDefinition> params) {
        for (var param : params.entrySet()) {
            var path = JsonPointer.member(at + "/params", param.getKey());
            add(ProblemCode.INVALID_ID, path, ParamNames.problemWith(param.getKey()));
            param(path, param.getValue());
        }
    }

    private void param(String path, ParamDefinition param) {
        switch (param.content()) {
            case ParamDefinition.Expression expression -> {}
            case ParamDefinition.Members map ->
                map.members().forEach((name, member) -> param(JsonPointer.member(path + "/value", name), member));
            case ParamDefinition.Literal literal -> {}
            case ParamDefinition.Code code -> {}
            case ParamDefinition.Unset unset -> {}
        }
        tags(path, param.tags());
    }

    private void texts(String at, Optional<String> name, Optional<String> description) {
        length(at + "/name", name, MAX_NAME);
        length(at + "/description", description, MAX_DESCRIPTION);
    }

    private void tags(String at, List<Tag> tags) {
        var names = new HashSet<String>();
        for (int i = 0; i < tags.size(); i++) {
            var name = tags.get(i).name();
            var path = at + "/tags/" + i;
            TagNames.faultOf(name).ifPresent(fault -> add(fault.code(), path, fault.message()));
            if (!names.add(name)) {
                add(ProblemCode.DUPLICATE, path, "the tag '" + name + "' is there twice");
            }
        }
    }

    private void timeout(String at, Optional<Setting<Duration>> timeout) {
        if (timeout.isEmpty()) {
            return;
        }
        switch (timeout.get()) {
            case Setting.Interpolated<Duration> interpolated -> {}
            case Setting.Fixed<Duration> fixed -> {
                var value = fixed.value();
                if (!value.isPositive() || value.compareTo(WorkflowDefinition.MAX_TIMEOUT) > 0) {
                    add(
                            ProblemCode.OUT_OF_RANGE,
                            at + "/timeout",
                            "must be more than zero and at most 120 days but was " + shown(value));
                }
            }
        }
    }

    private static String shown(Duration value) {
        return value.isNegative() || value.toNanosPart() % 1_000_000 != 0 ? value.toString() : DurationText.of(value);
    }

    private void length(String path, Optional<String> text, int max) {
        int length = text.orElse("").length();
        if (length > max) {
            add(ProblemCode.TOO_LONG, path, "must have at most " + max + " characters but has " + length);
        }
    }

    private void add(ProblemCode code, String path, Optional<String> message) {
        if (message.isPresent()) {
            add(code, path, message.get());
        }
    }

    private void add(ProblemCode code, String path, String message) {
        problems.add(Problem.of(code, path, message));
    }
}
