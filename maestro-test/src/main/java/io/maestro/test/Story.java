package io.maestro.test;

import io.maestro.RunHandle;
import io.maestro.dsl.picture.Picture;
import io.maestro.run.StepAttempt;
import io.maestro.run.TimelineEvent;
import java.util.List;

/** Tells what has happened in a run, for whoever expected something else. */
final class Story {

    private Story() {}

    static String of(RunHandle run) {
        return "\nrun " + run.id() + " is " + run.status()
                + "\nits timeline:"
                + lines(run.timeline().stream().map(Story::line).toList())
                + "\nits steps:"
                + lines(run.explain().stream().map(Object::toString).toList())
                + "\nits picture, in Mermaid:\n" + Picture.of(run).mermaid();
    }

    private static String lines(List<String> lines) {
        return "\n  " + String.join("\n  ", lines);
    }

    private static String line(TimelineEvent event) {
        return event.at() + " "
                + switch (event) {
                    case TimelineEvent.OfRun ofRun -> "run " + ofRun.status();
                    case TimelineEvent.Restarted restarted ->
                        restarted.by().orElse("somebody") + " restarted the instance "
                                + restarted
                                        .step()
                                        .map(step -> "at step " + step)
                                        .orElse(restarted.policy().name())
                                + restarted
                                        .reason()
                                        .map(reason -> ": " + reason)
                                        .orElse("");
                    case TimelineEvent.EndAsked asked ->
                        "asked to end as " + asked.ending().outcome() + ": "
                                + asked.ending().reason();
                    case TimelineEvent.OfStep ofStep ->
                        "step " + ofStep.step() + ", attempt " + ofStep.attempt() + ": " + ofStep.status()
                                + ofStep.error()
                                        .map(error -> " (" + error.message() + ")")
                                        .orElse("");
                    case TimelineEvent.Unblocked unblocked ->
                        unblocked.unblocking().toString();
                    case TimelineEvent.Undoes undoes -> undoes.compensation().toString();
                    case TimelineEvent.Handles handles -> "failures are handled by " + handles.handling();
                    case TimelineEvent.Acted acted ->
                        acted.step().map(step -> "step " + step).orElse("run") + ": " + acted.action();
                    case TimelineEvent.Settled settled ->
                        "step " + settled.step() + ", attempt " + settled.attempt() + ": " + settled.settlement();
                };
    }

    /** Returns an attempt in words. */
    static String of(StepAttempt attempt) {
        return "attempt " + attempt.attempt() + " " + attempt.status()
                + attempt.error().map(error -> " (" + error.message() + ")").orElse("");
    }
}
