package io.maestro.test;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Collects what tests cover, and requires it, as {@link CoversPipelines} says. */
public final class CoverageExtension implements BeforeAllCallback, AfterAllCallback {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(CoverageExtension.class);

    /** For JUnit. */
    public CoverageExtension() {}

    /** Returns what the kit of a test tells what it came to. */
    static Optional<PipelineCoverage> of(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(NAMESPACE).get(PipelineCoverage.class, PipelineCoverage.class));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        wanted(context)
                .ifPresent(
                        wanted -> context.getStore(NAMESPACE).put(PipelineCoverage.class, PipelineCoverage.create()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        wanted(context).ifPresent(wanted -> {
            var report = of(context).orElseThrow().report();
            var part = wanted.workflows().length == 0 ? report : report.of(wanted.workflows());
            context.publishReportEntry("pipeline coverage", part.text());
            part.requireAtLeast(wanted.atLeast());
        });
    }

    /** Nested classes inherit the extension, but not what it collects for. */
    private static Optional<CoversPipelines> wanted(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestClass(), CoversPipelines.class);
    }
}
