package io.maestro.internal.eval.library;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.value.Absent;
import io.maestro.internal.eval.value.Context;
import io.maestro.internal.eval.value.Kind;
import io.maestro.sel.SelErrorCategory;
import java.util.List;

/**
 * A method.
 *
 * @param receiver what it is called on
 * @param name its name
 * @param arguments what it takes
 * @param variadic whether the last argument may come any number of times, also never
 * @param form whether it needs a value to be called on
 * @param returns the type of what it comes to, for the reference
 * @param summary what it comes to, in one line, for the reference
 * @param body what it does
 */
public record Method(
        Kind receiver,
        String name,
        List<ArgType> arguments,
        boolean variadic,
        Form form,
        String returns,
        String summary,
        Body body) {

    /** How a method may be called. */
    public enum Form {
        /** On a value. */
        ON_VALUE,
        /** On the class, or on a variable without a value. */
        ON_CLASS,
        /** On the class as well as on a value, which makes no difference; or the body tells the difference. */
        ON_EITHER
    }

    /** What a method does. */
    @FunctionalInterface
    public interface Body {
        /**
         * Calls the method.
         *
         * @param context what the evaluation has at hand
         * @param receiver what the method is called on
         * @param arguments the arguments, accepted by their types
         * @return the value
         */
        Object call(Context context, Object receiver, Object[] arguments);
    }

    static Method of(
            Kind receiver, Form form, String returns, String name, String summary, Body body, ArgType... arguments) {
        return new Method(receiver, name, List.of(arguments), false, form, returns, summary, body);
    }

    static Method variadic(
            Kind receiver, Form form, String returns, String name, String summary, Body body, ArgType... arguments) {
        return new Method(receiver, name, List.of(arguments), true, form, returns, summary, body);
    }

    boolean takes(int count) {
        return variadic || arguments.size() == count;
    }

    /**
     * Returns the type of an argument.
     *
     * @param index which argument, from 0
     * @return its type
     */
    public ArgType argument(int index) {
        return arguments.get(Math.min(index, arguments.size() - 1));
    }

    /**
     * Calls the method.
     *
     * @param context what the evaluation has at hand
     * @param on what the method is called on
     * @param accepted the arguments, accepted by their types
     * @return the value
     */
    public Object call(Context context, Object on, Object[] accepted) {
        boolean absent = on instanceof Absent;
        if (absent && form == Form.ON_VALUE) {
            throw withoutValue();
        }
        if (!absent && form == Form.ON_CLASS) {
            throw Fault.type("method-arg-type", "'" + name + "' must be called on the class, not on a value");
        }
        return body.call(context, on, accepted);
    }

    private Fault withoutValue() {
        var message = "'" + name + "' needs a value to be called on, and this " + receiver + " has none";
        boolean shifted = receiver == Kind.STRING || receiver == Kind.DATETIME;
        return shifted
                ? Fault.type("method-arg-type", message)
                : Fault.of(SelErrorCategory.NULL, "null-deref", message);
    }
}
