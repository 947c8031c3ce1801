package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.param.EvaluatedParam;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a restart would do, if nothing changes until it is carried out: a dry run, of which nothing is recorded.
 *
 * @param from the newest run of the instance that would go on
 * @param way in which version and from where
 * @param order what was asked for
 * @param user who asks, or empty
 * @param steps what would become of each step, in the order of the version in which the instance would go on; then those that it
 *     does not have
 * @param params the params of the run that would be other than before
 * @param values all params of the run, as it would begin with them; unmodifiable; empty if it is refused
 * @param refusals why it would be refused; none if it can be carried out
 */
public record RestartPlan(
        RunId from,
        Way way,
        RestartOrder order,
        Optional<String> user,
        List<PlannedStep> steps,
        List<PlannedParam> params,
        Map<String, EvaluatedParam> values,
        List<String> refusals) {

    /**
     * In which version and from where an instance would go on.
     *
     * @param before what its newest run has run
     * @param next what its next run would run
     * @param version what selects that, or empty if the instance keeps its version
     * @param step the step of it that is to run again, or empty if the instance is restarted as a whole
     * @param path what lies below, on the way to what is to be restarted, from above
     */
    public record Way(
            DefinitionRef before,
            DefinitionRef next,
            Optional<String> version,
            Optional<StepId> step,
            List<RestartNode> path) {
        /** Copies the list. */
        public Way {
            requireNonNull(before, "before");
            requireNonNull(next, "next");
            requireNonNull(version, "version");
            requireNonNull(step, "step");
            path = List.copyOf(path);
        }
    }

    /** Copies the lists. The map is not copied: whoever makes a plan hands over an unmodifiable one. */
    public RestartPlan {
        requireNonNull(from, "from");
        requireNonNull(way, "way");
        requireNonNull(order, "order");
        requireNonNull(user, "user");
        steps = List.copyOf(steps);
        params = List.copyOf(params);
        requireNonNull(values, "values");
        refusals = List.copyOf(refusals);
    }

    /**
     * Returns what would become of a step.
     *
     * @param id the step
     * @return it, or empty if neither version has the step
     */
    public Optional<PlannedStep> step(StepId id) {
        return steps.stream().filter(step -> step.id().equals(id)).findFirst();
    }

    /**
     * Tells whether the plan can be carried out.
     *
     * @return false if there are refusals
     */
    public boolean isPossible() {
        return refusals.isEmpty();
    }

    /**
     * Returns the plan for people, without what is sensitive.
     *
     * @return lines, each ended by a line feed
     */
    public String text() {
        var text = new StringBuilder();
        text.append("restart of run ")
                .append(from)
                .append(" as run ")
                .append(from.run() + 1)
                .append(", in version ")
                .append(way.next().version());
        if (way.next().version() != way.before().version()) {
            text.append(" instead of ").append(way.before().version());
        }
        text.append(way.step().map(step -> ", from step '" + step + "'").orElse(", " + order.policy()))
                .append('\n');
        add(text, "steps", steps.stream());
        add(text, "params", params.stream());
        add(text, "refused, because", refusals.stream());
        return text.toString();
    }

    static void add(StringBuilder text, String title, Stream<?> lines) {
        var all = lines.toList();
        if (!all.isEmpty()) {
            text.append(title).append('\n');
            all.forEach(line -> text.append("  ").append(line).append('\n'));
        }
    }
}
