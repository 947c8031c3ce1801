package io.maestro.jdbc.internal.table;

import io.maestro.jdbc.internal.json.JsonText;
import io.maestro.store.StoreException;

/** Texts in columns of their own, where no escape helps. */
final class Texts {

    static final int MAX_REQUEST_ID = 512;
    static final int MAX_JOB_ID = 65_536;

    private Texts() {}

    /** Returns a text if every database can keep it. */
    static String storable(String what, String text, int maxLength) {
        if (text.length() > maxLength) {
            throw new StoreException(what + " must have at most " + maxLength + " characters but has " + text.length());
        }
        if (text.indexOf('\0') >= 0 || !JsonText.isWhole(text)) {
            throw new StoreException(what + " must not hold the character 0 or halves of characters");
        }
        return text;
    }
}
