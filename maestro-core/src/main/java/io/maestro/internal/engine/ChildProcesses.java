package io.maestro.internal.engine;

import io.maestro.definition.LoopStep;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.WhileStep;
import io.maestro.internal.eval.params.Secrets;
import io.maestro.internal.kernel.Command;
import io.maestro.internal.kernel.Offspring;
import io.maestro.internal.kernel.RunEvent;
import io.maestro.internal.kernel.StepEvent;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import io.maestro.run.Children;
import io.maestro.run.Initiator;
import io.maestro.run.Restart;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.store.NewRun;
import io.maestro.value.JavaValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Begins, stops and finds the runs that work for the steps of a run, and tells it of their ends. Thread-safe. */
final class ChildProcesses {

    private final Engine engine;
    private final RunProcess parent;
    private final ChildParams params;

    /** Why runs of an attempt that are about to begin are to be stopped at once. */
    private final ConcurrentHashMap<Integer, Closing> closing = new ConcurrentHashMap<>();

    /** An attempt ends only when all its runs have, so those of one attempt of a step at most are about to begin. */
    private record Closing(int attempt, String reason) {}

    ChildProcesses(Engine engine, RunProcess parent) {
        this.engine = engine;
        this.parent = parent;
        this.params = new ChildParams(engine.evaluator(), parent);
    }

    /** Has a run begin. Its params are evaluated first, on a thread of their own, since expressions may take their time. */
    void begin(Command.BeginChild command) {
        engine.inBackground(() -> {
            try {
                var before = before(command);
                var prepared = prepared(command, before);
                var initiator = initiator(command);
                var restart = restart(command, prepared, before);
                var given = params.of(command, prepared, initiator, before, restart);
                engine.store().requireRecordable(given);
                var plan = prepared.plan(given, engine.evaluator());
                var newRun = new NewRun(
                        key(command, before),
                        prepared.ref(),
                        initiator,
                        given,
                        engine.time().instant(),
                        place(command),
                        admission(command),
                        restart);
                engine.starts().beginChild(parent, prepared, plan, newRun, new Expected(command));
            } catch (RuntimeException e) {
                var lost = new StepEvent.ChildLost(
                        command.current().attempt(),
                        command.number(),
                        Errors.masked(Errors.of("run " + command.number() + " could not begin: ", e), secrets(command)),
                        engine.time().instant());
                parent.mail().post(new RunEvent.OfStep(command.step(), lost));
            }
        });
    }

    private ChildRestarts restarts(Command.BeginChild command) {
        var step = parent.prepared().graph().id(command.step());
        var again = again(command);
        return again.isPresent() && command.children() instanceof Children.Iterations iterations
                ? ChildRestarts.ofIteration(
                        engine,
                        step,
                        iterations,
                        command.current().restartOfIteration().orElseThrow())
                : ChildRestarts.of(engine, parent, step, command.current());
    }

    private boolean mayGoOn(Command.BeginChild command) {
        return parent.recorded().restart().isPresent()
                || command.current().attempt() > 1
                || again(command).isPresent();
    }

    /** Returns that somebody has restarted the iteration that is to begin while its loop goes on; empty if nobody has. */
    private static Optional<Children.Again> again(Command.BeginChild command) {
        return command.children() instanceof Children.Iterations iterations
                ? iterations.again().filter(again -> again.number() == command.number())
                : Optional.empty();
    }

    private static RunId iteration(Command.BeginChild command, Children.Iterations iterations) {
        long run = again(command).map(Children.Again::run).orElse(iterations.run());
        return new RunId(iterations.workflow(), command.number(), run);
    }

    /** Returns the newest run of the instance that goes on, or empty if a new one begins. */
    private Optional<WorkflowRun> before(Command.BeginChild command) {
        if (!mayGoOn(command)) {
            return Optional.empty();
        }
        return switch (command.children()) {
            case Children.Iterations iterations -> restarts(command).iterationBefore(iteration(command, iterations));
            case Children.Subworkflow subworkflow ->
                restarts(command)
                        .subworkflowBefore()
                        .filter(row -> row.runId().workflow().equals(subworkflow.workflow()));
        };
    }

    private Optional<Restart> restart(Command.BeginChild command, Prepared prepared, Optional<WorkflowRun> before) {
        if (!mayGoOn(command)) {
            return Optional.empty();
        }
        var restarts = restarts(command);
        return before.map(newest -> engine.restarts().kept(prepared, newest, restarts.of(newest)))
                .or(restarts::ofFresh);
    }

    private Secrets secrets(Command.BeginChild command) {
        return Secrets.of(
                Stream.concat(command.params().values().stream(), parent.params().evaluated().values().stream()),
                Stream.empty());
    }

    /** An instance of a subworkflow goes on in its version; an iteration is of the version of its loop. */
    private Prepared prepared(Command.BeginChild command, Optional<WorkflowRun> before) {
        return switch (command.children()) {
            case Children.Iterations iterations ->
                parent.prepared().body(List.of(parent.prepared().graph().id(command.step())));
            case Children.Subworkflow subworkflow
            when before.isPresent() ->
                engine.catalog()
                        .find(before.get().definition())
                        .orElseThrow(() ->
                                new IllegalStateException("run " + before.get().runId() + " cannot go on here"));
            case Children.Subworkflow subworkflow ->
                engine.catalog()
                        .version(subworkflow.workflow(), subworkflow.version())
                        .orElseThrow(() -> new IllegalStateException("version " + subworkflow.version()
                                + " of workflow '" + subworkflow.workflow() + "' cannot run here"));
        };
    }

    /** Iterations of a foreach may go on side by side; of a while, each waits for the one before. */
    private NewRun.Place place(Command.BeginChild command) {
        return kind(command) == Initiator.Kind.FOREACH ? engine.elsewhere().placeOfIteration() : NewRun.Place.HERE;
    }

    /** Iterations never wait. A subworkflow is as urgent as the run that waits for it. */
    private NewRun.Admission admission(Command.BeginChild command) {
        return kind(command).isLoop()
                ? NewRun.Admission.AT_ONCE
                : new NewRun.Admission.InTurn(parent.recorded().priority());
    }

    private NewRun.Key key(Command.BeginChild command, Optional<WorkflowRun> before) {
        return switch (command.children()) {
            case Children.Iterations iterations -> new NewRun.Numbered(iteration(command, iterations));
            case Children.Subworkflow subworkflow -> {
                var request = request(command.step(), command.current().attempt());
                yield before.map(WorkflowRun::runId)
                        .<NewRun.Key>map(newest -> new NewRun.Restarted(newest.next(), request))
                        .orElseGet(() -> new NewRun.NextInstance(subworkflow.workflow(), Optional.of(request)));
            }
        };
    }

    /** The same attempt asks for the same run, also after a crash. */
    private String request(int step, int attempt) {
        return parent.runId() + "/" + parent.prepared().graph().id(step) + '/' + attempt;
    }

    private Initiator.ByStep initiator(Command.BeginChild command) {
        var above = parent.recorded().initiator();
        var root = above instanceof Initiator.ByStep byStep ? byStep.root() : parent.runId();
        var step = parent.prepared().steps().get(command.step()).step();
        return new Initiator.ByStep(
                kind(command),
                parent.runId(),
                step.id(),
                command.current().attempt(),
                !(step instanceof SubworkflowStep subworkflow) || subworkflow.sync(),
                above.depth() + 1,
                root,
                item(command));
    }

    private Initiator.Kind kind(Command.BeginChild command) {
        return switch (parent.prepared().steps().get(command.step()).step()) {
            case SubworkflowStep subworkflow -> Initiator.Kind.SUBWORKFLOW;
            case WhileStep loop -> Initiator.Kind.WHILE;
            default -> Initiator.Kind.FOREACH;
        };
    }

    private static Optional<JavaValue> item(Command.BeginChild command) {
        return command.children() instanceof Children.Iterations iterations
                        && !iterations.items().isEmpty()
                ? Optional.of(iterations.items().get((int) command.number() - 1))
                : Optional.empty();
    }

    /** Tells the parent of a run that it asked for: which it is before its end, and its end if that was told to nobody. */
    private final class Expected implements Starts.Birth {
        private final Command.BeginChild command;

        Expected(Command.BeginChild command) {
            this.command = command;
        }

        @Override
        public void recorded(WorkflowRun row) {
            if (command.children() instanceof Children.Subworkflow
                    || again(command).isPresent()) {
                var began = new StepEvent.ChildBegan(
                        command.current().attempt(), row.runId(), engine.time().instant());
                parent.mail().post(new RunEvent.OfStep(command.step(), began));
            }
        }

        @Override
        public void begun(WorkflowRun row) {
            var asked = closing.get(command.step());
            if (asked != null && asked.attempt() == command.current().attempt()) {
                engine.messenger().stop(row.runId(), asked.reason());
            }
            if (row.status().isTerminal()) {
                engine.messenger().tellParent(row, () -> engine.folding().newestAttempts(row));
            }
        }

        @Override
        public void failed(RuntimeException cause) {
            parent.cannotGoOn(cause);
        }
    }

    /** Stops runs, also one that is about to begin. */
    void stop(Command.StopChildren command) {
        closing.put(command.step(), new Closing(command.attempt(), command.reason()));
        command.runs().forEach(run -> engine.messenger().stop(run, command.reason()));
    }

    /** Takes notice of the end of a run. */
    void ended(Initiator.ByStep from, WorkflowRun row, Supplier<List<StepAttempt>> attempts) {
        int step = parent.prepared().graph().number(from.step()).orElseThrow();
        var child = new Offspring.Child(
                from.kind().isLoop() ? row.runId().instance() : 1,
                row.runId().run(),
                row.status(),
                row.rollup(),
                valuesAfter(from.kind(), step, row, attempts));
        parent.mail()
                .post(new RunEvent.OfStep(
                        step,
                        new StepEvent.ChildEnded(
                                from.attempt(), child, engine.time().instant())));
    }

    private Map<String, ParamValue> valuesAfter(
            Initiator.Kind kind, int step, WorkflowRun row, Supplier<List<StepAttempt>> attempts) {
        return kind == Initiator.Kind.WHILE ? LoopParams.after(valuesOf(step, row), attempts.get()) : Map.of();
    }

    /** Returns the loop params that an iteration of a while began with. */
    private Map<String, ParamValue> valuesOf(int step, WorkflowRun row) {
        var values = new LinkedHashMap<String, ParamValue>();
        var declared =
                parent.prepared().steps().get(step).step().basics().params().get(LoopStep.LOOP_PARAMS);
        if (declared != null && declared.content() instanceof ParamDefinition.Members(var members)) {
            for (var name : members.keySet()) {
                var param = row.params().get(name);
                if (param != null) {
                    values.put(name, param.value());
                }
            }
        }
        return values;
    }

    /** Looks up how runs stand, and has those go on that were cut off. */
    void find(Command.FindChildren command) {
        engine.inBackground(() -> {
            try {
                var found = switch (command.children()) {
                    case Children.Iterations iterations -> found(command, iterations);
                    case Children.Subworkflow subworkflow -> found(command, subworkflow);
                };
                parent.mail().post(new RunEvent.OfStep(command.step(), found));
            } catch (RuntimeException e) {
                parent.cannotGoOn(e);
            }
        });
    }

    private StepEvent found(Command.FindChildren command, Children.Iterations iterations) {
        var summary = engine.store().children(iterations);
        summary.unfinished().forEach(engine.recovery()::resume);
        return found(
                command,
                iterations,
                new Offspring.Found(
                        summary.last(),
                        summary.ended(),
                        summary.rollup(),
                        summary.unfinished(),
                        summary.kept(),
                        summary.again(),
                        summary.missing(),
                        notBegunAgain(iterations),
                        summary.last() > 0 ? valuesAfter(command.step(), iterations, summary.last()) : Map.of()));
    }

    /** Returns the newest run of the iteration that was restarted last, if the process died before it began again. */
    private Optional<Offspring.Child> notBegunAgain(Children.Iterations iterations) {
        return iterations
                .again()
                .flatMap(again -> engine.restarts()
                        .newestEnded(iterations.workflow(), again.number())
                        .filter(newest -> newest.run() < again.run()));
    }

    private StepEvent found(Command.FindChildren command, Children children, Offspring.Found found) {
        return new StepEvent.ChildrenFound(
                command.current().attempt(), children, found, engine.time().instant());
    }

    private Map<String, ParamValue> valuesAfter(int step, Children.Iterations iterations, long last) {
        if (!(parent.prepared().steps().get(step).step() instanceof WhileStep)) {
            return Map.of();
        }
        var own = iterations.run(last).flatMap(engine.store()::run);
        return own.map(row ->
                        LoopParams.after(valuesOf(step, row), engine.folding().newestAttempts(row)))
                .or(() -> goneOnWith(iterations).map(row -> valuesOf(step, row)))
                .orElse(Map.of());
    }

    /** Returns the iteration that a while goes on with, which is given the loop params again that it was given before. */
    private Optional<WorkflowRun> goneOnWith(Children.Iterations iterations) {
        return iterations
                .kept()
                .flatMap(kept -> kept instanceof Children.Kept.Before(var since, var number)
                        ? engine.store().newest(iterations.workflow(), number)
                        : Optional.empty());
    }

    private StepEvent found(Command.FindChildren command, Children.Subworkflow subworkflow) {
        var request = request(command.step(), command.current().attempt());
        var known = subworkflow
                .child()
                .flatMap(engine.store()::run)
                .or(() -> engine.store().requested(subworkflow.workflow(), request));
        if (known.isEmpty()) {
            return found(
                    command,
                    subworkflow,
                    new Offspring.Found(0, Map.of(), Rollup.none(), List.of(), List.of(), Map.of()));
        }
        var row = known.get();
        boolean over = row.status().isTerminal();
        if (!over) {
            engine.recovery().resume(row.runId());
        }
        return found(
                command,
                subworkflow.started(row.runId()),
                new Offspring.Found(
                        1,
                        over ? Map.of(row.status(), 1L) : Map.of(),
                        row.rollup(),
                        over ? List.of() : List.of(row.runId()),
                        List.of(),
                        Map.of()));
    }
}
