package io.maestro.dsl.internal.picture;

import io.maestro.definition.FailureMode;
import io.maestro.definition.Setting;
import io.maestro.definition.Step;
import io.maestro.run.StepAttempt;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is told of a step when one points at it. */
final class Tooltips {

    private static final int MOST_CHARACTERS = 1_000;

    private Tooltips() {}

    static String of(Step step, Optional<Facts> facts) {
        var basics = step.basics();
        var lines = new ArrayList<String>();
        lines.add(basics.name()
                .map(name -> name + " (" + step.id() + ")")
                .orElse(step.id().value()));
        lines.addAll(Details.of(step));
        basics.description().map(Tooltips::excerpt).ifPresent(lines::add);
        basics.timeout().map(Tooltips::text).ifPresent(limit -> lines.add("timeout " + limit));
        if (basics.failureMode() != FailureMode.FAIL_AFTER_RUNNING) {
            lines.add(Words.of(basics.failureMode()));
        }
        facts.ifPresent(known -> {
            lines.addAll(known.standing(step.id()).lines());
            known.newest(step.id()).ifPresent(attempt -> lines.addAll(of(attempt)));
        });
        return String.join("\n", lines);
    }

    private static String excerpt(String text) {
        return Words.excerpt(text, MOST_CHARACTERS);
    }

    private static String text(Setting<Duration> setting) {
        return switch (setting) {
            case Setting.Fixed<Duration> fixed -> Words.of(fixed.value());
            case Setting.Interpolated<Duration> text -> text.text();
        };
    }

    private static List<String> of(StepAttempt attempt) {
        var lines = new ArrayList<String>();
        lines.add("attempt " + attempt.attempt());
        attempt.startedAt().ifPresent(at -> lines.add("began " + at.truncatedTo(ChronoUnit.MILLIS)));
        attempt.endedAt().ifPresent(at -> lines.add("ended " + at.truncatedTo(ChronoUnit.MILLIS)));
        attempt.wakeAt().ifPresent(at -> lines.add("goes on " + at.truncatedTo(ChronoUnit.MILLIS)));
        attempt.jobId().ifPresent(job -> lines.add("job " + job));
        attempt.error().map(error -> excerpt(error.message())).ifPresent(lines::add);
        return lines;
    }
}
