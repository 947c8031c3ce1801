package io.maestro.definition;

import static java.util.Objects.requireNonNull;

/**
 * A number or a duration in a definition: written down, or a text that holds references to params and is read when a run
 * starts (spec: definitions, section 1.3, ParsableLong).
 *
 * @param <T> what the setting is in the end
 */
public sealed interface Setting<T> {

    /**
     * A setting that is written down.
     *
     * @param value the value
     * @param <T> its type
     */
    record Fixed<T>(T value) implements Setting<T> {
        /** Checks that the value is there. */
        public Fixed {
            requireNonNull(value, "value");
        }
    }

    /**
     * A text with references to params of the workflow, such as <code>${limit}</code>.
     *
     * @param text the text
     * @param <T> what the text is read as
     */
    record Interpolated<T>(String text) implements Setting<T> {
        /** Checks that the text is there. */
        public Interpolated {
            requireNonNull(text, "text");
        }
    }

    /**
     * Returns a setting that is written down.
     *
     * @param value the value
     * @param <T> its type
     * @return the setting
     */
    static <T> Setting<T> of(T value) {
        return new Fixed<>(value);
    }

    /**
     * Returns a setting that is read from a text with references to params of the workflow.
     *
     * @param text the text, such as <code>${hours} hours</code>
     * @param <T> what the text is read as
     * @return the setting
     */
    static <T> Setting<T> text(String text) {
        return new Interpolated<>(text);
    }
}
