package io.maestro.dsl.internal.bind;

import io.maestro.definition.FailureMode;
import io.maestro.definition.InvalidIdException;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.Transition;
import io.maestro.error.ProblemCode;
import java.util.Objects;
import java.util.Optional;

/** What steps of every kind have (spec: definitions, section 1.6). */
final class BasicsBinder {

    private BasicsBinder() {}

    /** Returns the id, without which there is no step to speak of. */
    static Optional<StepId> id(Fields fields) {
        return fields.require("id").flatMap(BasicsBinder::id);
    }

    static StepBasics bind(StepId id, Fields fields, StepList steps) {
        return new StepBasics(
                id,
                fields.take("name").flatMap(Spot::text),
                fields.take("description").flatMap(Spot::text),
                fields.take("transition")
                        .map(spot -> TransitionBinder.bind(spot, steps))
                        .orElse(Transition.none()),
                fields.take("failure_mode")
                        .flatMap(spot -> spot.constant(FailureMode.class))
                        .orElse(FailureMode.FAIL_AFTER_RUNNING),
                TagBinder.tags(fields),
                fields.take("timeout").flatMap(SettingBinder::duration),
                ParamBinder.params(fields),
                SignalBinder.signals(fields),
                compensation(fields),
                onFailure(fields));
    }

    /** Returns the step that undoes the step; Netflix Maestro does not know it. */
    static Optional<StepId> compensation(Fields fields) {
        return fields.take("compensation").flatMap(BasicsBinder::id);
    }

    /** Returns the step that handles the failure of a step, or of the workflow; Netflix Maestro does not know it. */
    static Optional<StepId> onFailure(Fields fields) {
        return fields.take("on_failure").flatMap(BasicsBinder::id);
    }

    private static Optional<StepId> id(Spot spot) {
        return spot.text().flatMap(text -> {
            try {
                return Optional.of(new StepId(text));
            } catch (InvalidIdException e) {
                spot.problem(ProblemCode.INVALID_ID, Objects.requireNonNull(e.getMessage()));
                return Optional.empty();
            }
        });
    }
}
