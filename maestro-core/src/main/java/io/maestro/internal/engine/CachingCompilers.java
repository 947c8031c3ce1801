package io.maestro.internal.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.maestro.internal.eval.Expression;
import io.maestro.internal.eval.params.Compilers;
import io.maestro.internal.eval.params.Interpolation;
import io.maestro.sel.EvalLimits;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compilers that remember what they made, by its text: a version's expressions are compiled once and not in each run. What is
 * used least is forgotten first. A text that does not compile is not remembered. Thread-safe.
 */
public final class CachingCompilers {

    /** Enough for thousands of expressions of the usual length, and few megabytes when it is full. */
    private static final long MAX_CHARACTERS = 500_000;

    /** What each entry takes up however short its text is, in characters. */
    private static final int ENTRY = 50;

    private CachingCompilers() {}

    /**
     * Returns new compilers with nothing in their memory yet.
     *
     * @param limits what each expression may use
     * @return the compilers
     */
    public static Compilers of(EvalLimits limits) {
        return of(Compilers.forgetful(limits), MAX_CHARACTERS);
    }

    /** Returns compilers that remember what others make, up to a number of characters for each kind. */
    static Compilers of(Compilers others, long maxCharacters) {
        Function<String, Expression> expressions = new Remembering<>(others.expressions(), maxCharacters);
        Function<String, Interpolation> texts = new Remembering<>(others.texts(), maxCharacters);
        return new Compilers(expressions, texts);
    }

    /** The cache is made when it is first asked: an engine whose workflows have no expressions does not even load its classes. */
    private static final class Remembering<T> implements Function<String, T> {
        private final Function<String, T> maker;
        private final long maxCharacters;
        private final AtomicReference<@Nullable Cache<String, T>> cache = new AtomicReference<>();

        Remembering(Function<String, T> maker, long maxCharacters) {
            this.maker = maker;
            this.maxCharacters = maxCharacters;
        }

        @Override
        public T apply(String text) {
            return cache().get(text, maker);
        }

        private Cache<String, T> cache() {
            var made = cache.get();
            if (made != null) {
                return made;
            }
            var fresh = Caffeine.newBuilder()
                    .maximumWeight(maxCharacters)
                    .weigher((String text, T value) -> ENTRY + text.length())
                    // The caller tidies up, so that no thread is borrowed from the application.
                    .executor(Runnable::run)
                    .build();
            return cache.compareAndSet(null, fresh) ? fresh : cache();
        }
    }
}
