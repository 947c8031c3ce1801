package io.maestro.internal.graph.check;

import io.maestro.error.NearMiss;
import io.maestro.error.ProblemCode;
import io.maestro.error.Severity;
import io.maestro.internal.eval.check.Inspection.Ask;
import io.maestro.internal.eval.params.StepReference;
import java.util.Optional;
import java.util.Set;

/**
 * The params of a run know each other, and those of signals. So do settings, but for signals. The params of a trigger know each
 * other.
 *
 * @param owner what has the params, for messages
 * @param names the params
 * @param seesSignals whether a name may be that of a param of a signal
 * @param severity how bad a text or expression is that cannot be evaluated
 */
record RunScope(String owner, Set<String> names, boolean seesSignals, Severity severity) implements Scope {

    private static final String WORKFLOW = "workflow";

    /** Returns the scope of the params of a workflow: a run that cannot evaluate them does not start. */
    static RunScope ofParams(Set<String> names) {
        return new RunScope(WORKFLOW, names, true, Severity.ERROR);
    }

    /** Returns the scope of settings. */
    static RunScope ofSettings(Set<String> names, Severity severity) {
        return new RunScope(WORKFLOW, names, false, severity);
    }

    /** Returns the scope of the params of a signal trigger: if they cannot be evaluated, nothing is started. */
    static RunScope ofTrigger(Set<String> names) {
        return new RunScope("trigger", names, false, Severity.WARNING);
    }

    @Override
    public Optional<BadReference> check(String name) {
        boolean known = names.contains(name) || (seesSignals && StepReference.isIn(name));
        return known
                ? Optional.empty()
                : Optional.of(new BadReference(
                        ProblemCode.UNKNOWN_PARAM,
                        "refers to '" + name + "', which is no param of the " + owner,
                        NearMiss.of(name, names)));
    }

    @Override
    public Optional<BadReference> check(Ask ask) {
        return StepScope.isAboutSteps(ask)
                ? Optional.of(BadReference.of(
                        ProblemCode.NOT_UPSTREAM,
                        "asks params." + ask.function() + ", but the params of a " + owner
                                + " are evaluated before any step"))
                : Optional.empty();
    }
}
