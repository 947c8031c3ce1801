package io.maestro.test;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Has tests run as {@link Seeds} and {@link Seed} say. */
public final class SeedExtension implements TestTemplateInvocationContextProvider {

    /** For JUnit. */
    public SeedExtension() {}

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return seeds(context).findAny().isPresent();
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        return seeds(context).mapToObj(Invocation::new);
    }

    private static LongStream seeds(ExtensionContext context) {
        var test = context.getRequiredTestMethod();
        var one = test.getAnnotation(Seed.class);
        if (one != null) {
            return LongStream.of(one.value());
        }
        var many = test.getAnnotation(Seeds.class);
        if (many == null) {
            return LongStream.empty();
        }
        MaestroTestKit.Builder.requireSeeds(many.value());
        return LongStream.range(many.from(), many.from() + many.value());
    }

    private record Invocation(long seed) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return "seed " + seed;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            BeforeEachCallback prepare = context -> {
                MaestroExtension.kind(context)
                        .filter(kind -> kind != StoreKind.MEMORY)
                        .ifPresent(kind -> Assumptions.abort("seeds are for the store in memory, not for " + kind
                                + ": threads of databases and nodes take no turns"));
                MaestroExtension.prepare(context, seed);
            };
            TestExecutionExceptionHandler tell = (context, failure) -> {
                failure.addSuppressed(
                        new AssertionError("to replay it, put @Seed(" + seed + "L) in the place of @Seeds"));
                throw failure;
            };
            return List.of(prepare, tell);
        }
    }
}
