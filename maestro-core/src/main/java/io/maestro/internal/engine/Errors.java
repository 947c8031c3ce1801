package io.maestro.internal.engine;

import io.maestro.internal.eval.params.Secrets;
import io.maestro.run.StepError;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Turns exceptions into what is recorded of them. They are the user's, so even asking for their message may fail. */
final class Errors {

    /** Stack traces repeat themselves; what matters stands at their beginning. */
    private static final int MAX_DETAIL = 8192;

    private Errors() {}

    static StepError of(Throwable thrown) {
        return of("", thrown);
    }

    static StepError of(String prefix, Throwable thrown) {
        return new StepError(prefix + message(thrown), detail(thrown));
    }

    /** Returns an error without the secrets in it. */
    static StepError masked(StepError error, Secrets secrets) {
        return new StepError(secrets.masked(error.message()), secrets.masked(error.detail()));
    }

    private static String message(Throwable thrown) {
        var type = thrown.getClass();
        var name = type.isAnonymousClass() ? type.getName() : type.getSimpleName();
        try {
            var message = thrown.getMessage();
            return message == null || message.isBlank() ? name : name + ": " + message;
        } catch (RuntimeException e) {
            return name;
        }
    }

    private static String detail(Throwable thrown) {
        try {
            var trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            var detail = trace.toString();
            return detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) : detail;
        } catch (RuntimeException e) {
            return "";
        }
    }
}
