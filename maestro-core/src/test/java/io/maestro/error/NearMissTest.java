package io.maestro.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearMissTest {

    private static final List<String> KNOWN = List.of("extract", "transform", "load", "a", "Sleep", "sleet");

    @ParameterizedTest(name = "{0} was meant to be {1}")
    @CsvSource({
        "extrct, extract",
        "extractt, extract",
        "extarct, extract",
        "exttact, extract",
        "EXTRACT, extract",
        "xtract, extract",
        "transfrom, transform",
        "laod, load",
        "lod, load",
        "b, a",
        "sleep, Sleep",
        "slee, Sleep"
    })
    void a_near_miss_is_found(String name, String meant) {
        assertThat(NearMiss.of(name, KNOWN)).contains(meant);
    }

    @ParameterizedTest(name = "{0} is like nothing")
    @CsvSource({"publish", "ld", "bb", "transmogrify", "''"})
    void what_is_far_from_everything_is_not(String name) {
        assertThat(NearMiss.of(name, List.of("extract", "transform", "load"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"load"})
    void among_nothing_there_is_nothing(String name) {
        assertThat(NearMiss.of(name, List.of())).isEmpty();
    }
}
