package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.value.Absent;
import io.maestro.internal.eval.value.Kind;
import io.maestro.internal.eval.value.Values;
import java.util.Optional;

/**
 * A name of the program and its slot. Until the program assigns to it, it stands for a class or object of the language, else
 * for an input, else for {@code null}.
 *
 * @param name the name
 * @param slot the slot
 * @param preset the class or object of the language that has this name
 */
record Variable(String name, int slot, Optional<Object> preset) {

    Kind read(Frame frame) {
        var kind = frame.read(slot);
        return kind == null ? readOutside(frame) : kind;
    }

    private Kind readOutside(Frame frame) {
        if (preset.isPresent()) {
            return frame.set(preset.get());
        }
        var input = frame.context.inputs().get(name);
        if (input == null) {
            return frame.set(Absent.NULL);
        }
        var kind = frame.set(Values.of(input));
        frame.write(slot, kind);
        return kind;
    }

    /** Stores the value of the register. The variable takes its kind from its first value and keeps it. */
    void assign(Frame frame, Kind kind) {
        var current = frame.kind(slot);
        if (current != kind) {
            long bits = frame.bits;
            var ref = frame.ref;
            check(current == null ? readOutside(frame) : current, kind, current == null);
            frame.bits = bits;
            frame.ref = ref;
        }
        if (kind == Kind.UUID) {
            throw Fault.type("assign-operator", "a UUID cannot be assigned; declare it with its value: 'UUID u = ...'");
        }
        frame.write(slot, kind);
    }

    private void check(Kind current, Kind kind, boolean unset) {
        if (unset && preset.isPresent()) {
            throw Fault.type("assign-operator", "'" + name + "' belongs to the language and cannot be assigned");
        }
        boolean missing = unset && current == Kind.NULL;
        if (missing) {
            // A name that was unknown becomes a variable, if the value is one that a variable can hold.
            Values.initial(kind);
        } else if (current != kind) {
            throw Fault.type(
                    "type-mismatch", "'" + name + "' holds a " + current + " and cannot be assigned a " + kind);
        }
    }
}
