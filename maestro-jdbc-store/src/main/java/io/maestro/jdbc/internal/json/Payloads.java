package io.maestro.jdbc.internal.json;

import io.maestro.jdbc.PayloadCodec;
import io.maestro.jdbc.PayloadTooLargeException;
import io.maestro.store.StoreException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What users put into runs: params, outputs, elements, errors. It is within a limit, and encoded if the host says how.
 *
 * @param codec the host's codec, or empty
 * @param limit how many characters of JSON each may have
 */
public record Payloads(Optional<PayloadCodec> codec, int limit) {

    /**
     * Tells whether payloads are encoded.
     *
     * @return true if the host gave a codec
     */
    public boolean encodes() {
        return codec.isPresent();
    }

    /**
     * Returns what is stored for a payload.
     *
     * @param what what it is, for errors
     * @param json its JSON, or null if there is none
     * @return JSON, or null
     * @throws PayloadTooLargeException if it is above the limit
     */
    public @Nullable String stored(String what, @Nullable String json) {
        if (json != null) {
            requireWithinLimit(what, json);
        }
        return encoded(json);
    }

    /**
     * Makes sure that a payload is not too large.
     *
     * @param what what it is, for errors
     * @param json its JSON
     * @throws PayloadTooLargeException if it is above the limit
     */
    public void requireWithinLimit(String what, String json) {
        if (json.length() > limit) {
            throw new PayloadTooLargeException(what, json.length(), limit);
        }
    }

    /**
     * Returns what is stored for a payload whose size is no matter.
     *
     * @param json its JSON, or null if there is none
     * @return JSON, or null
     */
    public @Nullable String encoded(@Nullable String json) {
        return json == null
                ? null
                : codec.map(host -> JsonText.write(JsonNodeFactory.instance.stringNode(host.encode(json))))
                        .orElse(json);
    }

    /**
     * Returns the payload of what is stored.
     *
     * @param stored what is stored
     * @param encoded whether it was encoded
     * @return its JSON
     */
    public String loaded(String stored, boolean encoded) {
        if (!encoded) {
            return stored;
        }
        return codec.map(host -> host.decode(JsonText.read(stored).stringValue()))
                .orElseThrow(
                        () -> new StoreException("a row is encoded but the store was opened without a payload codec"));
    }
}
