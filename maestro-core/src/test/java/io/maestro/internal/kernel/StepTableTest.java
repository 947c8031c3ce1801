package io.maestro.internal.kernel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of what follows for a step, for each state and each event that there is. */
class StepTableTest {

    @Test
    void every_pair_of_state_and_event_has_its_outcome() {
        var lines = new ArrayList<String>();
        for (var stateName : Samples.states().keySet()) {
            Samples.events().forEach((eventName, event) -> {
                var state = requireNonNull(Samples.states().get(stateName), stateName);
                lines.add(stateName + " + " + eventName + " = " + Samples.told(Samples.DECIDER.decide(state, event)));
            });
        }

        assertThat(String.join("\n", lines)).isEqualToNormalizingNewlines(TABLE.strip());
    }

    @Test
    void the_table_knows_every_state_and_every_event_that_there_is() {
        assertThat(Samples.states().values().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(leaves(StepState.class));
        assertThat(Samples.events().values().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(leaves(StepEvent.class));
    }

    private static List<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(permitted -> leaves(permitted).stream())
                        .distinct()
                        .toList()
                : List.of(type);
    }

    private static final String TABLE = """
            NotReached + Reached = Running 1, start 1, set TIMEOUT +3700
            NotReached + ReachedBefore = Running 1, start 1, set TIMEOUT +3700
            NotReached + Unsatisfied = Finished UNSATISFIED
            NotReached + Succeeded = stays
            NotReached + Failed USER = stays
            NotReached + Failed PLATFORM = stays
            NotReached + Failed FATAL = stays
            NotReached + Broke = stays
            NotReached + Parked = stays, stop new
            NotReached + ConditionsKnown = stays
            NotReached + Opened = stays
            NotReached + Answered = stays
            NotReached + ChildBegan = stays
            NotReached + ChildEnded = stays
            NotReached + ChildEnded FAILED = stays
            NotReached + ChildLost = stays
            NotReached + ChildrenFound = stays
            NotReached + Timer TIMEOUT = stays
            NotReached + Timer RETRY = stays
            NotReached + Timer POLL = stays
            NotReached + Timer GRACE = stays
            NotReached + EndAsked = stays
            NotReached + Resumed = stays
            Running + Reached = stays
            Running + ReachedBefore = stays
            Running + Unsatisfied = stays
            Running + Succeeded = Finished SUCCEEDED, cancel TIMEOUT
            Running + Failed USER = Finished FATALLY_FAILED, cancel TIMEOUT
            Running + Failed PLATFORM = BackingOff PLATFORM, set RETRY +105, cancel TIMEOUT
            Running + Failed FATAL = Finished FATALLY_FAILED, cancel TIMEOUT
            Running + Broke = Finished INTERNALLY_FAILED, cancel TIMEOUT
            Running + Parked = Parked 2, set POLL +109
            Running + ConditionsKnown = stays
            Running + Opened = Delegating 2, begin 1, begin 2
            Running + Answered = stays
            Running + ChildBegan = stays
            Running + ChildEnded = stays
            Running + ChildEnded FAILED = stays
            Running + ChildLost = stays
            Running + ChildrenFound = stays
            Running + Timer TIMEOUT = Ending 2, interrupt, set GRACE +130
            Running + Timer RETRY = stays
            Running + Timer POLL = stays
            Running + Timer GRACE = stays
            Running + EndAsked = Ending 2, interrupt, set GRACE +130, cancel TIMEOUT
            Running + Resumed = Running 2, start 2, set TIMEOUT +3700
            CutOff + Reached = stays
            CutOff + ReachedBefore = stays
            CutOff + Unsatisfied = stays
            CutOff + Succeeded = stays
            CutOff + Failed USER = stays
            CutOff + Failed PLATFORM = stays
            CutOff + Failed FATAL = stays
            CutOff + Broke = stays
            CutOff + Parked = stays, stop new
            CutOff + ConditionsKnown = stays
            CutOff + Opened = stays
            CutOff + Answered = stays
            CutOff + ChildBegan = stays
            CutOff + ChildEnded = stays
            CutOff + ChildEnded FAILED = stays
            CutOff + ChildLost = stays
            CutOff + ChildrenFound = stays
            CutOff + Timer TIMEOUT = stays
            CutOff + Timer RETRY = stays
            CutOff + Timer POLL = stays
            CutOff + Timer GRACE = stays
            CutOff + EndAsked = Finished STOPPED
            CutOff + Resumed = Running 2, start 2, set TIMEOUT +3700
            Parked + Reached = stays
            Parked + ReachedBefore = stays
            Parked + Unsatisfied = stays
            Parked + Succeeded = Finished SUCCEEDED, cancel POLL, cancel TIMEOUT
            Parked + Failed USER = Finished FATALLY_FAILED, cancel POLL, cancel TIMEOUT
            Parked + Failed PLATFORM = BackingOff PLATFORM, set RETRY +105, cancel POLL, cancel TIMEOUT
            Parked + Failed FATAL = Finished FATALLY_FAILED, cancel POLL, cancel TIMEOUT
            Parked + Broke = Finished INTERNALLY_FAILED, cancel POLL, cancel TIMEOUT
            Parked + Parked = Parked 2, set POLL +109
            Parked + ConditionsKnown = stays
            Parked + Opened = stays
            Parked + Answered = stays
            Parked + ChildBegan = stays
            Parked + ChildEnded = stays
            Parked + ChildEnded FAILED = stays
            Parked + ChildLost = stays
            Parked + ChildrenFound = stays
            Parked + Timer TIMEOUT = BackingOff TIMEOUT, set RETRY +105, cancel POLL, cancel TIMEOUT, stop job
            Parked + Timer RETRY = stays
            Parked + Timer POLL = stays, poll job
            Parked + Timer GRACE = stays
            Parked + EndAsked = Finished STOPPED, cancel POLL, cancel TIMEOUT, stop job
            Parked + Resumed = stays, set POLL +7, set TIMEOUT +3600
            Ending asked + Reached = stays
            Ending asked + ReachedBefore = stays
            Ending asked + Unsatisfied = stays
            Ending asked + Succeeded = Finished SUCCEEDED, cancel GRACE
            Ending asked + Failed USER = Finished STOPPED, cancel GRACE
            Ending asked + Failed PLATFORM = Finished STOPPED, cancel GRACE
            Ending asked + Failed FATAL = Finished STOPPED, cancel GRACE
            Ending asked + Broke = Finished STOPPED, cancel GRACE
            Ending asked + Parked = Finished STOPPED, cancel GRACE, stop new
            Ending asked + ConditionsKnown = stays
            Ending asked + Opened = Finished STOPPED, cancel GRACE
            Ending asked + Answered = stays
            Ending asked + ChildBegan = stays
            Ending asked + ChildEnded = stays
            Ending asked + ChildEnded FAILED = stays
            Ending asked + ChildLost = stays
            Ending asked + ChildrenFound = stays
            Ending asked + Timer TIMEOUT = stays
            Ending asked + Timer RETRY = stays
            Ending asked + Timer POLL = stays
            Ending asked + Timer GRACE = Finished STOPPED
            Ending asked + EndAsked = Ending 2
            Ending asked + Resumed = Finished STOPPED
            Ending late + Reached = stays
            Ending late + ReachedBefore = stays
            Ending late + Unsatisfied = stays
            Ending late + Succeeded = BackingOff TIMEOUT, set RETRY +105, cancel GRACE
            Ending late + Failed USER = BackingOff TIMEOUT, set RETRY +105, cancel GRACE
            Ending late + Failed PLATFORM = BackingOff TIMEOUT, set RETRY +105, cancel GRACE
            Ending late + Failed FATAL = Finished FATALLY_FAILED, cancel GRACE
            Ending late + Broke = BackingOff TIMEOUT, set RETRY +105, cancel GRACE
            Ending late + Parked = BackingOff TIMEOUT, set RETRY +105, cancel GRACE, stop new
            Ending late + ConditionsKnown = stays
            Ending late + Opened = BackingOff TIMEOUT, set RETRY +105, cancel GRACE
            Ending late + Answered = stays
            Ending late + ChildBegan = stays
            Ending late + ChildEnded = stays
            Ending late + ChildEnded FAILED = stays
            Ending late + ChildLost = stays
            Ending late + ChildrenFound = stays
            Ending late + Timer TIMEOUT = stays
            Ending late + Timer RETRY = stays
            Ending late + Timer POLL = stays
            Ending late + Timer GRACE = BackingOff TIMEOUT, set RETRY +105
            Ending late + EndAsked = Ending 2
            Ending late + Resumed = BackingOff TIMEOUT, set RETRY +105
            Concluding + Reached = stays
            Concluding + ReachedBefore = stays
            Concluding + Unsatisfied = stays
            Concluding + Succeeded = stays
            Concluding + Failed USER = stays
            Concluding + Failed PLATFORM = stays
            Concluding + Failed FATAL = stays
            Concluding + Broke = Finished INTERNALLY_FAILED
            Concluding + Parked = stays, stop new
            Concluding + ConditionsKnown = Finished COMPLETED_WITH_ERROR
            Concluding + Opened = stays
            Concluding + Answered = stays
            Concluding + ChildBegan = stays
            Concluding + ChildEnded = stays
            Concluding + ChildEnded FAILED = stays
            Concluding + ChildLost = stays
            Concluding + ChildrenFound = stays
            Concluding + Timer TIMEOUT = stays
            Concluding + Timer RETRY = stays
            Concluding + Timer POLL = stays
            Concluding + Timer GRACE = stays
            Concluding + EndAsked = Finished STOPPED, interrupt
            Concluding + Resumed = stays
            Delegating + Reached = stays
            Delegating + ReachedBefore = stays
            Delegating + Unsatisfied = stays
            Delegating + Succeeded = stays
            Delegating + Failed USER = stays
            Delegating + Failed PLATFORM = stays
            Delegating + Failed FATAL = stays
            Delegating + Broke = Delegating 2, stop children [1, 2], cancel TIMEOUT
            Delegating + Parked = stays
            Delegating + ConditionsKnown = stays
            Delegating + Opened = stays
            Delegating + Answered = stays
            Delegating + ChildBegan = stays
            Delegating + ChildEnded = stays, begin 3
            Delegating + ChildEnded FAILED = stays
            Delegating + ChildLost = Delegating 2, stop children [2], cancel TIMEOUT
            Delegating + ChildrenFound = stays
            Delegating + Timer TIMEOUT = Delegating 2, stop children [1, 2], cancel TIMEOUT
            Delegating + Timer RETRY = stays
            Delegating + Timer POLL = stays
            Delegating + Timer GRACE = stays
            Delegating + EndAsked = Delegating 2, stop children [1, 2], cancel TIMEOUT
            Delegating + Resumed = stays
            Delegating closing + Reached = stays
            Delegating closing + ReachedBefore = stays
            Delegating closing + Unsatisfied = stays
            Delegating closing + Succeeded = stays
            Delegating closing + Failed USER = stays
            Delegating closing + Failed PLATFORM = stays
            Delegating closing + Failed FATAL = stays
            Delegating closing + Broke = Delegating 2, stop children [1, 2], cancel TIMEOUT
            Delegating closing + Parked = stays
            Delegating closing + ConditionsKnown = stays
            Delegating closing + Opened = stays
            Delegating closing + Answered = stays
            Delegating closing + ChildBegan = stays
            Delegating closing + ChildEnded = stays
            Delegating closing + ChildEnded FAILED = stays
            Delegating closing + ChildLost = Delegating 2, stop children [2], cancel TIMEOUT
            Delegating closing + ChildrenFound = stays
            Delegating closing + Timer TIMEOUT = Delegating 2, stop children [1, 2], cancel TIMEOUT
            Delegating closing + Timer RETRY = stays
            Delegating closing + Timer POLL = stays
            Delegating closing + Timer GRACE = stays
            Delegating closing + EndAsked = Delegating 2, stop children [1, 2], cancel TIMEOUT
            Delegating closing + Resumed = stays
            Searching + Reached = stays
            Searching + ReachedBefore = stays
            Searching + Unsatisfied = stays
            Searching + Succeeded = stays
            Searching + Failed USER = stays
            Searching + Failed PLATFORM = stays
            Searching + Failed FATAL = stays
            Searching + Broke = Finished INTERNALLY_FAILED
            Searching + Parked = stays
            Searching + ConditionsKnown = stays
            Searching + Opened = stays
            Searching + Answered = stays
            Searching + ChildBegan = stays
            Searching + ChildEnded = stays
            Searching + ChildEnded FAILED = stays
            Searching + ChildLost = stays
            Searching + ChildrenFound = Delegating 2, begin 3
            Searching + Timer TIMEOUT = Searching 2
            Searching + Timer RETRY = stays
            Searching + Timer POLL = stays
            Searching + Timer GRACE = stays
            Searching + EndAsked = Searching 2
            Searching + Resumed = stays, find children, set TIMEOUT +3600
            BackingOff + Reached = stays
            BackingOff + ReachedBefore = stays
            BackingOff + Unsatisfied = stays
            BackingOff + Succeeded = stays
            BackingOff + Failed USER = stays
            BackingOff + Failed PLATFORM = stays
            BackingOff + Failed FATAL = stays
            BackingOff + Broke = stays
            BackingOff + Parked = stays, stop new
            BackingOff + ConditionsKnown = stays
            BackingOff + Opened = stays
            BackingOff + Answered = stays
            BackingOff + ChildBegan = stays
            BackingOff + ChildEnded = stays
            BackingOff + ChildEnded FAILED = stays
            BackingOff + ChildLost = stays
            BackingOff + ChildrenFound = stays
            BackingOff + Timer TIMEOUT = stays
            BackingOff + Timer RETRY = Running 3, start 3, set TIMEOUT +3700
            BackingOff + Timer POLL = stays
            BackingOff + Timer GRACE = stays
            BackingOff + EndAsked = Finished STOPPED, cancel RETRY
            BackingOff + Resumed = stays, set RETRY +6
            Finished + Reached = stays
            Finished + ReachedBefore = stays
            Finished + Unsatisfied = stays
            Finished + Succeeded = stays
            Finished + Failed USER = stays
            Finished + Failed PLATFORM = stays
            Finished + Failed FATAL = stays
            Finished + Broke = stays
            Finished + Parked = stays, stop new
            Finished + ConditionsKnown = stays
            Finished + Opened = stays
            Finished + Answered = stays
            Finished + ChildBegan = stays
            Finished + ChildEnded = stays
            Finished + ChildEnded FAILED = stays
            Finished + ChildLost = stays
            Finished + ChildrenFound = stays
            Finished + Timer TIMEOUT = stays
            Finished + Timer RETRY = stays
            Finished + Timer POLL = stays
            Finished + Timer GRACE = stays
            Finished + EndAsked = stays
            Finished + Resumed = stays
            """;
}
