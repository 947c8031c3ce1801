package io.maestro.dsl.internal.bind;

import io.maestro.definition.InvalidIdException;
import io.maestro.definition.StepId;
import io.maestro.dsl.internal.syntax.Node;
import io.maestro.dsl.internal.syntax.Node.ObjectNode;
import io.maestro.dsl.internal.syntax.Node.TextNode;
import io.maestro.error.NearMiss;
import io.maestro.error.ProblemCode;
import io.maestro.error.Quote;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What stands in an object with one member, which names its kind in any case: a step, or a job of the short form.
 *
 * @param kind the kind, in lower case
 * @param content what stands there
 */
record Wrapped(String kind, Spot content) {

    /** Takes an element of a list out of its wrapper; what cannot be taken out is noted as broken. */
    static Optional<Wrapped> of(Spot spot, String noun, List<String> kinds, StepList steps) {
        var wrapper = spot.object();
        if (wrapper.isEmpty()) {
            steps.addBroken(spot);
            return Optional.empty();
        }
        var members = wrapper.get().others();
        if (members.size() != 1) {
            notOneMember(spot, noun, kinds, members.keySet());
            steps.addBroken(spot);
            return Optional.empty();
        }
        var member = members.entrySet().iterator().next();
        var kind = member.getKey().toLowerCase(Locale.ROOT);
        if (!kinds.contains(kind)) {
            unknownKind(member.getKey(), member.getValue(), noun, kinds);
            steps.addBroken(member.getValue());
            return Optional.empty();
        }
        return Optional.of(new Wrapped(kind, member.getValue()));
    }

    private static void notOneMember(Spot spot, String noun, List<String> kinds, Set<String> found) {
        var hint = found.contains("type") ? ", so wrap it as {\"" + kinds.getFirst() + "\": {...}}" : "";
        spot.problem(
                ProblemCode.WRONG_TYPE,
                "expected an object with one member that names the kind of " + noun + " (" + String.join(", ", kinds)
                        + ") but found " + (found.isEmpty() ? "nothing" : String.join(", ", found)) + hint);
    }

    private static void unknownKind(String name, Spot content, String noun, List<String> kinds) {
        content.nameProblem(
                ProblemCode.UNKNOWN_MEMBER,
                Quote.of(name) + " is no kind of " + noun + "; expected one of " + String.join(", ", kinds),
                NearMiss.of(name, kinds));
    }

    /** Returns the id of an element that may be wrong in any way, if it can be read. */
    static Optional<StepId> idIn(Spot spot) {
        return spot.node() instanceof ObjectNode wrapper
                ? wrapper.members().values().stream()
                        .map(member -> id(member.value()))
                        .flatMap(Optional::stream)
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<StepId> id(Node content) {
        var id = content instanceof ObjectNode object ? object.members().get("id") : null;
        try {
            return id != null && id.value() instanceof TextNode text
                    ? Optional.of(new StepId(text.value()))
                    : Optional.empty();
        } catch (InvalidIdException e) {
            return Optional.empty();
        }
    }
}
