package io.maestro.internal.engine;

import io.maestro.definition.LoopStep;
import io.maestro.definition.SubworkflowStep;
import io.maestro.internal.eval.merge.DefaultParams;
import io.maestro.internal.eval.merge.GivenParams;
import io.maestro.internal.eval.merge.Kept;
import io.maestro.internal.eval.params.RunWorld;
import io.maestro.internal.eval.params.SharedParams;
import io.maestro.internal.kernel.Command;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamException;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamValue;
import io.maestro.run.Children;
import io.maestro.run.Initiator;
import io.maestro.run.Restart;
import io.maestro.run.WorkflowRun;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The params of the runs that work for the steps of a run. The iterations of a loop differ in few of them: what they have in common
 * is put together once. Thread-safe.
 */
final class ChildParams {

    private final Evaluator evaluator;
    private final RunProcess parent;

    /** What the iterations of the newest attempt of a loop have in common, by the number of the step. */
    private final ConcurrentHashMap<Integer, Common> common = new ConcurrentHashMap<>();

    private record Common(int attempt, SharedParams params) {}

    ChildParams(Evaluator evaluator, RunProcess parent) {
        this.evaluator = evaluator;
        this.parent = parent;
    }

    /**
     * Returns the params of a run that is to begin.
     *
     * @throws ParamException if they do not fit together, or one has no value
     */
    Map<String, EvaluatedParam> of(
            Command.BeginChild command,
            Prepared prepared,
            Initiator.ByStep initiator,
            Optional<WorkflowRun> before,
            Optional<Restart> restart) {
        var source = ParamSource.valueOf(initiator.kind().name());
        var own = command.children() instanceof Children.Iterations
                ? loopValues(command, initiator.kind())
                : Map.<String, ParamDefinition>of();
        var world = restart.map(how -> evaluator.worldOf(
                        prepared.definition(), command.children().workflow(), initiator, how.policy()))
                .orElseGet(() -> evaluator.worldOf(
                        prepared.definition(), command.children().workflow(), initiator));
        if (before.isPresent()) {
            var given = passedOn(command);
            given.putAll(own);
            var atTarget = restart.filter(Restart::isTarget)
                    .map(how -> how.order().params())
                    .orElse(Map.of());
            return StartParams.ofRestartedChild(
                    prepared, before.get(), GivenParams.byParent(source, given), atTarget, world, evaluator);
        }
        // What is laid over a declared param depends on both, and cannot be left for later.
        if (command.children() instanceof Children.Iterations
                && Collections.disjoint(own.keySet(), prepared.declared().keySet())) {
            return common(command, prepared, world, source, own.keySet())
                    .with(
                            world,
                            evaluator.compilers(),
                            GivenParams.byParent(source, own),
                            prepared.code().params().ofRun());
        }
        var given = passedOn(command);
        given.putAll(own);
        return StartParams.ofChild(prepared, GivenParams.byParent(source, given), world, evaluator);
    }

    private SharedParams common(
            Command.BeginChild command, Prepared prepared, RunWorld world, ParamSource source, Set<String> own) {
        int attempt = command.current().attempt();
        var known = common.get(command.step());
        if (known == null || known.attempt() != attempt) {
            var given = passedOn(command);
            given.keySet().removeAll(own);
            known = new Common(
                    attempt,
                    SharedParams.of(
                            world, evaluator.compilers(), prepared.declared(), GivenParams.byParent(source, given)));
            common.put(command.step(), known);
        }
        return known.params();
    }

    /** Returns what every run that works for the attempt is given: params of this run, and those of the step. */
    private Map<String, ParamDefinition> passedOn(Command.BeginChild command) {
        var given = new LinkedHashMap<String, ParamDefinition>();
        var step = parent.prepared().steps().get(command.step()).step();
        if (!(step instanceof SubworkflowStep subworkflow) || !subworkflow.explicitParams()) {
            parent.params().evaluated().forEach((name, param) -> given.put(name, Kept.forChild(param)));
        }
        var own = new LinkedHashSet<>(step.basics().params().keySet());
        if (parent.prepared().graph().handlers().handles(command.step())) {
            own.addAll(DefaultParams.failures().keySet());
        }
        for (var name : own) {
            var param = command.params().get(name);
            if (param != null) {
                given.put(name, Kept.forChild(param));
            }
        }
        switch (command.children()) {
            case Children.Subworkflow child -> {
                given.remove(SubworkflowStep.ID);
                given.remove(SubworkflowStep.VERSION);
            }
            case Children.Iterations iterations -> {
                if (LoopParams.of(command.params()).isPresent()) {
                    given.remove(LoopStep.LOOP_PARAMS);
                }
            }
        }
        return given;
    }

    /** Returns what only one iteration is given. */
    private static Map<String, ParamDefinition> loopValues(Command.BeginChild command, Initiator.Kind kind) {
        var loopParams = LoopParams.of(command.params());
        if (loopParams.isEmpty()) {
            return Map.of();
        }
        var own = new LinkedHashMap<String, ParamDefinition>();
        own.put("loop_index", ParamDefinition.literal(ParamValue.of(command.number() - 1)));
        if (kind == Initiator.Kind.WHILE) {
            own.put("condition", ParamDefinition.literal(ParamValue.of(true)));
        }
        var values =
                kind == Initiator.Kind.WHILE ? command.values() : LoopParams.at(loopParams.get(), command.number());
        values.forEach((name, value) -> own.put(name, LoopParams.definition(command.params(), value)));
        return own;
    }
}
