package io.maestro.dsl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Definitions of Netflix Maestro that may stand beside the checkout; they are no part of it. */
final class Conformance {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Conformance() {}

    /**
     * A definition that was sent to a running Netflix Maestro.
     *
     * @param name a name for it
     * @param json the request
     * @param status what it was answered with
     */
    record Sent(String name, String json, int status) {}

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

    /** Returns the definitions of all cases that were run on the whole engine. */
    static Stream<Sent> sent() {
        return files("engine").stream()
                .filter(file -> file.toString().endsWith(".jsonl"))
                .flatMap(file -> text(file).lines())
                .map(MAPPER::readTree)
                .flatMap(Conformance::definitions);
    }

    private static Stream<Sent> definitions(JsonNode test) {
        var definitions = test.get("definitions");
        return IntStream.range(0, definitions.size())
                .mapToObj(i -> new Sent(
                        test.get("id").asString() + (i == 0 ? "" : "/" + i),
                        definitions.get(i).toString(),
                        test.at("/expect/create/" + i + "/http").asInt()));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
