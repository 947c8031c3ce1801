package io.maestro.test;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Has tests run as {@link CrashAtEveryCommit} says. */
public final class CrashExtension implements TestTemplateInvocationContextProvider {

    /** For JUnit. */
    public CrashExtension() {}

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(CrashAtEveryCommit.class);
    }

    /** How many there are is known when the first is over, and JUnit asks for the next when one is over. */
    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        var rehearsal = new Rehearsal();
        return Stream.iterate(0, rehearsal::goesOn, number -> number + 1)
                .map(rehearsal::play)
                .map(Invocation::new);
    }

    private record Invocation(Rehearsal.Play play) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return play.name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            BeforeEachCallback prepare = context -> MaestroExtension.prepare(context, play);
            return List.of(prepare);
        }
    }
}
