package io.maestro.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void a_problem_is_a_line_that_tells_where_and_what_and_below_it_an_excerpt() {
        var plain = Problem.of(ProblemCode.MISSING, "", "the member 'id' is missing");
        var full = Problem.of(ProblemCode.EXPRESSION, Severity.WARNING, "/a", "there is no class 'Strin'")
                .suggesting(Optional.of("String"))
                .at(new TextPosition(3, 7))
                .movedTo("/b")
                .showing("new Strin()\n    ^");

        assertThat(plain).hasToString("/: the member 'id' is missing [MISSING]");
        assertThat(full).hasToString("""
                3:7 /b: there is no class 'Strin'; did you mean 'String'? [EXPRESSION, warning]
                    new Strin()
                        ^""");
        assertThat(plain.severity()).isEqualTo(Severity.ERROR);
        assertThat(plain.suggesting(Optional.empty())).isEqualTo(plain);
    }
}
