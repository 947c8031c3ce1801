package io.maestro.dsl.internal.picture;

import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.Transition;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.dsl.internal.layout.BackEdges;
import io.maestro.dsl.internal.picture.Arrow.Course;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes diagrams of definitions and runs. */
public final class Sketch {

    private final Map<String, WorkflowDefinition> known;
    private final Set<String> open = new HashSet<>();
    private final Set<StepId> ofRuns = new HashSet<>();

    private Sketch(Map<String, WorkflowDefinition> known) {
        this.known = known;
    }

    /**
     * Makes a diagram.
     *
     * @param workflow the workflow
     * @param path the loop steps whose body is shown, the outermost first; empty for the whole workflow
     * @param steps the steps that are shown
     * @param facts what is known of a run of these steps, or empty
     * @param known workflows by their ids, whose steps are shown where a step runs them
     * @return the diagram
     */
    public static Diagram of(
            WorkflowDefinition workflow,
            List<StepId> path,
            List<Step> steps,
            Optional<Facts> facts,
            Map<String, WorkflowDefinition> known) {
        var sketch = new Sketch(known);
        sketch.open.add(workflow.id().value());
        if (path.isEmpty()) {
            workflow.onFailure().ifPresent(sketch.ofRuns::add);
        }
        var title = new StringBuilder(workflow.name().orElse(workflow.id().value()));
        path.forEach(step -> title.append(" / ").append(step));
        return new Diagram(
                title.toString(),
                facts.map(run -> run.run().runId() + ", version " + run.run().version())
                        .or(() -> workflow.name().map(name -> workflow.id().value())),
                facts.map(Facts::standing),
                sketch.body(steps, facts));
    }

    private Body body(List<Step> steps, Optional<Facts> facts) {
        var numbers = new HashMap<StepId, Integer>();
        for (int i = 0; i < steps.size(); i++) {
            numbers.put(steps.get(i).id(), i);
        }
        var successors = new int[steps.size()][];
        for (int i = 0; i < successors.length; i++) {
            successors[i] = steps.get(i).basics().transition().successors().keySet().stream()
                    .mapToInt(id -> numbers.getOrDefault(id, -1))
                    .toArray();
        }
        var back = BackEdges.of(successors);
        var boxes = new ArrayList<Box>();
        var arrows = new ArrayList<Arrow>();
        for (int i = 0; i < steps.size(); i++) {
            boxes.add(box(steps.get(i), facts));
            var transition = steps.get(i).basics().transition();
            int edge = 0;
            for (var successor : transition.successors().entrySet()) {
                boolean leadsBack = back[i][edge];
                var from = steps.get(i).id();
                arrows.add(new Arrow(
                        i,
                        successors[i][edge],
                        leadsBack,
                        labels(Details.text(successor.getValue()), leadsBack, transition),
                        facts.map(run -> run.course(from, successor.getKey(), leadsBack))
                                .orElse(Course.OPEN)));
                edge++;
            }
            int step = i;
            var basics = steps.get(i).basics();
            basics.compensation().ifPresent(by -> arrows.add(aside(step, by, "undone by", numbers, facts)));
            basics.onFailure().ifPresent(by -> arrows.add(aside(step, by, "on failure", numbers, facts)));
        }
        return new Body(boxes, arrows);
    }

    /** Returns an arrow to a step that is not part of the flow. */
    private static Arrow aside(int step, StepId by, String label, Map<StepId, Integer> numbers, Optional<Facts> facts) {
        return new Arrow(
                step,
                numbers.getOrDefault(by, step),
                false,
                List.of(label),
                facts.filter(run -> run.hasRun(by)).isPresent() ? Course.TAKEN : Course.OPEN);
    }

    private static List<String> labels(Optional<String> condition, boolean back, Transition transition) {
        var labels = new ArrayList<String>();
        condition.ifPresent(labels::add);
        if (back) {
            transition.maxPasses().map(most -> "at most " + most + " passes").ifPresent(labels::add);
        }
        return labels;
    }

    private Box box(Step step, Optional<Facts> facts) {
        return new Box(
                step.id().value(),
                Details.kind(step),
                step.basics().name().orElse(step.id().value()),
                details(step),
                facts.map(run -> run.standing(step.id())),
                Tooltips.of(step, facts),
                within(step));
    }

    /** Nothing leads to what handles the failure of a run. */
    private List<String> details(Step step) {
        var details = new ArrayList<>(Details.of(step));
        if (ofRuns.contains(step.id())) {
            details.add("if the workflow fails");
        }
        return details;
    }

    private Optional<Body> within(Step step) {
        if (step instanceof LoopStep loop) {
            return Optional.of(body(loop.steps(), Optional.empty()));
        }
        return step instanceof SubworkflowStep subworkflow
                ? Details.workflow(subworkflow).flatMap(this::included)
                : Optional.empty();
    }

    /** Returns the steps of a workflow that is known, unless it runs itself: then it would never end. */
    private Optional<Body> included(String workflow) {
        var definition = known.get(workflow);
        if (definition == null || !open.add(workflow)) {
            return Optional.empty();
        }
        var body = body(definition.steps(), Optional.empty());
        open.remove(workflow);
        return Optional.of(body);
    }
}
