package io.maestro.test;

import io.maestro.Maestro;
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

    /** For JUnit. */
    public MaestroExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == MaestroTestKit.class
                || type == Maestro.class
                || type == VirtualClock.class
                || type == Mocks.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var kit = kit(context);
        var type = parameter.getParameter().getType();
        if (type == Maestro.class) {
            return kit.maestro();
        }
        if (type == VirtualClock.class) {
            return kit.clock();
        }
        return type == Mocks.class ? kit.mocks() : kit;
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
        var wanted = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), MaestroTest.class)
                .orElseGet(() -> ofClass(context.getRequiredTestClass()));
        var builder = ReflectionSupport.newInstance(wanted.value()).builder();
        for (var type : wanted.mockTypes()) {
            builder.mockType(type);
        }
        return (wanted.strict() ? builder.strict() : builder).build();
    }

    /** Of a nested class, or of the next around it. */
    private static MaestroTest ofClass(Class<?> tests) {
        return AnnotationSupport.findAnnotation(tests, MaestroTest.class)
                .orElseGet(() -> ofClass(tests.getEnclosingClass()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var kit = context.getStore(NAMESPACE).remove(MaestroTestKit.class, MaestroTestKit.class);
        if (kit != null) {
            kit.close();
        }
    }
}
