package io.maestro.test;

import io.maestro.definition.DurationText;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamValue;
import io.maestro.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what runs hold so that it is the same each time: times as what passed since the start, ids by what they name, and nothing that
 * is sensitive.
 */
final class FactText {

    private static final String MASK = "***";
    private static final Pattern RUN_ID = Pattern.compile("[\\w.-]+:\\d+:\\d+");
    private static final Pattern UUID = Pattern.compile("\\b[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b");

    private final Instant start;
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> secrets = new HashSet<>();
    private final List<String> longestFirst;

    FactText(List<NamedRun> runs) {
        this.start = runs.getFirst().run().createdAt();
        for (var one : runs) {
            names.put(one.run().runId().toString(), one.path().isEmpty() ? "{run}" : "{run " + one.path() + "}");
            one.run().params().values().forEach(this::noteSecret);
            one.attempts().forEach(attempt -> attempt.params().values().forEach(this::noteSecret));
        }
        this.longestFirst = secrets.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private void noteSecret(EvaluatedParam param) {
        if (param.isSensitive()) {
            noteSecret(param.value().toJava());
        }
    }

    private void noteSecret(Object value) {
        switch (value) {
            case Collection<?> elements -> elements.forEach(this::noteSecret);
            case Map<?, ?> members -> members.values().forEach(this::noteSecret);
            // One bit is nobody's secret, and would be found everywhere.
            case Boolean truth -> {}
            default -> {
                if (!value.toString().isEmpty()) {
                    secrets.add(value.toString());
                }
            }
        }
    }

    /** Returns how long after the start something was. */
    String after(Instant at) {
        var passed = Duration.between(start, at);
        return passed.isNegative() || passed.toNanosPart() % 1_000_000 != 0
                ? passed.toString()
                : DurationText.of(passed);
    }

    String of(EvaluatedParam param) {
        return param.isSensitive() ? MASK : of(param.value());
    }

    String of(ParamValue value) {
        return of(value.toJava());
    }

    /** Returns a value in one line. Members have no order, also where they happen to have one. */
    String of(Object value) {
        return switch (value) {
            case ParamValue param -> of(param.toJava());
            case CharSequence text -> quoted(text.toString());
            case Number number -> bare(number);
            case Boolean truth -> truth.toString();
            case Instant at -> "{" + after(at) + "}";
            case RunId id -> bare(id);
            case Map<?, ?> members ->
                members.entrySet().stream()
                        .map(member -> orNull(member.getKey()) + ": " + orNull(member.getValue()))
                        .sorted()
                        .collect(Collectors.joining(", ", "{", "}"));
            case Set<?> elements -> list(elements.stream().map(this::orNull).sorted());
            case Collection<?> elements -> list(elements.stream().map(this::orNull));
            case Object[] elements -> list(Stream.of(elements).map(this::orNull));
            default -> bare(value);
        };
    }

    private String orNull(@Nullable Object value) {
        return value == null ? "null" : of(value);
    }

    private static String list(Stream<String> elements) {
        return elements.collect(Collectors.joining(", ", "[", "]"));
    }

    /** Returns a text between quotes. */
    String quoted(String text) {
        return '"' + oneLine(text).replace("\"", "\\\"") + '"';
    }

    private String bare(Object value) {
        var inBrackets = Outcome.shown(value);
        return oneLine(inBrackets.substring(1, inBrackets.length() - 1));
    }

    private String oneLine(String text) {
        var told = text;
        for (var secret : longestFirst) {
            told = told.replace(secret, MASK);
        }
        told = RUN_ID.matcher(told).replaceAll(this::name);
        told = UUID.matcher(told).replaceAll("{uuid}");
        return told.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private String name(MatchResult id) {
        return Matcher.quoteReplacement(names.getOrDefault(id.group(), id.group()));
    }
}
