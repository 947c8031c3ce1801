package io.maestro.internal.eval.port;

import static java.util.Objects.requireNonNull;

import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an expression, or a function of the host, comes to. Mostly a value; two results have a type but are no whole value. */
public sealed interface EvalResult {

    /**
     * Returns the type of the result.
     *
     * @return the type
     */
    ParamType type();

    /**
     * A value.
     *
     * @param value the value
     */
    record Value(ParamValue value) implements EvalResult {
        /** Checks that the value is there. */
        public Value {
            requireNonNull(value, "value");
        }

        @Override
        public ParamType type() {
            return value.type();
        }
    }

    /**
     * A {@code String} or {@code Map} that was declared and never assigned.
     *
     * @param type {@link ParamType#STRING} or {@link ParamType#MAP}
     */
    record Unset(ParamType type) implements EvalResult {
        /** Checks the type. */
        public Unset {
            if (type != ParamType.STRING && type != ParamType.MAP) {
                throw new IllegalArgumentException("only a STRING or a MAP can be unset but this is a " + type);
            }
        }
    }

    /**
     * An array of texts of which some were never assigned.
     *
     * @param texts the texts; null where none was assigned
     */
    record TextsWithGaps(List<@Nullable String> texts) implements EvalResult {
        /** Copies the list. */
        public TextsWithGaps {
            texts = Collections.unmodifiableList(new ArrayList<>(texts));
        }

        @Override
        public ParamType type() {
            return ParamType.STRING_ARRAY;
        }

        /**
         * Returns the array with empty texts where none was assigned, as its numbers would be 0.
         *
         * @return the value
         */
        public ParamValue filled() {
            return new ParamValue.StringArray(
                    texts.stream().map(text -> text == null ? "" : text).toList());
        }
    }
}
