package io.maestro.conformance;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads files in which each line is a JSON object. */
public final class JsonLines {

    private static final JsonMapper JSON = JsonMapper.shared();

    private JsonLines() {}

    /**
     * Reads a file. Empty lines are passed over.
     *
     * @param <T> what an object stands for
     * @param file the file
     * @param members what each object must have
     * @param reader makes something of an object
     * @return what the objects stand for, in their order
     * @throws WrongInputException if there is no such file, or it holds something else; names the line
     * @throws IOException if reading fails
     */
    public static <T> List<T> read(Path file, List<String> members, Function<JsonNode, T> reader) throws IOException {
        var read = new ArrayList<T>();
        int number = 0;
        for (var line : lines(file)) {
            number++;
            if (!line.isBlank()) {
                read.add(read(file + ", line " + number, line, members, reader));
            }
        }
        return read;
    }

    private static List<String> lines(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new WrongInputException(file + " is a folder; expected a file with a JSON object on each line");
        }
        if (!Files.exists(file)) {
            throw new WrongInputException("there is no file " + file);
        }
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new WrongInputException(file + " is no text in UTF-8");
        }
    }

    private static <T> T read(String place, String line, List<String> members, Function<JsonNode, T> reader) {
        try {
            var json = JSON.readTree(line);
            for (var member : members) {
                if (!json.has(member)) {
                    throw new WrongInputException(place + ": expected an object with " + String.join(", ", members)
                            + " but found none with '" + member + "'");
                }
            }
            return reader.apply(json);
        } catch (JacksonException e) {
            throw new WrongInputException(place + ": " + e.getOriginalMessage().replace('\n', ' '));
        }
    }
}
