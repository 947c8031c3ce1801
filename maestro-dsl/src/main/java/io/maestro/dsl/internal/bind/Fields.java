package io.maestro.dsl.internal.bind;

import io.maestro.dsl.internal.syntax.Node.ObjectNode;
import io.maestro.error.JsonPointer;
import io.maestro.error.NearMiss;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.error.Quote;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The members of an object, which are asked for by name; those that nobody asked for remain. A null is as if it were not there. */
final class Fields {

    private final Spot spot;
    private final ObjectNode object;
    private final Set<String> known = new LinkedHashSet<>();

    Fields(Spot spot, ObjectNode object) {
        this.spot = spot;
        this.object = object;
    }

    Spot spot() {
        return spot;
    }

    Optional<Spot> take(String name) {
        known.add(name);
        return find(name);
    }

    Optional<Spot> require(String name) {
        var found = take(name);
        if (found.isEmpty()) {
            spot.problems()
                    .add(Problem.of(
                                    ProblemCode.MISSING,
                                    JsonPointer.member(spot.path(), name),
                                    "the member '" + name + "' is missing")
                            .at(spot.node().position()));
        }
        return found;
    }

    /** Takes a member that may have another name. */
    Optional<Spot> take(String name, String alias) {
        var byName = take(name);
        var byAlias = take(alias);
        if (byName.isPresent() && byAlias.isPresent()) {
            byAlias.get()
                    .nameProblem(
                            ProblemCode.DUPLICATE,
                            "'" + alias + "' is another name for '" + name + "', which is there already",
                            Optional.empty());
        }
        return byName.or(() -> byAlias);
    }

    /** Returns the members that nobody took, by name in their order. */
    Map<String, Spot> others() {
        var others = othersAndNulls();
        others.values().removeIf(Spot::isNull);
        return others;
    }

    /** Returns the members that nobody took, nulls as well, by name in their order. */
    Map<String, Spot> othersAndNulls() {
        var others = new LinkedHashMap<String, Spot>();
        for (var name : object.members().keySet()) {
            if (!known.contains(name)) {
                spotOf(name).ifPresent(other -> others.put(name, other));
            }
        }
        return others;
    }

    /** Notes a problem for each member that nobody took. */
    void refuseOthers() {
        for (var name : object.members().keySet()) {
            if (!known.contains(name)) {
                var suggestion = NearMiss.of(name, known);
                var message = "the member " + Quote.of(name) + " is not known"
                        + (suggestion.isEmpty() ? "; expected one of " + String.join(", ", known) : "");
                spotOf(name).ifPresent(other -> other.nameProblem(ProblemCode.UNKNOWN_MEMBER, message, suggestion));
            }
        }
    }

    private Optional<Spot> find(String name) {
        return spotOf(name).filter(found -> !found.isNull());
    }

    private Optional<Spot> spotOf(String name) {
        return Optional.ofNullable(object.members().get(name))
                .map(member -> new Spot(
                        member.value(), JsonPointer.member(spot.path(), name), member.namePosition(), spot.problems()));
    }
}
