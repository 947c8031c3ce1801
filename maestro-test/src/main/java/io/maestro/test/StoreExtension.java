package io.maestro.test;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Has tests run as {@link EachStore} says. */
public final class StoreExtension
        implements ClassTemplateInvocationContextProvider, TestTemplateInvocationContextProvider {

    private static final List<Class<? extends Annotation>> OTHERS =
            List.of(CrashAtEveryCommit.class, Seeds.class, Seed.class);

    /** For JUnit. */
    public StoreExtension() {}

    private static Optional<EachStore> wanted(AnnotatedElement tests) {
        return AnnotationSupport.findAnnotation(tests, EachStore.class);
    }

    private static Stream<StoreKind> kinds(AnnotatedElement tests) {
        var kinds = wanted(tests).orElseThrow().value();
        if (kinds.length == 0) {
            throw new ExtensionConfigurationException("@EachStore of " + tests + " names no store");
        }
        return Arrays.stream(kinds).distinct();
    }

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return wanted(context.getRequiredTestClass()).isPresent();
    }

    @Override
    public Stream<? extends ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
            ExtensionContext context) {
        return kinds(context.getRequiredTestClass()).map(OfClass::new);
    }

    /** Also asked about tests of a class with the annotation that are templates for other reasons. */
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return wanted(context.getRequiredTestMethod()).isPresent();
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        var test = context.getRequiredTestMethod();
        OTHERS.stream()
                .filter(other -> AnnotationSupport.isAnnotated(test, other))
                .findFirst()
                .ifPresent(other -> {
                    throw new ExtensionConfigurationException("a test has either @EachStore or @"
                            + other.getSimpleName() + " but " + test.getName()
                            + " has both; put @EachStore on its class");
                });
        return kinds(test).map(OfTest::new);
    }

    private record OfClass(StoreKind kind) implements ClassTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return "on " + kind;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(prepare(kind));
        }
    }

    private record OfTest(StoreKind kind) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return "on " + kind;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(prepare(kind));
        }
    }

    private static BeforeEachCallback prepare(StoreKind kind) {
        return context -> MaestroExtension.prepare(context, kind);
    }
}
