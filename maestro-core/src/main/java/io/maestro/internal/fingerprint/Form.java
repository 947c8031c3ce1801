package io.maestro.internal.fingerprint;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A canonical form that is being written: different trees have different forms. A text says how long it is, so that nothing in it
 * can be taken for what comes after it, and everything else has a mark at its start and at its end.
 */
final class Form {

    private final StringBuilder written = new StringBuilder();

    Form text(String text) {
        written.append(text.length()).append(':').append(text);
        return this;
    }

    Form constant(Enum<?> constant) {
        return text(constant.name());
    }

    Form number(long number) {
        return number('#', String.valueOf(number));
    }

    Form decimal(double number) {
        return number('~', String.valueOf(number));
    }

    private Form number(char mark, String number) {
        written.append(mark).append(number).append(';');
        return this;
    }

    Form flag(boolean flag) {
        written.append(flag ? 't' : 'f');
        return this;
    }

    /** Writes a case of something that has many: its name, and what it consists of. */
    Form a(String name, Runnable parts) {
        written.append('(').append(name).append(' ');
        parts.run();
        written.append(')');
        return this;
    }

    <T> Form maybe(Optional<T> value, Consumer<T> part) {
        value.ifPresentOrElse(part, () -> written.append('-'));
        return this;
    }

    <T> Form list(Collection<T> values, Consumer<T> element) {
        written.append('[');
        values.forEach(element);
        written.append(']');
        return this;
    }

    /** Writes named values whose order counts. */
    <T> Form inOrder(Map<String, T> values, Consumer<T> value) {
        return map('<', values, value, '>');
    }

    /** Writes named values whose order does not count. */
    <T> Form inAnyOrder(Map<String, T> values, Consumer<T> value) {
        return map('{', new TreeMap<>(values), value, '}');
    }

    private <T extends @Nullable Object> Form map(char start, Map<String, T> values, Consumer<T> value, char end) {
        written.append(start);
        values.forEach((name, part) -> {
            text(name);
            value.accept(part);
        });
        written.append(end);
        return this;
    }

    /** Writes members that a definition carries along without knowing them. */
    Form free(Map<String, Object> members) {
        return inAnyOrder(members, this::freeValue);
    }

    private void freeValue(@Nullable Object value) {
        switch (value) {
            case null -> written.append('-');
            case Map<?, ?> map -> {
                var members = new TreeMap<String, @Nullable Object>();
                map.forEach((name, member) -> members.put(String.valueOf(name), member));
                map('{', members, this::freeValue, '}');
            }
            case List<?> list -> {
                written.append('[');
                list.forEach(this::freeValue);
                written.append(']');
            }
            case Boolean flag -> flag(flag);
            case Double number -> decimal(number);
            case BigDecimal number -> number('~', number.toString());
            case Integer number -> number(number);
            case Long number -> number(number);
            case BigInteger number -> number('#', number.toString());
            default -> text(value.toString());
        }
    }

    @Override
    public String toString() {
        return written.toString();
    }
}
