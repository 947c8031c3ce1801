package io.maestro.test;

import static java.util.Objects.requireNonNull;

import io.maestro.Maestro;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** Gives tests their kits, as {@link MaestroTest} says. */
public final class MaestroExtension implements ParameterResolver, AfterEachCallback {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(MaestroExtension.class);

    private static final Map<Class<?>, Function<MaestroTestKit, Object>> PARTS = Map.of(
            MaestroTestKit.class, kit -> kit,
            Maestro.class, MaestroTestKit::maestro,
            VirtualClock.class, MaestroTestKit::clock,
            Mocks.class, MaestroTestKit::mocks,
            Faults.class, MaestroTestKit::faults,
            EffectsLedger.class, MaestroTestKit::effects);

    /** For JUnit. */
    public MaestroExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARTS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var part = requireNonNull(PARTS.get(parameter.getParameter().getType()), "part");
        return part.apply(kit(context));
    }

    private static MaestroTestKit kit(ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "a kit belongs to one test, so only tests and what is done before and after"
                            + " each of them can have it");
        }
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(MaestroTestKit.class, key -> newKit(context), MaestroTestKit.class);
    }

    private static MaestroTestKit newKit(ExtensionContext context) {
        var builder = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), MaestroTest.class)
                .or(() -> ofClass(context.getRequiredTestClass()))
                .map(MaestroExtension::builder)
                .orElseGet(MaestroTestKit::builder);
        CoverageExtension.of(context).ifPresent(builder::coverage);
        kind(context).ifPresent(builder::store);
        @Nullable Long seed = context.getStore(NAMESPACE).get(Seeds.class, Long.class);
        var kit = (seed == null ? builder : builder.seed(seed)).build();
        play(context).ifPresent(play -> play.prepare(kit.faults()));
        return kit;
    }

    /** Of a nested class, or of the next around it. */
    private static Optional<MaestroTest> ofClass(@Nullable Class<?> tests) {
        return tests == null
                ? Optional.empty()
                : AnnotationSupport.findAnnotation(tests, MaestroTest.class)
                        .or(() -> ofClass(tests.getEnclosingClass()));
    }

    private static MaestroTestKit.Builder builder(MaestroTest wanted) {
        var builder = ReflectionSupport.newInstance(wanted.value()).builder();
        for (var type : wanted.mockTypes()) {
            builder.mockType(type);
        }
        return wanted.strict() ? builder.strict() : builder;
    }

    /** Has the kit of a test be prepared for a crash. */
    static void prepare(ExtensionContext context, Rehearsal.Play play) {
        context.getStore(NAMESPACE).put(Rehearsal.Play.class, play);
    }

    /** Has the kit of a test have a store of a kind. */
    static void prepare(ExtensionContext context, StoreKind kind) {
        context.getStore(NAMESPACE).put(StoreKind.class, kind);
    }

    /** Returns what the store of a test is, if that was said. */
    static Optional<StoreKind> kind(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(NAMESPACE).get(StoreKind.class, StoreKind.class));
    }

    /** Has the kit of a test be seeded. */
    static void prepare(ExtensionContext context, long seed) {
        context.getStore(NAMESPACE).put(Seeds.class, seed);
    }

    private static Optional<Rehearsal.Play> play(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(NAMESPACE).get(Rehearsal.Play.class, Rehearsal.Play.class));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        @Nullable MaestroTestKit kit = context.getStore(NAMESPACE).remove(MaestroTestKit.class, MaestroTestKit.class);
        if (kit == null) {
            return;
        }
        try (kit) {
            if (context.getExecutionException().isEmpty()) {
                play(context).ifPresent(play -> play.end(kit));
            }
        }
    }
}
