package io.maestro.internal.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.internal.eval.library.Library;
import io.maestro.internal.eval.syntax.Parser;
import io.maestro.internal.eval.syntax.Source;
import io.maestro.internal.eval.syntax.Statement;
import io.maestro.sel.EvalLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference page is what the evaluator's tables say. */
class SelReferenceTest {

    private static final Path PAGE = (Files.exists(Path.of("src/main")) ? Path.of("") : Path.of("maestro-core"))
            .toAbsolutePath()
            .resolveSibling("docs/reference/sel.md");

    @Test
    void the_page_is_up_to_date() throws IOException {
        var page = SelReference.page();
        if (System.getProperty("sel.reference", "").equals("write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("write it with: mvn -q -pl maestro-core test -Dtest=SelReferenceTest -Dsel.reference=write")
                .isEqualTo(page);
    }

    @Test
    void the_page_has_every_member_and_each_kind_of_statement() throws IOException {
        var page = SelReference.page();
        var kinds = new HashSet<Class<?>>();
        SelReference.STATEMENTS.forEach(example -> Parser.parse(Source.of(example.example()), EvalLimits.defaults())
                .walk(part -> kinds.add(part.getClass())));

        assertThat(Library.methods()).allSatisfy(method -> assertThat(page).contains("| `" + method.name() + "("));
        assertThat(Library.fields()).allSatisfy(field -> assertThat(page).contains("| `" + field.name() + "` |"));
        assertThat(Library.presetNames()).allSatisfy(name -> assertThat(page).containsPattern("\\b" + name + "\\b"));
        assertThat(kinds).containsAll(Set.of(statements()));
    }

    private static Class<?>[] statements() {
        return Stream.of(Statement.class.getPermittedSubclasses()).toArray(Class<?>[]::new);
    }

    @Test
    void every_member_is_described_in_one_line() {
        assertThat(Library.methods())
                .allSatisfy(method -> assertThat(method.summary()).isNotBlank());
        assertThat(Library.fields())
                .allSatisfy(field -> assertThat(field.summary()).isNotBlank());
        assertThat(Library.constructors())
                .allSatisfy(made -> assertThat(made.summary()).isNotBlank());
    }
}
