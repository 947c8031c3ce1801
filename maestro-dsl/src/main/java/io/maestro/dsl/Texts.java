package io.maestro.dsl;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Takes texts from where they are. */
final class Texts {

    private Texts() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new InvalidDefinitionException(
                    file.toString(), List.of(Problem.of(ProblemCode.SYNTAX, "", "the file is not text in UTF-8")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the definition in " + file, e);
        }
    }

    static String read(Reader reader) {
        var text = new StringWriter();
        try {
            reader.transferTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the definition", e);
        }
        return text.toString();
    }
}
