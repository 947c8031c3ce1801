package io.maestro.internal.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a source says of its constants or components, as Markdown. */
final class Javadocs {

    private static final Path SOURCES =
            (Files.exists(Path.of("src/main")) ? Path.of("") : Path.of("maestro-core")).resolve("src/main/java");

    private static final Pattern CONSTANT = Pattern.compile("(?s)/\\*\\*((?:(?!\\*/).)*)\\*/\\s+([A-Z_]+)\\b");
    private static final Pattern COMPONENT = Pattern.compile("(?s)@param (\\w+) ((?:(?!@param|\\*/).)*)");

    private final String source;

    private Javadocs(String source) {
        this.source = source;
    }

    static Javadocs of(Class<?> type) throws IOException {
        return new Javadocs(Files.readString(SOURCES.resolve(type.getName().replace('.', '/') + ".java")));
    }

    /** Returns what is said of a constant, without the full stop. */
    String constant(Enum<?> constant) {
        return texts(CONSTANT, source, 2, 1).entrySet().stream()
                .filter(text -> text.getKey().equals(constant.name()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(constant + " is not described"));
    }

    /** Returns what is said of each component of a record. */
    Map<String, String> components() {
        return texts(COMPONENT, source.substring(0, source.indexOf("public record")), 1, 2);
    }

    private static Map<String, String> texts(Pattern pattern, String source, int name, int text) {
        var texts = new LinkedHashMap<String, String>();
        pattern.matcher(source).results().forEach(found -> texts.put(found.group(name), markdown(found.group(text))));
        return texts;
    }

    private static String markdown(String javadoc) {
        return javadoc.replaceAll("\\s*\\n\\s*\\*?\\s*", " ")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link \\w+#(\\w+)\\(\\)}", "`$1`")
                .replaceAll("\\{@link (\\w+)}", "`$1`")
                .strip()
                .replaceFirst("\\.$", "");
    }
}
