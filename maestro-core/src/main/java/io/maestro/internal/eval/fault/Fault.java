package io.maestro.internal.eval.fault;

import io.maestro.error.MaestroException;
import io.maestro.sel.SelErrorCategory;
import java.util.Optional;

/**
 * An evaluation cannot go on. Thrown by code that does not know where in the program it was called; the evaluator turns it
 * into a {@link io.maestro.sel.SelException} with the position, and no fault leaves it.
 */
public final class Fault extends MaestroException {

    private static final long serialVersionUID = 1;

    private final SelErrorCategory category;
    private final String detail;
    private final transient Optional<String> suggestion;

    private Fault(SelErrorCategory category, String detail, String message, Optional<String> suggestion) {
        super(message);
        this.category = category;
        this.detail = detail;
        this.suggestion = suggestion;
    }

    /**
     * Returns a fault.
     *
     * @param category the kind of error
     * @param detail the finer kind
     * @param message what was found and what was expected
     * @return the fault
     */
    public static Fault of(SelErrorCategory category, String detail, String message) {
        return new Fault(category, detail, message, Optional.empty());
    }

    /**
     * Returns a fault of category {@link SelErrorCategory#UNKNOWN}.
     *
     * @param detail what is unknown: a class, method or field
     * @param message what was found and what was expected
     * @param suggestion the name that was probably meant
     * @return the fault
     */
    public static Fault unknown(String detail, String message, Optional<String> suggestion) {
        return new Fault(SelErrorCategory.UNKNOWN, detail, message, suggestion);
    }

    /**
     * Returns a fault of category {@link SelErrorCategory#TYPE}.
     *
     * @param detail the finer kind
     * @param message what was found and what was expected
     * @return the fault
     */
    public static Fault type(String detail, String message) {
        return of(SelErrorCategory.TYPE, detail, message);
    }

    /**
     * Returns a fault of category {@link SelErrorCategory#LIMIT}.
     *
     * @param detail which limit
     * @param message what was found and what was expected
     * @return the fault
     */
    public static Fault limit(String detail, String message) {
        return of(SelErrorCategory.LIMIT, detail, message);
    }

    /**
     * Returns a fault of category {@link SelErrorCategory#OTHER}.
     *
     * @param detail the finer kind
     * @param message what was found and what was expected
     * @return the fault
     */
    public static Fault other(String detail, String message) {
        return of(SelErrorCategory.OTHER, detail, message);
    }

    /**
     * Returns the fault that the host did not answer.
     *
     * @param message what failed
     * @param cause what the host threw
     * @return the fault
     */
    public static Fault ofHost(String message, Throwable cause) {
        var fault = other("extension-call", message);
        fault.initCause(cause);
        return fault;
    }

    /**
     * Returns this fault with a suggestion.
     *
     * @param otherwise the name that was probably meant, if the fault knows none
     * @return the fault with the suggestion
     */
    public Fault suggesting(Optional<String> otherwise) {
        return suggestion.isPresent() || otherwise.isEmpty()
                ? this
                : new Fault(category, detail, explanation(), otherwise);
    }

    /**
     * Returns the kind of error.
     *
     * @return the category
     */
    public SelErrorCategory category() {
        return category;
    }

    /**
     * Returns the finer kind of error.
     *
     * @return the detail
     */
    public String detail() {
        return detail;
    }

    /**
     * Returns what happened.
     *
     * @return the message
     */
    public String explanation() {
        return String.valueOf(getMessage());
    }

    /**
     * Returns the name that was probably meant.
     *
     * @return the suggestion
     */
    public Optional<String> suggestion() {
        return suggestion;
    }
}
