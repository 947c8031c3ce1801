package io.maestro.jdbc.internal.json;

import io.maestro.store.StoreException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON as text. */
public final class JsonText {

    /** What is in the database was let in before, whatever its size. */
    static final StreamReadConstraints NO_LIMITS = StreamReadConstraints.builder()
            .maxStringLength(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNestingDepth(Integer.MAX_VALUE)
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(NO_LIMITS).build())
            .build();
    private static final ObjectWriter ASCII = MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private JsonText() {}

    /**
     * Writes JSON.
     *
     * @param json the JSON
     * @return its text, without white space, which any database takes
     */
    public static String write(JsonNode json) {
        var text = MAPPER.writeValueAsString(json);
        return isWhole(text) ? text : ASCII.writeValueAsString(json);
    }

    /**
     * Tells whether a text consists of whole characters. Half of a surrogate pair has no encoding in UTF-8.
     *
     * @param text the text
     * @return false if there are halves in it
     */
    public static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                boolean pair = Character.isHighSurrogate(unit)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /**
     * Reads JSON.
     *
     * @param text the text
     * @return the JSON
     * @throws StoreException if it is none
     */
    public static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new StoreException("a row holds JSON that cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
