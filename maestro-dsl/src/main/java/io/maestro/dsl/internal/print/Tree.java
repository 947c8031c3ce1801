package io.maestro.dsl.internal.print;

import io.maestro.definition.DurationText;
import io.maestro.definition.Setting;
import io.maestro.definition.StepId;
import io.maestro.dsl.UnwritableDefinitionException;
import io.maestro.tag.Tag;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An object that is being written: members in the order in which they are put, none of them empty. */
final class Tree {

    private final String subject;
    private final Optional<StepId> step;
    private final Map<String, Object> members = new LinkedHashMap<>();

    Tree(String subject, Optional<StepId> step) {
        this.subject = subject;
        this.step = step;
    }

    /** Returns an empty object inside this one. */
    Tree inner() {
        return new Tree(subject, step);
    }

    /** Returns an empty object for a step inside this one. */
    Tree ofStep(StepId id) {
        return new Tree(subject, Optional.of(id));
    }

    Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    UnwritableDefinitionException unwritable(String reason) {
        return new UnwritableDefinitionException(subject, step, reason);
    }

    Tree put(String name, Object value) {
        members.put(name, value);
        return this;
    }

    <T> Tree put(String name, Optional<T> value, Function<T, Object> form) {
        value.ifPresent(present -> put(name, form.apply(present)));
        return this;
    }

    Tree put(String name, Optional<?> value) {
        value.ifPresent(present -> put(name, present));
        return this;
    }

    Tree putUnlessEmpty(String name, Map<String, ?> object) {
        return object.isEmpty() ? this : put(name, object);
    }

    Tree putUnlessEmpty(String name, List<?> list) {
        return list.isEmpty() ? this : put(name, list);
    }

    Tree putTags(List<Tag> tags) {
        return tags.isEmpty() ? this : put("tags", tags.stream().map(this::tag).toList());
    }

    /** Puts members that are free beside those which are known; they cannot have the names of these. */
    Tree putFree(Map<String, Object> free, List<String> known) {
        free.forEach((name, value) -> {
            if (known.contains(name)) {
                throw unwritable("the free member '" + name + "' has the name of a member with a meaning");
            }
            put(name, value);
        });
        return this;
    }

    Object duration(Setting<Duration> setting) {
        return switch (setting) {
            case Setting.Interpolated<Duration> interpolated -> interpolated.text();
            case Setting.Fixed<Duration> fixed -> duration(fixed.value());
        };
    }

    /** Whole seconds are numbers, all else is text. */
    Object duration(Duration duration) {
        return writable(duration).toNanosPart() == 0 ? (Object) duration.toSeconds() : DurationText.of(duration);
    }

    /** Returns the duration if the format can say it. */
    Duration writable(Duration duration) {
        if (duration.isNegative() || duration.toNanosPart() % 1_000_000 != 0) {
            throw unwritable("the duration " + duration + " is not a whole number of milliseconds from zero up");
        }
        return duration;
    }

    private Object tag(Tag tag) {
        return tag.namespace().isEmpty() && tag.attributes().isEmpty()
                ? tag.name()
                : inner().put("name", tag.name())
                        .put("namespace", tag.namespace(), Enum::name)
                        .putFree(tag.attributes(), List.of("name", "namespace", "permit"))
                        .members();
    }
}
