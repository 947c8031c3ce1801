package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.param.EvaluatedParam;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a fork would take over and do, if nothing changes until it is carried out: a dry run, of which nothing is recorded.
 *
 * @param from the run of which it would be a fork
 * @param way in which version and from which steps on
 * @param order what was asked for
 * @param user who asks, or empty
 * @param steps what would become of each step, in the order of the version that the fork would run; then those that it does not have
 * @param params the params of the fork that would be other than those of the run
 * @param values all params of the fork, as it would begin with them; unmodifiable; empty if it is refused
 * @param refusals why it would be refused; none if it can be carried out
 */
public record ForkPlan(
        RunId from,
        Way way,
        RestartOrder order,
        Optional<String> user,
        List<PlannedStep> steps,
        List<PlannedParam> params,
        Map<String, EvaluatedParam> values,
        List<String> refusals) {

    /**
     * In which version and from which steps on a fork would run.
     *
     * @param before what the run has run
     * @param next what the fork would run
     * @param version what selects that, or empty if it is the version of the run
     * @param steps the steps from which on it would run anew
     */
    public record Way(DefinitionRef before, DefinitionRef next, Optional<String> version, List<StepId> steps) {
        /** Copies the list. */
        public Way {
            requireNonNull(before, "before");
            requireNonNull(next, "next");
            requireNonNull(version, "version");
            steps = List.copyOf(steps);
        }
    }

    /** Copies the lists. The map is not copied: whoever makes a plan hands over an unmodifiable one. */
    public ForkPlan {
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
        text.append("fork of run ")
                .append(from)
                .append(", in version ")
                .append(way.next().version());
        if (way.next().version() != way.before().version()) {
            text.append(" instead of ").append(way.before().version());
        }
        text.append(", from ")
                .append(String.join(
                        ", ", way.steps().stream().map(step -> "'" + step + "'").toList()))
                .append('\n');
        RestartPlan.add(text, "steps", steps.stream());
        RestartPlan.add(text, "params", params.stream());
        RestartPlan.add(text, "refused, because", refusals.stream());
        return text.toString();
    }
}
