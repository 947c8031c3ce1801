package io.maestro.jdbc.internal.json;

import io.maestro.run.ActionTaken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a run or of an attempt as an array of JSON.
 *
 * @param actions the actions, the oldest first
 */
public record TakenActions(List<ActionTaken> actions) {

    /**
     * Writes actions.
     *
     * @param actions the actions
     * @return their JSON, or null if there are none
     */
    public static @Nullable String write(List<ActionTaken> actions) {
        return actions.isEmpty()
                ? null
                : JsonText.write(ModelJson.write(new TakenActions(actions), TakenActions.class));
    }

    /**
     * Reads actions.
     *
     * @param text what {@link #write} returned
     * @return the actions
     */
    public static List<ActionTaken> read(String text) {
        return ModelJson.read(JsonText.read(text), TakenActions.class).actions();
    }
}
