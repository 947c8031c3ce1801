package io.maestro.internal.engine;

import io.maestro.run.StepError;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Turns exceptions into what is recorded of them. */
final class Errors {

    /** Stack traces repeat themselves; what matters stands at their beginning. */
    private static final int MAX_DETAIL = 8192;

    private Errors() {}

    static StepError of(Throwable thrown) {
        return of("", thrown);
    }

    static StepError of(String prefix, Throwable thrown) {
        var trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        var detail = trace.toString();
        return new StepError(
                prefix + message(thrown), detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) : detail);
    }

    private static String message(Throwable thrown) {
        var message = thrown.getMessage();
        var name = thrown.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : name + ": " + message;
    }
}
