package io.maestro.dsl.internal.bind;

import io.maestro.definition.StepType;
import io.maestro.error.ProblemCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The types of typed steps. Which ones there are is the host's matter; here only those are refused that no host can have. */
public final class StepTypes {

    private static final List<StepType> WELL_KNOWN = List.of(
            StepType.NO_OP,
            StepType.SLEEP,
            new StepType("Titus"),
            new StepType("Notebook"),
            new StepType("Kubernetes"),
            new StepType("Http"));

    /** Types that stand for a kind of step, or for what the engine makes up itself. */
    private static final List<String> NOT_TYPED = List.of("join", "foreach", "while", "subworkflow", "template");

    private StepTypes() {}

    /** Tells whether Netflix Maestro has a type of this name. */
    static boolean isWellKnown(String name) {
        return NOT_TYPED.contains(name.toLowerCase(Locale.ROOT))
                || WELL_KNOWN.stream().anyMatch(type -> type.name().equalsIgnoreCase(name));
    }

    static Optional<StepType> bind(Spot spot) {
        return spot.text().flatMap(name -> {
            if (name.isBlank()) {
                spot.problem(ProblemCode.UNKNOWN_VALUE, "the type of a step must not be blank");
                return Optional.empty();
            }
            if (NOT_TYPED.contains(name.toLowerCase(Locale.ROOT))) {
                spot.problem(ProblemCode.UNKNOWN_VALUE, "'" + name + "' is not the type of a step of kind 'step'");
                return Optional.empty();
            }
            var type = canonical(new StepType(name));
            if (type.equals(StepType.JAVA)) {
                spot.problem(
                        ProblemCode.NO_CODE, "a step in Java cannot come from a text, which does not hold its code");
                return Optional.empty();
            }
            return Optional.of(type);
        });
    }

    /**
     * Returns a type in its usual spelling.
     *
     * @param type the type
     * @return an equal type, spelled as in the documentation if it is there
     */
    public static StepType canonical(StepType type) {
        return WELL_KNOWN.stream().filter(type::equals).findFirst().orElse(type);
    }
}
