package io.maestro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of the architecture bites: the classes under {@code io.maestro.planted} break it, and it names them. */
class ArchitectureRulesTest {

    private static final String ROOT = "io.maestro.planted";
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(ROOT);

    static Stream<Arguments> rules() {
        return Stream.of(
                planted("everyPackageHasItsPlace", ArchitectureRules::everyPackageHasItsPlace, "stray.Stray"),
                planted(
                        "packagesKnowOnlyThoseBeforeThem",
                        ArchitectureRules::packagesKnowOnlyThoseBeforeThem,
                        "definition.KnowsItsRuns",
                        "run.KnowsTheStore",
                        "store.KnowsTheKernel",
                        "store.KnowsTheFacade.use("),
                planted("nothingKnowsTheFacade", ArchitectureRules::nothingKnowsTheFacade, "store.KnowsTheFacade.use("),
                planted(
                        "packagesAreFreeOfCycles",
                        ArchitectureRules::packagesAreFreeOfCycles,
                        "definition.KnowsItsRuns",
                        "run.KnowsItsDefinition"),
                planted(
                        "pureCodeKnowsOnlyTheDomain",
                        ArchitectureRules::pureCodeKnowsOnlyTheDomain,
                        "internal.kernel.CountsForAll",
                        "internal.graph.ReadsAFile",
                        "internal.eval.Logs",
                        "internal.kernel.KnowsTheStore"),
                planted(
                        "pureCodeHasNoEffects",
                        ArchitectureRules::pureCodeHasNoEffects,
                        "internal.kernel.StartsAThread",
                        "internal.kernel.RollsDice.roll",
                        "internal.kernel.RollsDice.name",
                        "internal.kernel.RollsDice.generator",
                        "internal.graph.AsksAClock",
                        "internal.eval.ReadsTheTime.once",
                        "internal.eval.ReadsTheTime.later",
                        "internal.eval.ReadsTheTime.setting"),
                planted(
                        "onlyTheSystemClockReadsTheTime",
                        ArchitectureRules::onlyTheSystemClockReadsTheTime,
                        "internal.engine.ReadsTheTime.instant",
                        "internal.engine.ReadsTheTime.millis",
                        "internal.engine.ReadsTheTime.nanos",
                        "internal.engine.ReadsTheTime.clock",
                        "internal.engine.ReadsTheTime.source",
                        "internal.eval.ReadsTheTime.later"),
                planted("nothingKnowsSql", ArchitectureRules::nothingKnowsSql, "store.KnowsSql"),
                planted(
                        "nothingReflects",
                        ArchitectureRules::nothingReflects,
                        "param.Reflects.load",
                        "param.Reflects.count",
                        "param.Reflects.call"),
                planted("nothingPrints", ArchitectureRules::nothingPrints, "event.Prints"),
                planted(
                        "everyExceptionIsOfTheFamily",
                        ArchitectureRules::everyExceptionIsOfTheFamily,
                        "error.StrayException",
                        "error.NotEvenAnException"),
                planted("everyPackageIsNullMarked", ArchitectureRules::everyPackageIsNullMarked, "stray.Stray"),
                planted("staticFieldsAreFinal", ArchitectureRules::staticFieldsAreFinal, "tag.CountsForAll.count"),
                planted(
                        "theApiDoesNotMentionInternals",
                        ArchitectureRules::theApiDoesNotMentionInternals,
                        "LeakyFacade mentions",
                        "LeakyFacade.plans() mentions",
                        "LeakyFacade.use(java.util.Map) mentions",
                        "LeakyFacade.last mentions"),
                planted("noMethodIsSynchronized", ArchitectureRules::noMethodIsSynchronized, "trigger.Locks.lock"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_names_the_classes_that_break_it(Function<String, ArchRule> rule, List<String> culprits) {
        var result = rule.apply(ROOT).evaluate(PLANTED);

        assertThat(result.hasViolation()).isTrue();
        assertThat(String.join("\n", result.getFailureReport().getDetails())).contains(culprits);
    }

    @Test
    void every_rule_has_a_planted_violation() {
        var declared = Stream.of(ArchitectureRules.class.getDeclaredMethods())
                .filter(method -> method.getReturnType().equals(ArchRule.class))
                .map(method -> method.getName())
                .collect(Collectors.toSet());

        var covered =
                rules().map(rule -> ((Arguments.ArgumentSet) rule).getName()).collect(Collectors.toSet());

        assertThat(covered).isEqualTo(declared);
    }

    @Test
    void the_system_clock_may_read_the_time() {
        var result = ArchitectureRules.onlyTheSystemClockReadsTheTime(ROOT).evaluate(PLANTED);

        assertThat(result.getFailureReport().getDetails()).noneMatch(detail -> detail.contains("SystemClock.now"));
    }

    @Test
    void pure_code_may_use_plain_java_and_the_domain() {
        var findings = Stream.of(
                        ArchitectureRules.pureCodeKnowsOnlyTheDomain(ROOT),
                        ArchitectureRules.pureCodeHasNoEffects(ROOT))
                .flatMap(rule -> rule.evaluate(PLANTED).getFailureReport().getDetails().stream());

        assertThat(findings).noneMatch(finding -> finding.contains(".Plan"));
    }

    private static Arguments planted(String name, Function<String, ArchRule> rule, String... culprits) {
        return argumentSet(name, rule, List.of(culprits));
    }
}
