package io.maestro.internal.kernel;

import io.maestro.run.Settlement;
import io.maestro.value.JavaValue;
import java.util.Optional;

/**
 * What somebody said became of an attempt of which nobody knew whether its work was done.
 *
 * @param settlement what is recorded of it
 * @param output what the work returned, if it was done; or empty
 */
public record Settled(Settlement settlement, Optional<JavaValue> output) {

    /** Returns it in words, as the reason for which the attempt ended. */
    public String text() {
        return "whether its work was done was not known, and " + settlement.by() + " said that it "
                + switch (settlement.verdict()) {
                    case DONE -> "was";
                    case FAILED -> "was not and is not to be";
                    case RUN_AGAIN -> "was not and is to be";
                }
                + ": " + settlement.reason();
    }
}
