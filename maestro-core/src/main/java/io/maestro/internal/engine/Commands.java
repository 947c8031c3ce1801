package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.internal.kernel.Command;
import io.maestro.internal.kernel.RunEvent;
import io.maestro.internal.kernel.StepEvent;
import io.maestro.internal.kernel.Timer;
import io.maestro.run.RunStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Carries out what the machine of a run asks for, in order and one at a time, once it is recorded: the works and timers of the run. */
final class Commands {

    private final Engine engine;
    private final RunProcess process;
    private final Announcer announcer;
    /** Others look at it. */
    private final AtomicReferenceArray<@Nullable Work> works;

    /** One of each kind for each step, so that they do not add up over the attempts: the next takes the place of one that rang. */
    private final Map<Slot, Armed> timers = new HashMap<>();

    private record Slot(int step, Timer.Kind kind) {
        static Slot of(Timer timer) {
            return new Slot(timer.step(), timer.kind());
        }
    }

    private record Armed(Timer timer, Timers.Entry entry) {}

    Commands(Engine engine, RunProcess process, Announcer announcer) {
        this.engine = engine;
        this.process = process;
        this.announcer = announcer;
        this.works = new AtomicReferenceArray<>(process.prepared().graph().size());
    }

    /** Carries out a command. */
    void carryOut(Command command) {
        switch (command) {
            case Command.StartWork start -> startWork(start);
            case Command.CommitWork commit -> {
                // Whoever did the work knows already.
            }
            case Command.TellInDoubt doubt ->
                announcer.isInDoubt(
                        id(doubt.step()),
                        doubt.current().attempt(),
                        doubt.startedAt(),
                        engine.time().instant());
            case Command.PollWork poll ->
                work(new Work(
                        process,
                        poll.step(),
                        poll.current(),
                        poll.startedAt(),
                        new Work.Poll(poll.params(), poll.jobId())));
            case Command.EvaluateConditions conditions ->
                work(new Work(
                        process,
                        conditions.step(),
                        conditions.current(),
                        conditions.startedAt(),
                        new Work.Conditions(conditions.params())));
            case Command.BeginChild begin ->
                unlessDraining(() -> process.children().begin(begin));
            case Command.AskCondition ask ->
                work(new Work(
                        process,
                        ask.step(),
                        ask.current(),
                        ask.startedAt(),
                        new Work.Ask(ask.params(), ask.number(), ask.values())));
            case Command.StopChildren stop -> process.children().stop(stop);
            case Command.FindChildren find ->
                unlessDraining(() -> process.children().find(find));
            case Command.InterruptWork interrupt -> interrupt(interrupt.step(), interrupt.attempt());
            case Command.GiveUpWork giveUp -> giveUp(giveUp.step(), giveUp.attempt());
            case Command.StopJob stop -> {
                interrupt(stop.step(), stop.current().attempt());
                engine.shutdown()
                        .stopJob(new Work(
                                process,
                                stop.step(),
                                stop.current(),
                                stop.startedAt(),
                                new Work.Stop(stop.params(), stop.jobId())));
            }
            case Command.FindUndos find -> unlessDraining(() -> process.undone().find(find.search()));
            case Command.GrantPermits grant -> engine.permits().look(grant.limits());
            case Command.SetTimer set -> setTimer(set);
            case Command.CancelTimer cancel -> cancelTimer(cancel.timer());
        }
    }

    private void work(Work work) {
        unlessDraining(() -> {
            works.set(work.step(), work);
            work.begin();
        });
    }

    private void unlessDraining(Runnable action) {
        if (!engine.isDraining()) {
            action.run();
        }
    }

    private void giveUp(int step, int attempt) {
        var work = works.get(step);
        if (work != null && work.attempt() == attempt) {
            work.giveUp();
        }
    }

    private StepId id(int step) {
        return process.prepared().graph().id(step);
    }

    private void startWork(Command.StartWork start) {
        int attempt = start.current().attempt();
        if (!engine.isDraining()) {
            announcer.stepStarts(id(start.step()), attempt, start.at());
        }
        boolean isRecorded = process.plan().recordsStarts(start.step())
                || start.current().permits().isPresent();
        if (engine.isDraining() && isRecorded) {
            // It would otherwise look as if it had been begun.
            process.mail()
                    .post(new RunEvent.OfStep(
                            start.step(),
                            new StepEvent.NotBegun(attempt, engine.time().instant())));
        } else {
            work(new Work(process, start.step(), start.current(), start.at(), Work.Start.INSTANCE));
        }
    }

    private void setTimer(Command.SetTimer set) {
        var entry = engine.timers().set(set.at(), () -> process.mail().ring(rung(set.timer())));
        var before = timers.put(Slot.of(set.timer()), new Armed(set.timer(), entry));
        if (before != null) {
            engine.timers().cancel(before.entry());
        }
    }

    private void cancelTimer(Timer timer) {
        var armed = timers.get(Slot.of(timer));
        if (armed != null && armed.timer().equals(timer)) {
            timers.remove(Slot.of(timer));
            engine.timers().cancel(armed.entry());
        }
    }

    void cancelTimers() {
        timers.values().forEach(armed -> engine.timers().cancel(armed.entry()));
    }

    private RunEvent rung(Timer timer) {
        return timer.step() == Timer.RUN
                ? engine.messenger().endAsked(RunStatus.TIMED_OUT, "the run took longer than its timeout")
                : new RunEvent.OfStep(
                        timer.step(),
                        new StepEvent.TimerFired(
                                timer.kind(), timer.attempt(), engine.time().instant()));
    }

    private void interrupt(int step, int attempt) {
        var work = works.get(step);
        if (work != null && work.attempt() == attempt) {
            work.interrupt();
        }
    }

    /** Returns the work that was begun, of which some may be over. Asked once no more is begun. */
    List<Work> works() {
        return IntStream.range(0, works.length())
                .mapToObj(works::get)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** Tells whether some work goes on that was not given up. */
    boolean isAtWork() {
        return works().stream().anyMatch(Work::goesOn);
    }
}
