package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.value.Absent;
import io.maestro.internal.eval.value.Budget;
import io.maestro.internal.eval.value.Context;
import io.maestro.internal.eval.value.Kind;
import io.maestro.internal.eval.value.Values;
import org.jspecify.annotations.Nullable;

/**
 * The state of one evaluation: the variables, and a register for the value computed last.
 *
 * <p>A value is its kind and either bits (a number or boolean) or an object. Nodes return the kind and leave the rest in the
 * register, so that numbers are not boxed on their way through a program whose types are known only while it runs.
 */
final class Frame {

    final Context context;
    final Budget budget;

    /** The number or boolean computed last. */
    long bits;

    /** The object computed last. */
    Object ref = Absent.NULL;

    /** Where in the program the evaluation is, set before anything that may fail. */
    int at;

    /** The kind of the value that a statement left in the register. */
    Kind result = Kind.NULL;

    private final @Nullable Kind[] kinds;
    private final long[] slotBits;
    private final @Nullable Object[] slotRefs;

    Frame(Context context, int slots) {
        this.context = context;
        this.budget = context.budget();
        this.kinds = new @Nullable Kind[slots];
        this.slotBits = new long[slots];
        this.slotRefs = new @Nullable Object[slots];
    }

    Kind setLong(long value) {
        bits = value;
        return Kind.LONG;
    }

    Kind setDouble(double value) {
        bits = Double.doubleToRawLongBits(value);
        return Kind.DOUBLE;
    }

    Kind setBoolean(boolean value) {
        bits = value ? 1 : 0;
        return Kind.BOOLEAN;
    }

    Kind setText(String value) {
        ref = value;
        return Kind.STRING;
    }

    Kind set(Object value) {
        if (value instanceof Long number) {
            return setLong(number);
        }
        if (value instanceof Double number) {
            return setDouble(number);
        }
        if (value instanceof Boolean flag) {
            return setBoolean(flag);
        }
        ref = value;
        return Values.kind(value);
    }

    /** Returns the value of the register as an object. */
    Object object(Kind kind) {
        return object(kind, bits, ref);
    }

    static Object object(Kind kind, long bits, Object ref) {
        return switch (kind) {
            case LONG -> bits;
            case DOUBLE -> Double.longBitsToDouble(bits);
            case BOOLEAN -> bits != 0;
            default -> ref;
        };
    }

    /** Returns the kind of a variable's value, or null if it has none yet. */
    @Nullable
    Kind kind(int slot) {
        return kinds[slot];
    }

    /** Puts a variable's value into the register. Returns null if the variable has none yet. */
    @Nullable
    Kind read(int slot) {
        var kind = kinds[slot];
        if (isBits(kind)) {
            bits = slotBits[slot];
        } else {
            var object = slotRefs[slot];
            ref = object == null ? Absent.NULL : object;
        }
        return kind;
    }

    /** Returns the value of a variable that holds a LONG. */
    long longIn(int slot) {
        return slotBits[slot];
    }

    /** Changes a variable that holds a LONG. */
    void setLongIn(int slot, long value) {
        slotBits[slot] = value;
    }

    /** Stores the value of the register in a variable. */
    void write(int slot, Kind kind) {
        // A variable hardly ever changes its kind, and a store into an array of objects is not free.
        if (kinds[slot] != kind) {
            kinds[slot] = kind;
        }
        if (isBits(kind)) {
            slotBits[slot] = bits;
        } else {
            slotRefs[slot] = ref;
        }
    }

    private static boolean isBits(@Nullable Kind kind) {
        return kind == Kind.LONG || kind == Kind.DOUBLE || kind == Kind.BOOLEAN;
    }
}
