package io.maestro.dsl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Definitions of Netflix Maestro that may stand beside the checkout; they are no part of it. */
final class Conformance {

    private Conformance() {}

    /** Returns the folder, looked for beside every folder above the module, as the checkout may be nested. */
    static Optional<Path> folder() {
        return Stream.iterate(
                        Optional.of(Path.of("").toAbsolutePath()),
                        Optional::isPresent,
                        path -> path.map(Path::getParent))
                .flatMap(Optional::stream)
                .map(path -> path.resolve("shared").resolve("conformance"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    static List<Path> files(String subfolder) {
        return folder().map(folder -> list(folder.resolve(subfolder))).orElse(List.of());
    }

    private static List<Path> list(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
