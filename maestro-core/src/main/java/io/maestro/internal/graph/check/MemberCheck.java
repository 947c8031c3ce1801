package io.maestro.internal.graph.check;

import io.maestro.definition.DurationText;
import io.maestro.definition.Setting;
import io.maestro.definition.TagNames;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.ProblemCode;
import io.maestro.tag.Tag;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Checks members that workflows and steps have alike (spec: definitions, sections 1.3, 1.5 and 1.6). */
final class MemberCheck {

    private static final int MAX_NAME = 256;
    private static final int MAX_DESCRIPTION = 16384;

    private final Findings findings;

    MemberCheck(Findings findings) {
        this.findings = findings;
    }

    void texts(String at, Optional<String> name, Optional<String> description) {
        length(at + "/name", name, MAX_NAME);
        description(at + "/description", description);
    }

    void description(String path, Optional<String> description) {
        length(path, description, MAX_DESCRIPTION);
    }

    private void length(String path, Optional<String> text, int max) {
        int length = text.orElse("").length();
        if (length > max) {
            findings.error(ProblemCode.TOO_LONG, path, "must have at most " + max + " characters but has " + length);
        }
    }

    void tags(String at, List<Tag> tags) {
        var names = new HashSet<String>();
        for (int i = 0; i < tags.size(); i++) {
            var name = tags.get(i).name();
            var path = at + "/tags/" + i;
            TagNames.faultOf(name).ifPresent(fault -> findings.error(fault.code(), path, fault.message()));
            if (!names.add(name)) {
                findings.error(ProblemCode.DUPLICATE, path, "the tag '" + name + "' is there twice");
            }
        }
    }

    /** Checks a timeout that is written down; what one that refers to params comes to, only a run can tell. */
    void timeout(String at, Optional<Setting<Duration>> timeout) {
        timeout.filter(Setting.Fixed.class::isInstance).ifPresent(setting -> {
            var value = ((Setting.Fixed<Duration>) setting).value();
            if (!value.isPositive() || value.compareTo(WorkflowDefinition.MAX_TIMEOUT) > 0) {
                findings.error(
                        ProblemCode.OUT_OF_RANGE,
                        at + "/timeout",
                        "must be more than zero and at most 120 days but was " + shown(value));
            }
        });
    }

    private static String shown(Duration value) {
        return value.isNegative() || value.toNanosPart() % 1_000_000 != 0 ? value.toString() : DurationText.of(value);
    }

    /** Checks a limit that counts from 1. */
    void positive(String path, Optional<Integer> limit) {
        atLeast(1, path, limit);
    }

    /** Checks a number that must not be less than another. */
    void atLeast(int least, String path, Optional<Integer> limit) {
        limit.filter(number -> number < least)
                .ifPresent(number -> findings.error(
                        ProblemCode.OUT_OF_RANGE, path, "must be at least " + least + " but was " + number));
    }
}
