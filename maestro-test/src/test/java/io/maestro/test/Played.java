package io.maestro.test;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What becomes of tests that may fail. */
final class Played {

    private Played() {}

    /** Runs tests; returns what became of each, by its name, in their order. */
    static List<String> of(Class<?> tests) {
        var told = new ArrayList<String>();
        play(tests, (test, result) -> {
            if (test.isTest()) {
                told.add(told(test, result));
            }
        });
        return told;
    }

    /** Runs tests; returns why classes of them failed although the tests may not have. */
    static List<String> failuresOfClasses(Class<?> tests) {
        var told = new ArrayList<String>();
        play(tests, (test, result) -> {
            if (test.isContainer() && result.getThrowable().isPresent()) {
                told.add(told(test, result));
            }
        });
        return told;
    }

    private static void play(Class<?> tests, BiConsumer<TestIdentifier, TestExecutionResult> listener) {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                listener.accept(test, result);
            }
        });
    }

    private static String told(TestIdentifier test, TestExecutionResult result) {
        return test.getDisplayName() + result.getThrowable().map(Played::told).orElse("");
    }

    private static String told(Throwable failure) {
        return Stream.concat(Stream.of(failure), Arrays.stream(failure.getSuppressed()))
                .map(Throwable::getMessage)
                .collect(Collectors.joining("; ", ": ", ""));
    }
}
