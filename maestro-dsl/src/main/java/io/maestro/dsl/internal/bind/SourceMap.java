package io.maestro.dsl.internal.bind;

import io.maestro.dsl.internal.syntax.Node;
import io.maestro.dsl.internal.syntax.Node.ArrayNode;
import io.maestro.dsl.internal.syntax.Node.Member;
import io.maestro.dsl.internal.syntax.Node.ObjectNode;
import io.maestro.error.JsonPointer;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.error.TextPosition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells where in the text a problem is that was found in the definition. The pointer of such a problem leads through the request
 * that the definition stands for: it counts only the steps that could be bound and spells names as the format does, where the
 * text may have other ones and other letters, or say the same in another way. So each element that may stand elsewhere than the
 * request says is noted with its place.
 */
final class SourceMap {

    private static final Pattern INDEX = Pattern.compile("\\d{1,9}");

    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, StepList> lists = new HashMap<>();
    private final Place root;

    SourceMap(Spot root) {
        this.root = new Place(root, true);
    }

    /**
     * Where an element of the request stands.
     *
     * @param spot the place
     * @param isAlike whether what stands there has the members that the request has there
     */
    private record Place(Spot spot, boolean isAlike) {}

    /** Notes where an element of the request stands, with its members. */
    void put(String path, Spot spot) {
        places.put(path, new Place(spot, true));
    }

    /** Notes where an element of the request is said in another way, so that nothing in it can be pointed at. */
    void putOther(String path, Spot spot) {
        places.put(path, new Place(spot, false));
    }

    /** Notes the steps that are bound for a list of the request. */
    void steps(String path, StepList steps) {
        lists.put(path, steps);
    }

    /**
     * Tells whether a place in the text says something in another way that the request has within an element.
     *
     * @param element the path of the element in the request
     * @param path the path of the place in the text
     */
    boolean isSaidElsewhere(String element, String path) {
        return places.entrySet().stream()
                .filter(place -> place.getKey().startsWith(element + '/'))
                .anyMatch(place -> JsonPointer.related(place.getValue().spot().path(), path));
    }

    /** Returns the innermost list of steps that an element of the request is, or is in. */
    Optional<StepList> stepsAround(String path) {
        for (var outer = path; !outer.isEmpty(); outer = parent(outer)) {
            var steps = lists.get(outer);
            if (steps != null) {
                return Optional.of(steps);
            }
        }
        return Optional.empty();
    }

    /** Returns the problem with its path and position in the text; if the very element is not there, the nearest around it counts. */
    Problem locate(Problem problem) {
        var known = problem.path();
        while (!known.isEmpty() && !places.containsKey(known)) {
            known = parent(known);
        }
        var place = places.getOrDefault(known, root);
        var path = place.spot().path();
        var here =
                Optional.of(new Member(place.spot().namePosition(), place.spot().node()));
        var nearest = here.get();
        for (var segment : place.isAlike() ? rest(problem.path(), known) : List.<String>of()) {
            var name = here.isPresent() ? spelling(here.get().value(), segment) : segment;
            path = JsonPointer.member(path, name);
            here = here.flatMap(member -> child(member.value(), name));
            nearest = here.orElse(nearest);
        }
        return problem.movedTo(path).at(position(problem, nearest));
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static List<String> rest(String path, String known) {
        return JsonPointer.segments(path.substring(known.length()));
    }

    /** What is wrong with a reference to a step is its name, not the condition that it leads to. */
    private static TextPosition position(Problem problem, Member member) {
        return problem.code() == ProblemCode.UNKNOWN_STEP
                ? member.namePosition()
                : member.value().position();
    }

    private static String spelling(Node node, String name) {
        if (!(node instanceof ObjectNode object) || object.members().containsKey(name)) {
            return name;
        }
        return object.members().keySet().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElse(name);
    }

    private static Optional<Member> child(Node node, String name) {
        if (node instanceof ObjectNode object) {
            return Optional.ofNullable(object.members().get(name));
        }
        return node instanceof ArrayNode array && INDEX.matcher(name).matches()
                ? element(array, Integer.parseInt(name))
                : Optional.empty();
    }

    private static Optional<Member> element(ArrayNode array, int index) {
        return array.elements().stream()
                .skip(index)
                .findFirst()
                .map(element -> new Member(element.position(), element));
    }
}
