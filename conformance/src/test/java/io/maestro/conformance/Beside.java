package io.maestro.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files around the module: recordings that may stand beside the checkout and are no part of it, and pages of the project. */
public final class Beside {

    private static final Path MODULE = Files.exists(Path.of("src/main"))
            ? Path.of("").toAbsolutePath()
            : Path.of("conformance").toAbsolutePath();

    private Beside() {}

    /** Returns a file of the recordings; without it the test that asks is skipped, and says so. */
    public static Path recordings(String file) {
        var found = ancestors()
                .map(folder -> folder.resolve("shared/conformance").resolve(file))
                .filter(Files::exists)
                .findFirst();
        assumeTrue(found.isPresent(), "no shared/conformance/" + file + " beside the checkout, so nothing is compared");
        return found.orElseThrow();
    }

    /** The checkout may be nested, so every folder above counts as beside. */
    private static Stream<Path> ancestors() {
        return Stream.iterate(Optional.of(MODULE), Optional::isPresent, path -> path.map(Path::getParent))
                .flatMap(Optional::stream);
    }

    /** Returns a page of the project. */
    public static Path page(String name) {
        return MODULE.resolveSibling("docs").resolve(name);
    }

    /** Returns the headings of the entries of the compatibility page. */
    public static Set<String> deviations() throws IOException {
        return Files.readAllLines(page("compatibility.md")).stream()
                .filter(line -> line.startsWith("###"))
                .map(line -> line.replaceFirst("#+ ", ""))
                .collect(Collectors.toSet());
    }
}
