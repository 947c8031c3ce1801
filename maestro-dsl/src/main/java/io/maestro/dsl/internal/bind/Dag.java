package io.maestro.dsl.internal.bind;

import io.maestro.definition.StepId;
import io.maestro.dsl.internal.syntax.Node.ObjectNode;
import io.maestro.dsl.internal.syntax.Node.TextNode;
import io.maestro.error.NearMiss;
import io.maestro.error.ProblemCode;
import io.maestro.error.Quote;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The order of jobs in the short form, for those that have no transition of their own: one after the other, all at once, or rows for
 * each (spec: definitions, section 5.3).
 */
final class Dag {

    private final List<Optional<StepId>> ids;
    private final Map<Integer, List<Spot>> rows = new HashMap<>();

    private Dag(List<Optional<StepId>> ids) {
        this.ids = ids;
    }

    /**
     * Reads the order.
     *
     * @param spot what is said of it, or empty if nothing is
     * @param ids the ids of the jobs, where they can be read
     */
    static Dag bind(Optional<Spot> spot, List<Optional<StepId>> ids) {
        var dag = new Dag(ids);
        spot.ifPresent(dag::read);
        return dag;
    }

    /** Returns the rows of the n-th job. */
    List<Spot> rows(int job) {
        return rows.getOrDefault(job, List.of());
    }

    private void read(Spot spot) {
        if (spot.node() instanceof ObjectNode) {
            spot.object().ifPresent(fields -> fields.others().forEach(this::ofJob));
        } else if (spot.node() instanceof TextNode text) {
            order(text.value(), spot);
        } else {
            spot.wrongType("sequential, parallel or an object with the rows of each job");
        }
    }

    private void order(String order, Spot spot) {
        switch (order.toLowerCase(Locale.ROOT)) {
            case "sequential" -> {
                for (int next = 1; next < ids.size(); next++) {
                    int job = next - 1;
                    ids.get(next).ifPresent(id -> rows.put(job, List.of(spot.as(id.value()))));
                }
            }
            case "parallel" -> {}
            default -> spot.notOneOf(List.of("sequential", "parallel"), order);
        }
    }

    private void ofJob(String id, Spot spot) {
        var known = ids.stream().flatMap(Optional::stream).map(StepId::value).toList();
        int job = ids.stream().map(found -> found.map(StepId::value)).toList().indexOf(Optional.of(id));
        if (job >= 0) {
            rows.put(job, spot.elements());
            return;
        }
        // One that could not be read may be the one that is meant.
        if (known.size() == ids.size()) {
            spot.nameProblem(ProblemCode.UNKNOWN_STEP, "there is no job " + Quote.of(id), NearMiss.of(id, known));
        }
    }
}
