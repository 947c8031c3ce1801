package io.maestro.test.trial;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files of the trials. */
final class Files {

    private static final String FOLDER = "/trials/";

    private Files() {}

    static String text(String name) {
        return resource(FOLDER + name);
    }

    /** Returns the schema of JSON definitions. */
    static String schema() {
        return resource("/META-INF/maestro/workflow.schema.json");
    }

    /** Returns the names of all files. */
    static List<String> names() {
        try (var files = java.nio.file.Files.list(Path.of(Optional.ofNullable(Files.class.getResource(FOLDER))
                .orElseThrow()
                .toURI()))) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String path) {
        try (InputStream in =
                Optional.ofNullable(Files.class.getResourceAsStream(path)).orElseThrow()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
