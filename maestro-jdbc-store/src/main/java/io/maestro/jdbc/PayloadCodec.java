package io.maestro.jdbc;

/**
 * Encodes what users write before it is stored, for instance by encryption: definitions, params, outputs, the elements of lists,
 * and errors. What the engine needs to find its way, such as ids, statuses and times, is stored as it is. Thread-safe.
 *
 * <p>Rows say whether they are encoded, so a codec can be added to a store that has rows without one. How a codec tells what an
 * older key encoded is its own matter.
 */
public interface PayloadCodec {

    /**
     * Encodes a payload.
     *
     * @param json the payload, a JSON text
     * @return any text
     */
    String encode(String json);

    /**
     * Decodes a payload.
     *
     * @param encoded what {@link #encode} returned
     * @return the JSON text
     */
    String decode(String encoded);
}
