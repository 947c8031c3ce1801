package io.maestro.jdbc.internal.sql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which releases of H2 are let in. */
class H2ReleaseTest {

    @ParameterizedTest
    @ValueSource(strings = {"2.5.250", "2.5.252"})
    void a_release_that_loses_commits_is_refused(String release) {
        assertThatThrownBy(() -> H2Dialect.requireMindful(release))
                .isInstanceOf(StoreException.class)
                .hasMessage("H2 " + release + " loses commits when the process is killed; use H2 2.4.240");
    }

    @Test
    void the_release_that_the_build_takes_is_let_in() {
        assertThatCode(() -> H2Dialect.requireMindful("2.4.240")).doesNotThrowAnyException();
    }
}
