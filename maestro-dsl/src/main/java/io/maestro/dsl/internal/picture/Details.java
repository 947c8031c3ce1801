package io.maestro.dsl.internal.picture;

import io.maestro.definition.ForeachStep;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Predicate;
import io.maestro.definition.SignalDependency;
import io.maestro.definition.SignalOutput;
import io.maestro.definition.Step;
import io.maestro.definition.StepSignals;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What there is to say about a step as it is declared, beside its name. */
final class Details {

    private Details() {}

    static Box.Kind kind(Step step) {
        return switch (step) {
            case TypedStep typed -> Box.Kind.STEP;
            case TemplateStep template -> Box.Kind.TEMPLATE;
            case SubworkflowStep subworkflow -> Box.Kind.SUBWORKFLOW;
            case ForeachStep foreach -> Box.Kind.FOREACH;
            case WhileStep loop -> Box.Kind.WHILE;
        };
    }

    static List<String> of(Step step) {
        var details = new ArrayList<String>();
        details.add(Words.line(
                switch (step) {
                    case TypedStep typed -> of(typed);
                    case TemplateStep template -> List.of(of(template.template()));
                    case SubworkflowStep subworkflow -> of(subworkflow);
                    case ForeachStep foreach -> of(foreach);
                    case WhileStep loop -> of(loop);
                }));
        details.addAll(of(step.basics().signals()));
        return details;
    }

    private static List<String> of(TypedStep step) {
        var parts = new ArrayList<String>();
        parts.add(step.type().name());
        step.template().map(Details::of).ifPresent(parts::add);
        return parts;
    }

    private static String of(JobTemplateId template) {
        return "template " + template.name()
                + template.version().map(version -> " " + version).orElse("");
    }

    private static List<String> of(SubworkflowStep step) {
        var parts = new ArrayList<String>();
        parts.add("runs " + text(step, SubworkflowStep.ID).orElse("a workflow"));
        text(step, SubworkflowStep.VERSION).map(version -> "version " + version).ifPresent(parts::add);
        if (!step.sync()) {
            parts.add("does not wait");
        }
        return parts;
    }

    private static List<String> of(ForeachStep step) {
        var parts = new ArrayList<String>();
        parts.add(
                switch (step.items()) {
                    case LOOP_PARAMS -> "for each " + loopParams(step);
                    case CODE -> "for each of a list";
                });
        step.concurrency().map(most -> "at most " + most + " at once").ifPresent(parts::add);
        if (step.strictOrdering()) {
            parts.add("in order");
        }
        return parts;
    }

    private static List<String> of(WhileStep step) {
        var parts = new ArrayList<String>();
        parts.add("while " + text(step.condition()).orElse("true"));
        step.maxIterations().map(most -> "at most " + most + " times").ifPresent(parts::add);
        return parts;
    }

    private static String loopParams(LoopStep step) {
        var param = step.basics().params().get(LoopStep.LOOP_PARAMS);
        return param != null && param.content() instanceof ParamDefinition.Members map
                ? String.join(", ", map.members().keySet())
                : LoopStep.LOOP_PARAMS;
    }

    private static List<String> of(StepSignals signals) {
        var lines = new ArrayList<String>();
        if (!signals.dependencies().isEmpty()) {
            lines.add("waits for " + named(signals.dependencies(), SignalDependency::name));
        }
        if (!signals.outputs().isEmpty()) {
            lines.add("sends " + named(signals.outputs(), SignalOutput::name));
        }
        return lines;
    }

    private static <T> String named(List<T> signals, Function<T, String> name) {
        return signals.stream()
                .map(name)
                .collect(Collectors.joining(", ", signals.size() == 1 ? "signal " : "signals ", ""));
    }

    /** Returns a condition as text, or empty if it is always true. */
    static Optional<String> text(Predicate condition) {
        return switch (condition) {
            case Predicate.Always always -> Optional.empty();
            case Predicate.Expression expression -> Optional.of(expression.text());
            case Predicate.Code code -> Optional.of("condition in Java");
        };
    }

    /** Returns which workflow a step runs as far as that is written down; a text with references names none that there is. */
    static Optional<String> workflow(SubworkflowStep step) {
        var param = step.basics().params().get(SubworkflowStep.ID);
        return param != null && param.content() instanceof ParamDefinition.Literal literal
                ? Optional.of(text(literal))
                : Optional.empty();
    }

    /** Returns what is written down for a param of a step, expressions in parentheses. */
    private static Optional<String> text(Step step, String param) {
        return Optional.ofNullable(step.basics().params().get(param))
                .flatMap(definition -> switch (definition.content()) {
                    case ParamDefinition.Literal literal -> Optional.of(text(literal));
                    case ParamDefinition.Expression expression ->
                        Optional.of("(" + withoutEnd(expression.text()) + ")");
                    case ParamDefinition.Members members -> Optional.empty();
                    case ParamDefinition.Code code -> Optional.empty();
                    case ParamDefinition.Unset unset -> Optional.empty();
                });
    }

    private static String withoutEnd(String expression) {
        return expression.strip().replaceFirst(";$", "");
    }

    private static String text(ParamDefinition.Literal literal) {
        return literal.value() instanceof ParamValue.StringValue text
                ? text.value()
                : String.valueOf(literal.value().toJava());
    }
}
