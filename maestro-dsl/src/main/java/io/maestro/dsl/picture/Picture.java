package io.maestro.dsl.picture;

import static java.util.Objects.requireNonNull;

import io.maestro.RunHandle;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.dsl.internal.layout.Flow;
import io.maestro.dsl.internal.mermaid.MermaidPicture;
import io.maestro.dsl.internal.picture.Diagram;
import io.maestro.dsl.internal.picture.Facts;
import io.maestro.dsl.internal.picture.Sketch;
import io.maestro.dsl.internal.picture.Targets;
import io.maestro.dsl.internal.svg.SvgPicture;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A picture of a workflow, or of a run of it: its steps as boxes, its transitions as arrows. Immutable and thread-safe.
 *
 * {@snippet :
 * Files.writeString(Path.of("etl.svg"), Picture.of(etl.definition()).svg());
 * Files.writeString(Path.of("run.svg"), Picture.of(run).svg());
 * }
 *
 * <p>The steps of a loop, and those of a subworkflow that is {@link #including included}, are drawn in the box of their step.
 * Transitions that lead back are dashed, and say after how many passes they end. In the picture of a run each step tells how it
 * stands, how long it took, how often a cycle came to it and how often it was tried again, and the ways that the run went are
 * bold.
 *
 * <p>The same definition and the same run give the same picture, to the letter.
 */
public final class Picture {

    private final WorkflowDefinition workflow;
    private final List<StepId> path;
    private final List<Step> steps;
    private final Optional<Facts> facts;
    private final Map<String, WorkflowDefinition> subworkflows;
    private final Flow flow;

    private Picture(
            WorkflowDefinition workflow,
            List<StepId> path,
            List<Step> steps,
            Optional<Facts> facts,
            Map<String, WorkflowDefinition> subworkflows,
            Flow flow) {
        this.workflow = workflow;
        this.path = path;
        this.steps = steps;
        this.facts = facts;
        this.subworkflows = subworkflows;
        this.flow = flow;
    }

    /**
     * Returns the picture of a definition.
     *
     * @param definition the definition
     * @return the picture
     * @throws InvalidDefinitionException if two steps have the same id, or a transition leads to a step that does not exist
     */
    public static Picture of(WorkflowDefinition definition) {
        Targets.check(requireNonNull(definition, "definition"));
        return new Picture(definition, List.of(), definition.steps(), Optional.empty(), Map.of(), Flow.DOWN);
    }

    /**
     * Returns the picture of a run, as it stands now. That of an iteration of a loop shows the steps of the loop.
     *
     * @param run the run
     * @return the picture
     * @throws io.maestro.run.RunNotFoundException if the run was purged
     * @throws io.maestro.run.RunNotHereException if the version of the run is not known to this engine
     */
    public static Picture of(RunHandle run) {
        return of(run.definition(), run.run(), run.steps());
    }

    /**
     * Returns the picture of a run, as facts tell it that were read from a store. That of an iteration of a loop shows the steps of
     * the loop.
     *
     * @param definition the version of the workflow that the run names
     * @param run the run
     * @param attempts attempts of its steps, of which the newest of each step counts
     * @return the picture
     * @throws IllegalArgumentException if the run is one of something else
     * @throws InvalidDefinitionException if two steps have the same id, or a transition leads to a step that does not exist
     */
    public static Picture of(WorkflowDefinition definition, WorkflowRun run, List<StepAttempt> attempts) {
        Targets.check(definition);
        var runs = run.definition();
        if (!runs.workflow().equals(definition.id())) {
            throw new IllegalArgumentException("run '" + run.runId() + "' is one of workflow '" + runs.workflow()
                    + "' but the definition is that of '" + definition.id() + "'");
        }
        var steps = definition.steps();
        for (var loop : runs.body()) {
            steps = body(steps, loop, run);
        }
        var facts = new Facts(run, attempts);
        facts.stranger(steps).ifPresent(step -> {
            throw strange(run, step);
        });
        return new Picture(definition, runs.body(), steps, Optional.of(facts), Map.of(), Flow.DOWN);
    }

    private static List<Step> body(List<Step> steps, StepId loop, WorkflowRun run) {
        return steps.stream()
                .filter(step -> step.id().equals(loop))
                .findFirst()
                .filter(LoopStep.class::isInstance)
                .map(step -> ((LoopStep) step).steps())
                .orElseThrow(() -> strange(run, loop));
    }

    private static IllegalArgumentException strange(WorkflowRun run, StepId step) {
        return new IllegalArgumentException("run '" + run.runId() + "' has a step '" + step
                + "' which the definition does not have; expected version " + run.version() + " of the workflow");
    }

    /**
     * Returns this picture with arrows that lead from the left to the right. By default they lead down. Where many steps run side
     * by side, such a picture is less wide.
     *
     * @return the changed picture
     */
    public Picture leftToRight() {
        return new Picture(workflow, path, steps, facts, subworkflows, Flow.RIGHT);
    }

    /**
     * Returns this picture with the steps of subworkflows in the boxes of the steps that run them. Where a step names its
     * subworkflow by something that is only known in a run, or a subworkflow runs itself, only the box is drawn.
     *
     * @param definitions definitions of subworkflows
     * @return the changed picture
     * @throws InvalidDefinitionException if two steps have the same id, or a transition leads to a step that does not exist
     */
    public Picture including(WorkflowDefinition... definitions) {
        var known = new HashMap<>(subworkflows);
        for (var definition : definitions) {
            Targets.check(definition);
            known.put(definition.id().value(), definition);
        }
        return new Picture(workflow, path, steps, facts, known, flow);
    }

    /**
     * Returns the picture as a flowchart of Mermaid, which many places that show Markdown draw.
     *
     * @return the text, with a line end at its end
     */
    public String mermaid() {
        return MermaidPicture.of(diagram(), flow);
    }

    /**
     * Returns the picture as an SVG document that needs nothing else: it can be a file, or stand in a page. It is drawn for light
     * surroundings, and for dark ones where whoever shows it prefers these. What there is no room for is told when one points at
     * a box or an arrow.
     *
     * @return the document, without an XML declaration, with a line end at its end
     */
    public String svg() {
        return SvgPicture.of(diagram(), flow);
    }

    private Diagram diagram() {
        return Sketch.of(workflow, path, steps, facts, subworkflows);
    }
}
