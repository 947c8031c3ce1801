package io.maestro;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.maestro.error.MaestroException;
import io.maestro.param.ParamValue;
import io.maestro.store.Store;
import org.junit.jupiter.api.Test;

/** Core keeps to its architecture. That each rule can fail is shown by {@link ArchitectureRulesTest}. */
class ArchitectureTest {

    private static final String ROOT = "io.maestro";
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void the_rules_saw_the_code() {
        assertThat(CORE).hasSizeGreaterThan(140);
        assertThat(CORE.contain(MaestroException.class)).isTrue();
        assertThat(CORE.contain(ParamValue.StringValue.class)).isTrue();
        assertThat(CORE.contain(Store.class)).isTrue();
        assertThat(CORE.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void every_class_lives_in_a_package_that_has_its_place_in_the_order() {
        check(ArchitectureRules.everyPackageHasItsPlace(ROOT));
    }

    @Test
    void packages_know_only_those_before_them() {
        check(ArchitectureRules.packagesKnowOnlyThoseBeforeThem(ROOT));
    }

    @Test
    void nothing_knows_the_facade() {
        check(ArchitectureRules.nothingKnowsTheFacade(ROOT));
    }

    @Test
    void packages_are_free_of_cycles() {
        check(ArchitectureRules.packagesAreFreeOfCycles(ROOT));
    }

    @Test
    void the_kernel_knows_only_the_domain() {
        check(ArchitectureRules.pureCodeKnowsOnlyTheDomain(ROOT));
    }

    @Test
    void the_kernel_takes_time_chance_and_threads_from_nowhere() {
        check(ArchitectureRules.pureCodeHasNoEffects(ROOT));
    }

    @Test
    void only_the_system_clock_reads_the_time() {
        check(ArchitectureRules.onlyTheSystemClockReadsTheTime(ROOT));
    }

    @Test
    void core_knows_no_sql() {
        check(ArchitectureRules.nothingKnowsSql(ROOT));
    }

    @Test
    void nothing_reflects() {
        check(ArchitectureRules.nothingReflects(ROOT));
    }

    @Test
    void nothing_prints() {
        check(ArchitectureRules.nothingPrints(ROOT));
    }

    @Test
    void every_exception_is_a_maestro_exception() {
        check(ArchitectureRules.everyExceptionIsOfTheFamily(ROOT));
    }

    @Test
    void every_package_is_null_marked() {
        check(ArchitectureRules.everyPackageIsNullMarked(ROOT));
    }

    @Test
    void static_fields_are_final() {
        check(ArchitectureRules.staticFieldsAreFinal(ROOT));
    }

    @Test
    void the_api_does_not_mention_internals() {
        check(ArchitectureRules.theApiDoesNotMentionInternals(ROOT));
    }

    @Test
    void no_method_is_synchronized() {
        check(ArchitectureRules.noMethodIsSynchronized(ROOT));
    }

    private static void check(ArchRule rule) {
        rule.check(CORE);
    }
}
