package io.maestro.dsl;

import io.maestro.run.FailureKind;
import io.maestro.step.StepFailedException;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Which failures of a step in Java may be tried again.
 *
 * @param retried those that may; others are fatal
 * @param fatal those that are fatal in any case
 * @param unwanted the outputs that are failures
 */
record Failures(Predicate<Throwable> retried, Predicate<Throwable> fatal, Predicate<Object> unwanted) {

    /** All but what a body itself says is fatal. */
    static final Failures PLAIN = new Failures(failure -> true, failure -> false, output -> false);

    Failures retrying(Predicate<? super Throwable> which) {
        Predicate<Throwable> said = retried.equals(PLAIN.retried) ? failure -> false : retried;
        return new Failures(said.or(which), fatal, unwanted);
    }

    Failures failing(Predicate<? super Throwable> which) {
        return new Failures(retried, fatal.or(which), unwanted);
    }

    Failures refusing(Predicate<Object> which) {
        return new Failures(retried, fatal, unwanted.or(which));
    }

    @SafeVarargs
    static Predicate<Throwable> of(Class<? extends Throwable> type, Class<? extends Throwable>... more) {
        Predicate<Throwable> any = type::isInstance;
        for (var another : more) {
            any = any.or(another::isInstance);
        }
        return any;
    }

    /** Returns the work with its failures sorted. */
    Work sort(Work work) {
        return equals(PLAIN)
                ? work
                : switch (work) {
                    case Work.Body(var body) ->
                        new Work.Body(context -> {
                            var output = sorted(() -> body.run(context));
                            if (Objects.nonNull(output) && unwanted.test(output)) {
                                throw new StepFailedException(FailureKind.USER, "the output is not one that is wanted");
                            }
                            return output;
                        });
                    case Work.Action(var action) ->
                        new Work.Action(context -> sorted(() -> {
                            action.run(context);
                            return action;
                        }));
                    case Work.Registered registered -> registered;
                };
    }

    /** Code that may throw anything. */
    private interface Throwing<T> {
        T run() throws Exception;
    }

    /** What says itself of which kind it is stays so, and an interrupt is no failure of the code. */
    private <T> T sorted(Throwing<T> code) throws Exception {
        try {
            return code.run();
        } catch (StepFailedException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (fatal.test(e) || !retried.test(e)) {
                throw new StepFailedException(
                        FailureKind.FATAL, e.getClass().getSimpleName() + ": " + e.getMessage(), e);
            }
            throw e;
        }
    }
}
